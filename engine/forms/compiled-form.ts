import type { Json, JsonObject } from '../model/json.ts';
import type { LocalizedText } from '../model/expression.ts';

/** Version of the form compiler: part of a published version, so that a stored form of another compiler is compiled anew. */
export const FORM_COMPILER = 1;

/**
 * A form as the server enforces it: plain frozen JSON, so that it can be stored, hashed, compared and sent to a browser.
 *
 * `schema` decides what a submission may hold. `fields` names what it writes, in the order of the form; the two are built
 * from one pass over the components and cannot disagree.
 */
export interface CompiledForm {
  readonly id: string;
  readonly compiler: number;
  /** The form-js schema as published. */
  readonly source: Json;
  /** JSON Schema 2020-12 with the keywords of `keywords/`. */
  readonly schema: JsonObject;
  /** Every component that binds data, in document order. */
  readonly fields: readonly CompiledField[];
  /** Ids of computed fields, each after those it reads. */
  readonly computed: readonly string[];
  /** Names that conditions, limits, options, computed fields and rules read, of the form or of the case, sorted. */
  readonly reads: readonly string[];
  /** Some expression names `this` or `parent`: the form's whole state must be at hand. */
  readonly readsState: boolean;
}

/** A component that binds data. */
export interface CompiledField {
  /** The component's id in the form. */
  readonly component: string;
  readonly type: FieldType;
  /** Where its value lies in a submission; `ROW` stands for any row of the list before it. */
  readonly path: readonly string[];
  /** What people call it: the form's own words. */
  readonly label: LocalizedText;
  readonly kind: FieldKind;
  /** Value while nothing is entered, as the viewer initialises it. */
  readonly empty: Json;
  readonly default?: Json;
  /** What a choice with fixed options offers. */
  readonly options?: readonly Json[];
  /** Case variable that holds the options. */
  readonly optionsKey?: string;
  /** FEEL unary tests of the component and of the groups around it; the field is hidden while any of them holds. */
  readonly hide: readonly string[];
  readonly required: boolean;
  /** Shown, not to be changed: always, or while the FEEL unary test holds. */
  readonly readonly?: true | string;
  /** Shown, never submitted. */
  readonly disabled?: true;
  /** FEEL that gives the value. */
  readonly computed?: string;
  /** On lists: rows shown on an empty form, and whether people may add and remove rows. */
  readonly rows?: { readonly initial: number; readonly fixed: boolean };
}

/** Path segment that stands for a row of a dynamic list. */
export const ROW = '[]';

/** What a value is, for verification and for people; the schema says the rest. */
export type FieldKind =
  | 'text'
  | 'number'
  | 'numeral'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'date'
  | 'time'
  | 'datetime'
  | 'files'
  | 'rows'
  | 'computed';

export type FieldType =
  | 'textfield'
  | 'textarea'
  | 'number'
  | 'checkbox'
  | 'radio'
  | 'select'
  | 'checklist'
  | 'taglist'
  | 'datetime'
  | 'filepicker'
  | 'expression'
  | 'dynamiclist';
