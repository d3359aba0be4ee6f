/** Any value that survives `JSON.parse(JSON.stringify(value))` unchanged. Variables, events and states hold nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object: what forms submit, what a scope holds, what a job receives. */
export interface JsonObject {
  readonly [key: string]: Json;
}
