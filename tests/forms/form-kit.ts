import { compileForm } from '../../engine/forms/compile-form.ts';
import type { CompiledForm } from '../../engine/forms/compiled-form.ts';
import { validateSubmission, type FieldFinding } from '../../engine/forms/validate-submission.ts';
import type { Diagnostic } from '../../engine/errors.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';

/** A Tuesday morning in Hà Nội. */
export const CLOCK = { at: '2026-11-24T02:00:00Z', timeZone: 'Asia/Ho_Chi_Minh' } as const;

/** A form-js schema with these components; ids are given where a test does not care. */
export function source(components: readonly JsonObject[], root: JsonObject = {}): string {
  return JSON.stringify({ type: 'default', id: 'form', schemaVersion: 19, components: withIds(components), ...root });
}

export function diagnose(components: readonly JsonObject[], root: JsonObject = {}): readonly Diagnostic[] {
  return compileForm(source(components, root), 'forms/form.form').diagnostics;
}

/** Compiles a form that must be without fault. */
export function form(components: readonly JsonObject[], root: JsonObject = {}): CompiledForm {
  const compiled = compileForm(source(components, root), 'forms/form.form');
  if (compiled.form === undefined || compiled.diagnostics.length > 0)
    throw new Error(JSON.stringify(compiled.diagnostics, null, 2));
  return compiled.form;
}

/** `path code` of every finding; empty when the submission is accepted. */
export function check(compiled: CompiledForm, submission: JsonObject, variables: JsonObject = {}): readonly string[] {
  return findings(compiled, submission, variables).map(({ path, code }) => `${path} ${code}`);
}

export function findings(
  compiled: CompiledForm,
  submission: JsonObject,
  variables: JsonObject = {},
): readonly FieldFinding[] {
  const result = validateSubmission(compiled, submission, variables, CLOCK);
  return result.ok ? [] : result.findings;
}

/** What the case stores; throws with the findings when the submission is refused. */
export function accept(compiled: CompiledForm, submission: JsonObject, variables: JsonObject = {}): JsonObject {
  const result = validateSubmission(compiled, submission, variables, CLOCK);
  if (!result.ok) throw new Error(JSON.stringify(result.findings, null, 2));
  return result.data;
}

let made = 0;

function withIds(components: readonly JsonObject[]): Json {
  return components.map((component) => ({
    id: component['id'] ?? `Field_${(made += 1)}`,
    ...component,
    ...(Array.isArray(component['components'])
      ? { components: withIds(component['components'] as readonly JsonObject[]) }
      : {}),
  }));
}
