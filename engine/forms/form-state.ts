import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import { isObject } from './component-kind.ts';
import type { Draft } from './json-value.ts';
import { sameJson, setBelow, valueBelow } from './json-value.ts';
import { optionValues } from './options.ts';
import { isTemporalText } from './temporal-text.ts';

/**
 * What the viewer holds before anyone enters anything: for every field the case's value as the field reads it, else its
 * default, else its empty value; lists with their rows.
 *
 * @source form-js viewer 2.0, `Form._getInitializedFieldData`
 */
export function initialState(form: CompiledForm, variables: JsonObject): JsonObject {
  return initialObject({ form, variables }, [], fieldsOf(form, []), variables);
}

/** The form's present state: what was submitted over what was shown. A list that was shown and not submitted is empty. */
export function formState(form: CompiledForm, submission: JsonObject, variables: JsonObject): Draft {
  return overlay({ form, variables }, [], fieldsOf(form, []), submission, variables);
}

/** The part of the state that lies in one variable; undefined where the form has no field in it. */
export function variableState(
  form: CompiledForm,
  variable: string,
  submission: JsonObject,
  variables: JsonObject,
): Json | undefined {
  const places = fieldsOf(form, []).filter(({ path }) => path[0] === variable);
  return places.length === 0 ? undefined : overlay({ form, variables }, [], places, submission, variables)[variable];
}

/** A row as the viewer adds it to the list at a JSON Pointer. */
export function newRow(form: CompiledForm, list: string, variables: JsonObject): JsonObject {
  const path = list
    .slice(1)
    .split('/')
    .map((segment) => (/^\d+$/.test(segment) ? ROW : segment));
  return initialObject({ form, variables }, [...path, ROW], fieldsOf(form, [...path, ROW]), {});
}

/** A field and its path below the object that holds it. */
export interface Place {
  readonly field: CompiledField;
  readonly path: readonly string[];
}

/** Fields directly in a scope (the form, or the rows of a list). Sorted out once per form. */
export function fieldsOf(form: CompiledForm, scope: readonly string[]): readonly Place[] {
  let scopes = places.get(form);
  if (scopes === undefined) places.set(form, (scopes = new Map()));
  const name = scope.join('.');
  let found = scopes.get(name);
  if (found === undefined) {
    found = form.fields
      .filter(
        ({ path }) =>
          path.length > scope.length &&
          scope.every((segment, index) => path[index] === segment) &&
          !path.slice(scope.length).includes(ROW),
      )
      .map((field) => ({ field, path: field.path.slice(scope.length) }));
    scopes.set(name, found);
  }
  return found;
}

const places = new WeakMap<CompiledForm, Map<string, readonly Place[]>>();

interface Source {
  readonly form: CompiledForm;
  /** All of the case's; `known` below is the part beside the fields in question. */
  readonly variables: JsonObject;
}

function initialObject(source: Source, scope: readonly string[], fields: readonly Place[], known: JsonObject): Draft {
  const state: Draft = {};
  for (const place of fields) setBelow(state, place.path, initialValue(source, scope, place, known));
  return state;
}

function initialValue(source: Source, scope: readonly string[], { field, path }: Place, known: JsonObject): Json {
  const value = valueBelow(known, path);
  if (field.kind === 'rows') return initialRows(source, [...scope, ...path, ROW], field, value);
  return value === undefined ? (field.default ?? field.empty) : asRead(source, field, value);
}

function initialRows(source: Source, scope: readonly string[], list: CompiledField, known: Json | undefined): Json {
  const rows: readonly Json[] = Array.isArray(known)
    ? known
    : Array.from({ length: list.rows?.initial ?? 1 }, () => ({}));
  return rows.map((row) => {
    const given = isObject(row) ? row : {};
    return { ...given, ...initialObject(source, scope, fieldsOf(source.form, scope), given) };
  });
}

function overlay(
  source: Source,
  scope: readonly string[],
  fields: readonly Place[],
  submission: JsonObject,
  known: JsonObject,
): Draft {
  const state: Draft = {};
  for (const place of fields) {
    const { field, path } = place;
    const given = valueBelow(submission, path);
    if (field.kind === 'rows') {
      const value = given === undefined && field.hide.length > 0 ? initialValue(source, scope, place, known) : given;
      setBelow(state, path, overlayRows(source, [...scope, ...path, ROW], value));
    } else if (given !== undefined) {
      setBelow(state, path, given);
    } else if (path.length === 1 || field.hide.length === 0 || !isObject(submission[path[0] ?? ''])) {
      // In a group that was submitted, the viewer shows nothing of a hidden field; elsewhere it falls back to the case's value.
      setBelow(state, path, initialValue(source, scope, place, known));
    }
  }
  return state;
}

function overlayRows(source: Source, scope: readonly string[], value: Json | undefined): Json {
  if (!Array.isArray(value)) return [];
  return value.map((row: Json) => overlay(source, scope, fieldsOf(source.form, scope), isObject(row) ? row : {}, {}));
}

/** A case variable as the viewer reads it into a field: what does not fit becomes nothing. */
function asRead({ variables }: Source, field: CompiledField, value: Json): Json {
  switch (field.kind) {
    case 'text':
      if (value === null || typeof value === 'object') return '';
      return field.type === 'textfield' ? String(value).replace(/[\r\n\t]/g, ' ') : String(value);
    case 'number':
    case 'numeral': {
      const numeric =
        (typeof value === 'number' || (typeof value === 'string' && value !== '')) && !Number.isNaN(Number(value));
      return numeric ? (field.kind === 'numeral' ? String(value) : Number(value)) : null;
    }
    case 'boolean':
      return value === true;
    case 'choice':
      return isOffered(field, value, variables) ? value : null;
    case 'choices':
      return Array.isArray(value) ? value.filter((item: Json) => isOffered(field, item, variables)) : [];
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

/** Options of an expression are known only to the field itself: the viewer takes the value as it is. */
function isOffered(field: CompiledField, value: Json, variables: JsonObject): boolean {
  const options = field.optionsKey === undefined ? field.options : optionValues(variables[field.optionsKey]);
  return options === undefined || options.some((option) => sameJson(option, value));
}
