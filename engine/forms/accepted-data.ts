import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import { composedText } from './composed-text.ts';
import { isObject } from './component-kind.ts';
import type { FormRun } from './form-run.ts';
import { fieldsOf, type Place } from './form-state.ts';
import type { Draft } from './json-value.ts';
import { removeBelow, setBelow, valueAt, valueBelow } from './json-value.ts';

/**
 * What the case stores of an accepted submission: its fields without the disabled ones, with computed values in place, text
 * in composed form, and in groups what the case holds beside the form's fields, because a variable is set as a whole.
 */
export function acceptedData(form: CompiledForm, submission: JsonObject, run: FormRun): JsonObject {
  if (isPlain(form)) return composed(submission) as JsonObject;
  return composed(objectData(form, [], submission, run.variables, '', run)) as JsonObject;
}

/** Whether the submission is stored as it came: no lists, groups, computed or disabled fields. Asked once per form. */
function isPlain(form: CompiledForm): boolean {
  let plain = plainForms.get(form);
  if (plain === undefined) {
    plain = form.fields.every(
      (field) =>
        field.path.length === 1 && field.kind !== 'rows' && field.computed === undefined && field.disabled !== true,
    );
    plainForms.set(form, plain);
  }
  return plain;
}

const plainForms = new WeakMap<CompiledForm, boolean>();

/** `known` is what the case holds in this place. */
function objectData(
  form: CompiledForm,
  scope: readonly string[],
  given: JsonObject,
  known: JsonObject,
  pointer: string,
  run: FormRun,
): Draft {
  const data: Draft = {};
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (value !== undefined) data[key] = value;
  }
  for (const { field, path } of fieldsOf(form, scope)) {
    if (path.length > 1) keepBeside(data, known, path);
    if (field.disabled === true) removeBelow(data, path);
    else if (field.kind === 'rows') setRows(form, { field, path }, scope, data, known, pointer, run);
    else if (
      field.computed !== undefined &&
      !field.hide.some((test) => run.holds(test, pointer === '' ? '' : `${pointer}/`))
    ) {
      setBelow(data, path, valueAt(run.state(), `${pointer}/${path.join('/')}`) ?? null);
    }
  }
  return data;
}

/** A group's object is written as a whole: fields of the case that this form does not have stay. */
function keepBeside(data: Draft, known: JsonObject, path: readonly string[]): void {
  for (let length = 1; length < path.length; length += 1) {
    const group = path.slice(0, length);
    const given = valueBelow(data, group);
    const held = valueBelow(known, group);
    if (isObject(given) && isObject(held)) setBelow(data, group, { ...held, ...given });
  }
}

function setRows(
  form: CompiledForm,
  { field: list, path }: Place,
  scope: readonly string[],
  data: Draft,
  known: JsonObject,
  pointer: string,
  run: FormRun,
): void {
  const place = `${pointer}/${path.join('/')}`;
  const given = valueBelow(data, path);
  // The viewer submits nothing for a list without rows; a hidden list is not touched.
  if (given === undefined && list.hide.some((test) => run.holds(test, pointer === '' ? '' : `${pointer}/`))) return;
  const held = valueBelow(known, path);
  const heldRows: readonly Json[] = list.rows?.fixed === true && Array.isArray(held) ? held : [];
  const rows: readonly Json[] = Array.isArray(given) ? given : [];
  const stored = rows.map((row, index): Json => {
    const beside = heldRows[index];
    const own = isObject(beside) ? beside : {};
    return {
      ...own,
      ...objectData(form, [...scope, ...path, ROW], isObject(row) ? row : {}, own, `${place}/${index}`, run),
    };
  });
  setBelow(data, path, stored);
}

/** All text in composed form; values that are composed already are not copied. */
function composed(value: Json): Json {
  if (typeof value === 'string') return composedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    const items = list.map(composed);
    return items.every((item, index) => item === list[index]) ? value : items;
  }
  const object = value as JsonObject;
  let copy: Draft | undefined;
  for (const key of Object.keys(object)) {
    const item = object[key] ?? null;
    const written = composed(item);
    if (written !== item) (copy ??= { ...object })[key] = written;
  }
  return copy ?? value;
}
