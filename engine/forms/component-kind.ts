import type { Json, JsonObject } from '../model/json.ts';
import type { Bilingual } from '../model/expression.ts';
import type { FieldKind } from './compiled-form.ts';

/**
 * What the compiler knows of one component type: how it binds data, which properties it may carry, what its value must
 * satisfy. One file per type in `components/`; a new type adds a file and a line in `components/registry.ts`.
 *
 * A property that is not listed is refused or reported: nothing that an analyst writes is silently without effect.
 *
 * @source form-js 1.23 / viewer 2.0, schema version 19
 */
export interface ComponentKind {
  readonly types: readonly string[];
  /** `key`: holds a value. `path`: a group that may open a path. `rows`: a repeated group. `none`: shows or does something. */
  readonly binding: 'key' | 'path' | 'rows' | 'none';
  /** Properties beyond those that every component has. */
  readonly properties: Readonly<Record<string, PropertyKind>>;
  /** What `validate` may hold. */
  readonly validate?: Readonly<Record<string, PropertyKind>>;
  /** What `properties` (the custom properties group of the editor) may hold that we act upon. */
  readonly custom?: Readonly<Record<string, PropertyKind>>;
  readonly value?: ValueKind;
}

export interface ValueKind {
  kind(component: ComponentSource): FieldKind;
  /** The viewer's value while nothing is entered. */
  readonly empty: Json;
  /** JSON Schema of the value; empty values must pass, `x-required` refuses them where they are not allowed.
   *  `english` is the component's entry in `motcua.en`. */
  schema(component: ComponentSource, report: Report, english: JsonObject): JsonObject;
}

/** A component as it stands in the form; its properties have been checked against the kind before they are used. */
export type ComponentSource = JsonObject;

/** Reports a fault of the component that is being compiled, in both languages. */
export type Report = (
  ruleId: FormRuleId,
  message: Bilingual,
  hint: Bilingual,
  severity?: 'error' | 'warning' | 'info',
) => void;

/** The shape of a property. `feel` begins with `=`. */
export type PropertyKind =
  | 'text'
  | 'flag'
  | 'flagOrFeel'
  | 'count'
  | 'countOrFeel'
  | 'positive'
  | 'numberOrFeel'
  | 'feel'
  | 'options'
  | 'json'
  | { readonly oneOf: readonly Json[] };

/** What can be wrong with a form; stable, shown to analysts. */
export const FORM_RULES = {
  'form-json': 'The form must be a JSON object as form-js writes it.',
  'form-schema-version': 'The form must be of a schema version that the viewer knows.',
  'form-component-unsupported': 'Every component must be of a known type.',
  'form-property-invalid': 'A property must have the shape that its component expects.',
  'form-property-unknown': 'A property must be one that its component has.',
  'form-id-duplicate': 'Ids of components must be unique.',
  'form-key-missing': 'A field must have a key, a list a path.',
  'form-key-invalid': 'Keys and paths must be FEEL names joined by dots.',
  'form-key-duplicate': 'Two fields cannot write the same place.',
  'form-expression-invalid': 'Expressions must be FEEL that can be parsed and bounded.',
  'form-pattern-refused': 'A pattern must mean the same in the browser and in RE2.',
  'form-options-invalid': 'A choice must offer distinct options from one source.',
  'form-limits-invalid': 'Limits must leave something that can be entered.',
  'form-default-invalid': 'A default must be a value that the field accepts.',
  'form-computed-cycle': 'Computed fields cannot need each other.',
  'form-rule-invalid': 'A rule needs a condition, a message and the fields it is about.',
  'form-translation-unknown': 'A translation must be of a component that the form has.',
} as const;
export type FormRuleId = keyof typeof FORM_RULES;

/** Reads a text property; undefined where absent. */
export function textOf(component: ComponentSource, property: string): string | undefined {
  const value = component[property];
  return typeof value === 'string' ? value : undefined;
}

/** Reads a nested object property such as `validate`; empty where absent. */
export function objectOf(component: ComponentSource, property: string): JsonObject {
  const value = component[property];
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Source of a FEEL property without its leading `=`; undefined where the value is no expression. */
export function feelOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.startsWith('=') ? value.slice(1).trim() : undefined;
}

/** A number that the editor may have stored as text; undefined where it is none. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return undefined;
}
