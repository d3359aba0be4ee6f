import { evaluateFeel, type FeelClock } from '../feel/feel.ts';
import type { Expression } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ProcessGraph } from '../model/process-graph.ts';
import { kindOf } from './expressions.ts';
import { startPoints } from './start-points.ts';

/** What the condition of one start event says about a state of the world. */
export interface ConditionalStart {
  readonly processId: string;
  /** What `StartCase.startEventId` names. */
  readonly startEventId: string;
  readonly holds: boolean;
  /** Why a condition that gave neither true nor false does not hold: a name that the state lacks, a fault in the expression. */
  readonly reason?: string;
}

/**
 * The conditional start events of a process, each asked whether its condition holds in a state of the world. The process has
 * no instance and so no data of its own: `world` is what whoever watches it says about it, and becomes the variables of an
 * instance that is started. Whether the state is a new one, and not the same told twice, is known to them alone.
 *
 * A start event with several conditions, or with others beside one, starts when one of them holds.
 *
 * @source BPMN 2.0.2 §10.5.2, Table 10.84 (Conditional: "may refer to … states of entities in the environment"; how they are
 *   watched "is out of scope of the standard")
 */
export function conditionalStarts(
  graph: ProcessGraph,
  world: JsonObject,
  clock: FeelClock,
): readonly ConditionalStart[] {
  return startPoints(graph).flatMap(({ elementId, definitions }) => {
    const answers = definitions.flatMap((definition) =>
      definition.type === 'conditional' ? [ask(definition.condition, world, clock)] : [],
    );
    const answer =
      answers.find(({ holds }) => holds) ?? answers.find(({ reason }) => reason !== undefined) ?? answers[0];
    return answer === undefined ? [] : [{ processId: graph.id, startEventId: elementId, ...answer }];
  });
}

function ask(
  condition: Expression,
  world: JsonObject,
  clock: FeelClock,
): { readonly holds: boolean; readonly reason?: string } {
  if (condition.kind === 'literal') return answerOf(condition.value, []);
  const result = evaluateFeel(condition.source, world, clock);
  return result.ok ? answerOf(result.value, result.warnings) : { holds: false, reason: result.message };
}

function answerOf(value: Json, warnings: readonly string[]): { readonly holds: boolean; readonly reason?: string } {
  if (typeof value === 'boolean') return { holds: value };
  const why = warnings.length === 0 ? '' : ` ${warnings.join(' ')}`;
  return { holds: false, reason: `The condition must give true or false but gave ${kindOf(value)}.${why}` };
}
