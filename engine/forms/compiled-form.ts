import type { Json } from '../model/json.ts';

/** Placeholder shape; the form compiler owns this file. */
export interface CompiledForm {
  readonly id: string;
  readonly compiler: number;
  /** The form-js schema as published. */
  readonly source: Json;
  /** JSON Schema 2020-12 with our keywords. */
  readonly schema: Json;
}
