import type { Json, JsonObject } from '../model/json.ts';

/** The value of an expression, or why there is none. A null is never mute: `warnings` say what led to it. */
export type FeelResult =
  | { readonly ok: true; readonly value: Json; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** What an expression may read besides its context: the command's time, in the procedure's zone. */
export interface FeelClock {
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** IANA zone for `today()` and local times. */
  readonly timeZone: string;
}

/** Evaluates a FEEL expression (no leading `=`). Compiled once per source and remembered. Never throws. */
export function evaluateFeel(_source: string, _context: JsonObject, _clock: FeelClock): FeelResult {
  throw new Error('owned by the feel room');
}

/** Parses without evaluating: syntax, the variables it reads, and whether it may block (unbounded range, RE2-refused pattern). */
export function checkFeel(_source: string): { readonly ok: true; readonly variables: readonly string[] } | { readonly ok: false; readonly message: string } {
  throw new Error('owned by the feel room');
}
