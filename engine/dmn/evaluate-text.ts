import { evaluateRaw } from '../feel/compile-feel.ts';
import { DecisionError, type DecisionRun, type FeelScope, type Place } from './decision-run.ts';

/** Evaluates FEEL text at a place; warnings are kept with the place. */
export function evaluateText(run: DecisionRun, text: string, scope: FeelScope, place: Place): unknown {
  const result = evaluateRaw(text, scope, run.clock);
  if (!result.ok) throw new DecisionError(`In ${place.label}: ${result.message}`);
  for (const warning of result.warnings) run.warnings.push(`In ${place.label}: ${warning}`);
  return result.value;
}
