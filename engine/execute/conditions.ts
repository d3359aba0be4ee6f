import { evaluate, kindOf } from './expressions.ts';
import { nodeById, type Game, type Problem } from './game.ts';
import type { ElementInstance, Subscription } from './state.ts';
import { contextAt } from './variables.ts';

/** Whether the condition of a conditional event holds now, as the waiting instance sees it. */
export function conditionHolds(
  game: Game,
  waiting: ElementInstance,
  wait: Pick<Subscription, 'elementId' | 'definition'>,
): boolean | Problem {
  const node = nodeById(game, waiting.processId, wait.elementId);
  if (!('eventDefinitions' in node)) return false;
  const definition = node.eventDefinitions[wait.definition ?? 0];
  if (definition?.type !== 'conditional') return false;
  const place = { what: `Condition of '${node.name ?? node.id}' (${node.id})`, phase: 'condition' } as const;
  const result = evaluate(game, definition.condition, contextAt(game.draft.state, waiting.key), place);
  if (!result.ok) return result.problem;
  if (typeof result.value === 'boolean' || result.value === null) return result.value === true;
  return {
    code: 'CONDITION_NOT_BOOLEAN',
    phase: 'condition',
    message: `${place.what} must give true or false but gave ${kindOf(result.value)}; set the variables it reads, or correct the model, then resolve the incident.`,
  };
}
