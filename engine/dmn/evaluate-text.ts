import { evaluateRaw } from '../feel/compile-feel.ts';
import { DecisionError, type DecisionRun, type FeelScope, type Place } from './decision-run.ts';

/** Evaluates FEEL text at a place; warnings are kept with the place. */
export function evaluateText(run: DecisionRun, text: string, scope: FeelScope, place: Place): unknown {
  const result = evaluateRaw(text, scope, run.clock);
  if (!result.ok) throw failedAt(place, result.message);
  for (const warning of result.warnings) run.warnings.push(`In ${place.label.en}: ${warning}`);
  return result.value;
}

/** What the interpreter says, in its own words, with the place before it. */
export function failedAt({ label, cell }: Place, message: string): DecisionError {
  return new DecisionError({ en: `In ${label.en}: ${message}`, vi: `Tại ${label.vi}: ${message}` }, cell);
}
