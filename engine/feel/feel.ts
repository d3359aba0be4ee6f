import type { Json, JsonObject } from '../model/json.ts';
import { evaluateRaw } from './compile-feel.ts';
import type { FeelClock } from './feel-clock.ts';
import { toJson } from './feel-value.ts';

export { checkFeel, checkUnaryTests, type FeelCheck } from './check-feel.ts';
export type { FeelClock } from './feel-clock.ts';

/** The value of an expression, or why there is none. A null is never mute: `warnings` say what led to it. */
export type FeelResult =
  | { readonly ok: true; readonly value: Json; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Evaluates a FEEL expression (no leading `=`). Compiled once per source and remembered. Never throws.
 *
 * The context is JSON: a date in it is text until `date(…)` reads it. The result is JSON again: dates `2026-11-24`, times
 * `15:01:00`, date-times with offset, durations ISO 8601; functions, ranges and infinite numbers are refused.
 * `now()` and `today()` read `clock`, a date-time without offset is local to `clock.timeZone`. Regular expressions run by
 * RE2, iterations and calls are counted: no expression can hold the event loop (see `budget.ts`).
 * Numbers are IEEE doubles, not the decimals of DMN 1.5 §10.3.2; keep money in whole đồng.
 * @source DMN 1.5 §10.3 (FEEL), as far as `@bpmn-io/feelin` implements it
 */
export function evaluateFeel(source: string, context: JsonObject, clock: FeelClock): FeelResult {
  const result = evaluateRaw(source, context, clock);
  if (!result.ok) return result;
  try {
    return { ok: true, value: toJson(result.value), warnings: result.warnings };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
