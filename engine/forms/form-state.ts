import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import { isObject } from './component-kind.ts';
import type { Draft } from './json-value.ts';
import { setBelow, valueBelow } from './json-value.ts';
import { isTemporalText } from './temporal-text.ts';

/**
 * What the viewer holds before anyone enters anything: for every field the case's value as the field reads it, else its
 * default, else its empty value; lists with their rows.
 *
 * @source form-js viewer 2.0, `Form._getInitializedFieldData`
 */
export function initialState(form: CompiledForm, variables: JsonObject): JsonObject {
  return initialObject(form.fields, [], variables);
}

/** The form's present state: what was submitted over what was shown. A list that was shown and not submitted is empty. */
export function formState(form: CompiledForm, submission: JsonObject, initial: JsonObject): Draft {
  return overlay(form.fields, [], submission, initial);
}

/** A row as the viewer adds it to the list at a JSON Pointer. */
export function newRow(form: CompiledForm, list: string): JsonObject {
  const path = list.slice(1).split('/').map((segment) => (/^\d+$/.test(segment) ? ROW : segment));
  return initialObject(form.fields, [...path, ROW], {});
}

/** Fields directly in a scope (the form, or the rows of a list), with their paths below it. */
export function fieldsOf(fields: readonly CompiledField[], scope: readonly string[]): readonly { readonly field: CompiledField; readonly path: readonly string[] }[] {
  return fields
    .filter(({ path }) => path.length > scope.length && scope.every((segment, index) => path[index] === segment) && !path.slice(scope.length).includes(ROW))
    .map((field) => ({ field, path: field.path.slice(scope.length) }));
}

function initialObject(fields: readonly CompiledField[], scope: readonly string[], data: JsonObject): Draft {
  const state: Draft = {};
  for (const { field, path } of fieldsOf(fields, scope)) {
    const known = valueBelow(data, path);
    setBelow(state, path, field.kind === 'rows' ? initialRows(fields, field, known) : known === undefined ? (field.default ?? field.empty) : asRead(field, known));
  }
  return state;
}

function initialRows(fields: readonly CompiledField[], list: CompiledField, known: Json | undefined): Json {
  const rows: readonly Json[] = Array.isArray(known) ? known : Array.from({ length: list.rows?.initial ?? 1 }, () => ({}));
  return rows.map((row) => {
    const given = isObject(row) ? row : {};
    return { ...given, ...initialObject(fields, [...list.path, ROW], given) };
  });
}

function overlay(fields: readonly CompiledField[], scope: readonly string[], submission: JsonObject, initial: JsonObject): Draft {
  const state: Draft = {};
  for (const { field, path } of fieldsOf(fields, scope)) {
    const given = valueBelow(submission, path);
    if (field.kind === 'rows') {
      const value = given === undefined && field.hide.length > 0 ? (valueBelow(initial, path) ?? []) : given;
      setBelow(state, path, overlayRows(fields, field, value));
      continue;
    }
    if (given === undefined && path.length > 1 && field.hide.length > 0 && isObject(submission[path[0] ?? ''])) {
      // In a group that was submitted, the viewer shows nothing of a hidden field; elsewhere it falls back to the case's value.
      continue;
    }
    setBelow(state, path, given ?? valueBelow(initial, path) ?? field.empty);
  }
  return state;
}

function overlayRows(fields: readonly CompiledField[], list: CompiledField, value: Json | undefined): Json {
  if (!Array.isArray(value)) return [];
  const scope = [...list.path, ROW];
  const blank = initialObject(fields, scope, {});
  return value.map((row: Json) => overlay(fields, scope, isObject(row) ? row : {}, blank));
}

/** A case variable as the viewer reads it into a field: what does not fit becomes nothing. */
function asRead(field: CompiledField, value: Json): Json {
  switch (field.kind) {
    case 'text':
      return value === null || typeof value === 'object' ? '' : String(value);
    case 'number':
    case 'numeral': {
      const numeric = (typeof value === 'number' || (typeof value === 'string' && value !== '')) && !Number.isNaN(Number(value));
      return numeric ? (field.kind === 'numeral' ? String(value) : Number(value)) : null;
    }
    case 'boolean':
      return value === true;
    case 'choice':
      return isOffered(field, value) ? value : null;
    case 'choices':
      return Array.isArray(value) ? value.filter((item: Json) => isOffered(field, item)) : [];
    case 'date':
    case 'time':
    case 'datetime':
      return typeof value === 'string' && isTemporalText(value, field.kind) ? value : null;
    case 'files':
    case 'computed':
    case 'rows':
      return value;
    default:
      return field.kind satisfies never;
  }
}

function isOffered(field: CompiledField, value: Json): boolean {
  return field.options === undefined || field.options.some((option) => JSON.stringify(option) === JSON.stringify(value));
}
