import type { Json, JsonObject } from '../model/json.ts';
import type { FieldCode } from './field-codes.ts';
import type { FormRun } from './form-run.ts';

/**
 * A JSON Schema keyword of ours: says of a value what JSON Schema cannot. One file per keyword in `keywords/`.
 *
 * `prepare` runs once per form, what it gives runs once per value. A check answers nothing when all is well.
 */
export interface FormKeyword {
  readonly name: string;
  /** Values of other types are not asked. */
  readonly applies?: 'string' | 'number' | 'array' | 'object';
  prepare(schema: Json): FormCheck;
}

export type FormCheck = (value: Json, run: FormRun, pointer: string) => Fault | readonly Fault[] | undefined;

/** What a check found. */
export interface Fault {
  readonly code: FieldCode;
  /** JSON Pointer from the value that was asked, with leading slash; absent: the value itself. */
  readonly below?: string;
  /** Component, where it is not the one of the schema around the keyword. */
  readonly component?: string;
  /** Numbers and words for the message; never what a person entered as text. */
  readonly params?: JsonObject;
}
