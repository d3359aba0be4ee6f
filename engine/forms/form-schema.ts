import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import { isObject, objectOf } from './component-kind.ts';
import type { ReadField } from './read-form.ts';

/**
 * Puts the fields of a form together into one JSON Schema 2020-12.
 *
 * Values lie where the paths of their fields say. What depends on the rest of a submission (hidden, required, readonly) is
 * said once per *scope*, that is per object in which FEEL has a `this`: the submission and every row of a list.
 */
export function formSchema(id: string, fields: readonly ReadField[], rules: readonly JsonObject[]): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: id,
    ...scopeSchema(fields, []),
    ...(rules.length === 0 ? {} : { 'x-rules': rules }),
  };
}

/** The schema of an object that has a `this`. Rows may be null: the viewer leaves out a row that shows nothing. */
function scopeSchema(fields: readonly ReadField[], scope: readonly string[]): JsonObject {
  const own = fields.filter(({ field }) => below(field.path, scope) && !field.path.slice(scope.length).includes(ROW));
  const relative = ({ field }: ReadField): string => field.path.slice(scope.length).join('/');
  const required = own.filter(({ field }) => field.required && field.disabled !== true && field.kind !== 'computed');
  const hidden = own.filter(({ field }) => field.hide.length > 0);
  const readonly = own.filter(({ field }) => field.readonly !== undefined || field.disabled === true);
  return {
    type: scope.length === 0 ? 'object' : ['object', 'null'],
    ...(hidden.length === 0
      ? {}
      : {
          'x-hidden': hidden.map((entry) => ({
            path: relative(entry),
            component: entry.field.component,
            when: entry.field.hide,
          })),
        }),
    ...(required.length === 0
      ? {}
      : {
          'x-required': required.map((entry) => ({
            path: relative(entry),
            component: entry.field.component,
            ...(entry.field.kind === 'boolean' ? { ticked: true } : {}),
            ...(entry.field.kind === 'rows' ? { rows: entry.schema['minItems'] ?? 0 } : {}),
            ...(entry.field.hide.length === 0 ? {} : { unless: entry.field.hide }),
            ...(entry.field.readonly === undefined ? {} : { readonly: entry.field.readonly }),
          })),
        }),
    ...(readonly.length === 0
      ? {}
      : {
          'x-readonly': readonly.map((entry) => ({
            path: relative(entry),
            component: entry.field.component,
            when: entry.field.disabled === true ? 'disabled' : (entry.field.readonly ?? true),
          })),
        }),
    ...properties(fields, scope),
  };
}

function properties(fields: readonly ReadField[], prefix: readonly string[]): JsonObject {
  const inside = fields.filter(({ field }) => below(field.path, prefix));
  const keys = [...new Set(inside.map(({ field }) => field.path[prefix.length]))];
  const entries = keys.flatMap((key): readonly (readonly [string, Json])[] => {
    if (key === undefined) return [];
    const path = [...prefix, key];
    const leaf = inside.find(
      ({ field }) =>
        field.path.length === path.length && below(field.path, prefix) && field.path[prefix.length] === key,
    );
    if (leaf === undefined) return [[key, { type: 'object', ...properties(fields, path) }]];
    return [[key, leaf.field.kind === 'rows' ? rowsSchema(leaf, fields) : valueSchema(leaf)]];
  });
  return { properties: Object.fromEntries(entries), additionalProperties: false };
}

function rowsSchema({ field, schema }: ReadField, fields: readonly ReadField[]): JsonObject {
  return {
    type: ['array', 'null'],
    'x-component': field.component,
    'x-rows': true,
    ...schema,
    ...(field.rows?.fixed === true ? { 'x-fixed-rows': true } : {}),
    items: { 'x-component': field.component, ...scopeSchema(fields, [...field.path, ROW]) },
  };
}

/** The schema of one field's value inside the schema of its form. */
export function fieldSchema(form: CompiledForm, field: CompiledField): JsonObject {
  let at: Json | undefined = form.schema;
  for (const segment of field.path)
    at = isObject(at) ? (segment === ROW ? at['items'] : objectOf(at, 'properties')[segment]) : undefined;
  if (!isObject(at)) throw new Error(`form ${form.id} has no schema at ${field.path.join('.')}`);
  return at;
}

/** Every schema that can fail on its own carries the component that it is about. */
function valueSchema({ field, schema }: ReadField): JsonObject {
  return annotate(schema, field.component);
}

function annotate(schema: JsonObject, component: string): JsonObject {
  const items = schema['items'];
  return {
    'x-component': component,
    ...schema,
    ...(isObject(items) ? { items: annotate(items, component) } : {}),
  };
}

function below(path: readonly string[], prefix: readonly string[]): boolean {
  return path.length > prefix.length && prefix.every((segment, index) => path[index] === segment);
}
