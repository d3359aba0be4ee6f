import type { JsonObject } from '../model/json.ts';
import type { FeelClock } from '../feel/feel.ts';
import { acceptedData } from './accepted-data.ts';
import type { CompiledForm } from './compiled-form.ts';
import type { FieldFinding } from './field-finding.ts';
import { findingsOf } from './findings.ts';
import { startRun } from './form-run.ts';
import { checkSubmission } from './form-validator.ts';

export type { FieldFinding } from './field-finding.ts';

export type SubmissionResult =
  /** `data` is the submission with computed fields recomputed: what the case stores. */
  { readonly ok: true; readonly data: JsonObject } | { readonly ok: false; readonly findings: readonly FieldFinding[] };

/**
 * Enforces a form on the server's side of the law: hidden fields must be absent, unknown fields are refused, dates exist,
 * what is shown only cannot be changed, what is computed is computed here.
 *
 * `variables` are the case's, which the form shows and its conditions read. All findings are given, in the order of the
 * form. `data` holds the top-level variables to set: text in composed form (NFC), objects of groups filled up with what the
 * case already holds beside the form's fields, rows as objects. Pure; never throws.
 */
export function validateSubmission(
  form: CompiledForm,
  submission: JsonObject,
  variables: JsonObject,
  clock: FeelClock,
): SubmissionResult {
  const run = startRun(form, submission, variables, clock);
  const faults = checkSubmission(form, submission, run);
  const findings = faults.length === 0 ? [] : findingsOf(form, faults, run);
  // A disabled field that breaks its own rules is no finding: it was shown so, and is not stored.
  if (findings.length > 0) return { ok: false, findings };
  return { ok: true, data: acceptedData(form, submission, run) };
}
