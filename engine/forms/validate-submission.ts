import type { JsonObject } from '../model/json.ts';
import type { LocalizedText } from '../model/expression.ts';
import type { FeelClock } from '../feel/feel.ts';
import type { CompiledForm } from './compiled-form.ts';

/** One thing wrong with a submission, in the form's own words. */
export interface FieldFinding {
  /** JSON Pointer into the submission. */
  readonly path: string;
  /** The field's label in the form (its key where it has none). */
  readonly label: string;
  /** Stable: `required`, `minLength`, `pattern`, `unknownField`, `hiddenField`, … */
  readonly code: string;
  readonly message: LocalizedText;
}

export type SubmissionResult =
  /** `data` is the submission with computed fields recomputed: what the case stores. */
  | { readonly ok: true; readonly data: JsonObject }
  | { readonly ok: false; readonly findings: readonly FieldFinding[] };

/** Enforces a form on the server's side of the law: hidden fields must be absent, unknown fields are refused, dates exist.
 *  `variables` are the case's, which the form shows and its conditions read. Pure; never throws. */
export function validateSubmission(
  _form: CompiledForm,
  _submission: JsonObject,
  _variables: JsonObject,
  _clock: FeelClock,
): SubmissionResult {
  throw new Error('owned by the forms room');
}
