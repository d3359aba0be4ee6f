import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import { isObject } from './component-kind.ts';
import type { FormRun } from './form-run.ts';
import { fieldsOf } from './form-state.ts';
import type { Draft } from './json-value.ts';
import { removeBelow, setBelow, valueAt, valueBelow } from './json-value.ts';

/**
 * What the case stores of an accepted submission: its fields without the disabled ones, with computed values in place, text
 * in composed form, and in groups what the case holds beside the form's fields, because a variable is set as a whole.
 */
export function acceptedData(form: CompiledForm, submission: JsonObject, run: FormRun): JsonObject {
  if (isPlain(form)) return composed(submission) as JsonObject;
  return composed(objectData(form.fields, [], submission, run.variables, '', run)) as JsonObject;
}

/** Whether the submission is stored as it came: no lists, groups, computed or disabled fields. Asked once per form. */
function isPlain(form: CompiledForm): boolean {
  let plain = plainForms.get(form);
  if (plain === undefined) {
    plain = form.fields.every((field) => field.path.length === 1 && field.kind !== 'rows' && field.computed === undefined && field.disabled !== true);
    plainForms.set(form, plain);
  }
  return plain;
}

const plainForms = new WeakMap<CompiledForm, boolean>();

/** `known` is what the case holds in this place. */
function objectData(fields: readonly CompiledField[], scope: readonly string[], given: JsonObject, known: JsonObject, pointer: string, run: FormRun): Draft {
  const data: Draft = {};
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (value !== undefined) data[key] = value;
  }
  for (const { field, path } of fieldsOf(fields, scope)) {
    if (path.length > 1) keepBeside(data, known, path);
    if (field.disabled === true) removeBelow(data, path);
    else if (field.kind === 'rows') setRows(fields, field, path, data, known, pointer, run);
    else if (field.computed !== undefined && !field.hide.some((test) => run.holds(test, pointer === '' ? '' : `${pointer}/`))) {
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

function setRows(fields: readonly CompiledField[], list: CompiledField, path: readonly string[], data: Draft, known: JsonObject, pointer: string, run: FormRun): void {
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
    return { ...own, ...objectData(fields, [...list.path, ROW], isObject(row) ? row : {}, own, `${place}/${index}`, run) };
  });
  setBelow(data, path, stored);
}

/**
 * Text in Unicode composed form: Vietnamese typed on a Mac or pasted from a PDF may come decomposed, and would be found by
 * no search and equal no list entry. Values that are composed already are not copied.
 *
 * @source Unicode Standard Annex #15 (NFC)
 */
function composed(value: Json): Json {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(composed);
    return items.every((item, index) => item === (value as readonly Json[])[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  let copy: Draft | undefined;
  for (const [key, item] of Object.entries(value)) {
    const written = composed(item);
    if (written !== item) (copy ??= { ...value })[key] = written;
  }
  return copy ?? value;
}
