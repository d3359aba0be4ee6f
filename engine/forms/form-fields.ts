import type { Json, JsonObject } from '../model/json.ts';
import type { LocalizedText } from '../model/expression.ts';
import type { CompiledField, CompiledForm, FieldKind } from './compiled-form.ts';

/** A place that a form writes, for verification, pages and tables. */
export interface FormField {
  readonly component: string;
  /** Dotted path in the case's variables; `[]` stands for any row. */
  readonly path: string;
  /** The case variable that holds it: the first part of the path. */
  readonly variable: string;
  readonly label: LocalizedText;
  readonly kind: FieldKind;
  /** What a choice with fixed options can be. */
  readonly options?: readonly Json[];
  /** A submission always sets it: required, or computed, and never hidden. */
  readonly always: boolean;
  /** The form only shows it; whatever reads it must have been written before. */
  readonly shownOnly: boolean;
}

/** The places that a form writes or shows, in the order of the form. */
export function formFields(form: CompiledForm): readonly FormField[] {
  return form.fields.map((field) => ({
    component: field.component,
    path: field.path.join('.'),
    variable: field.path[0] ?? '',
    label: field.label,
    kind: field.kind,
    ...(field.options === undefined ? {} : { options: field.options }),
    always: isAlwaysSet(field),
    shownOnly: field.disabled === true || field.readonly === true,
  }));
}

/** Case variables that the form must find: read by its expressions, or shown only, and not written by itself. Sorted. */
export function formReads(form: CompiledForm): readonly string[] {
  const writes = new Set(
    form.fields.filter((field) => field.disabled !== true && field.readonly !== true).map((field) => field.path[0]),
  );
  const shown = form.fields.filter((field) => !writes.has(field.path[0])).flatMap((field) => field.path[0] ?? []);
  return [...new Set([...form.reads.filter((name) => !writes.has(name)), ...shown])].sort();
}

/**
 * What a page hands to the viewer: of the case's variables those that the form shows or its expressions read, and nothing
 * else, so that a form never leaks what it is not about.
 */
export function initialData(form: CompiledForm, variables: JsonObject): JsonObject {
  const names = new Set([...form.fields.flatMap((field) => field.path[0] ?? []), ...form.reads]);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}

function isAlwaysSet(field: CompiledField): boolean {
  if (field.hide.length > 0 || field.disabled === true) return false;
  return field.required || field.computed !== undefined || field.kind === 'rows';
}
