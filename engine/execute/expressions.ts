import { evaluateFeel } from '../feel/feel.ts';
import type { Expression } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { IncidentPhase } from './event.ts';
import type { Game, Outcome, Problem } from './game.ts';

/** Where an expression stands, for the incident that says it failed. */
export interface Place {
  /** "Correlation key of message 'Tax paid'", "Condition of flow 'yes'". */
  readonly what: string;
  readonly phase: IncidentPhase;
}

/** The value of a model's expression in a context, or the problem that there is none. */
export function evaluate(game: Game, expression: Expression, context: JsonObject, place: Place): Outcome<Json> {
  if (expression.kind === 'literal') return { ok: true, value: expression.value };
  const result = evaluateFeel(expression.source, context, game.clock);
  return result.ok ? result : failed(expression.source, result.message, place);
}

/** As `evaluate`, with the warnings that FEEL gave on the way. */
export function evaluateWithWarnings(
  game: Game,
  expression: Expression,
  context: JsonObject,
  place: Place,
): Outcome<{ readonly value: Json; readonly warnings: readonly string[] }> {
  if (expression.kind === 'literal') return { ok: true, value: { value: expression.value, warnings: [] } };
  const result = evaluateFeel(expression.source, context, game.clock);
  return result.ok ? { ok: true, value: result } : failed(expression.source, result.message, place);
}

/** A text: names and codes. Numbers are written out, since models say `=404` and mean the code. */
export function evaluateText(game: Game, expression: Expression, context: JsonObject, place: Place): Outcome<string> {
  const result = evaluate(game, expression, context, place);
  if (!result.ok) return result;
  if (typeof result.value === 'string') return { ok: true, value: result.value };
  if (typeof result.value === 'number') return { ok: true, value: String(result.value) };
  return unexpected(expression, result.value, 'text', place);
}

/** The problem that an expression has a value of another kind than its place needs. */
export function unexpected(
  expression: Expression,
  value: Json,
  wanted: string,
  place: Place,
): { readonly ok: false; readonly problem: Problem } {
  const source = expression.kind === 'feel' ? `"= ${expression.source}"` : JSON.stringify(expression.value);
  return {
    ok: false,
    problem: {
      code: 'EXPRESSION_FAILED',
      phase: place.phase,
      message: `${place.what}, ${source}, must give ${wanted} but gave ${kindOf(value)}; set the variables it reads, or correct the model, then resolve the incident.`,
    },
  };
}

/** "a number", "a list": the kind, never the value, which may be personal data. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a context';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'a number' : 'a boolean';
}

function failed(source: string, why: string, place: Place): { readonly ok: false; readonly problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'EXPRESSION_FAILED',
      phase: place.phase,
      message: `${place.what}, "= ${source}", could not be evaluated: ${why} Set the variables it reads, or correct the model, then resolve the incident.`,
    },
  };
}
