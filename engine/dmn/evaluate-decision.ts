import type { Json, JsonObject } from '../model/json.ts';
import type { FeelClock } from '../feel/feel.ts';
import type { DecisionModel } from './decision-model.ts';

export type DecisionResult =
  | {
      readonly ok: true;
      readonly output: Json;
      readonly inputs: JsonObject;
      readonly matched: readonly { readonly decisionId: string; readonly rules: readonly number[] }[];
    }
  | { readonly ok: false; readonly message: string };

/** Evaluates a decision by id with everything it requires. Pure; never throws. */
export function evaluateDecision(
  _decisions: Readonly<Record<string, DecisionModel>>,
  _decisionId: string,
  _context: JsonObject,
  _clock: FeelClock,
): DecisionResult {
  throw new Error('owned by the dmn room');
}
