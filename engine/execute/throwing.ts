import type { EndEvent, EventDefinition, IntermediateThrowEvent } from '../model/process-graph.ts';
import { evaluateText } from './expressions.ts';
import { throwEscalation } from './faults.ts';
import { instanceOf, nameOf, openInstance, type Game, type Problem } from './game.ts';
import { publishMessage, throwSignal } from './messages.ts';
import type { ElementInstance } from './state.ts';
import { contextAt } from './variables.ts';

/** Where a throwing event stands after it has thrown. */
export type Thrown = { readonly gone: boolean; readonly problem?: Problem };

/**
 * Throws what an event sends on its way: messages, signals, escalations, in document order. `gone` when what it threw has
 * ended it: an escalation that an interrupting event caught.
 *
 * @source BPMN 2.0.2 §13.5.2, §13.5.6
 */
export function throwAll(game: Game, instance: ElementInstance, node: EndEvent | IntermediateThrowEvent): Thrown {
  for (const definition of node.eventDefinitions) {
    const problem = throwOne(game, instance, node, definition);
    if (problem !== undefined) return { gone: false, problem };
    if (instanceOf(game, instance.key) === undefined) return { gone: true };
  }
  return { gone: false };
}

function throwOne(
  game: Game,
  instance: ElementInstance,
  node: EndEvent | IntermediateThrowEvent,
  definition: EventDefinition,
): Problem | undefined {
  switch (definition.type) {
    case 'message':
      return publishMessage(game, instance, node, definition.message);
    case 'signal':
      return throwSignal(game, instance, node, definition);
    case 'escalation': {
      const place = { what: `Escalation code of ${nameOf(node)}`, phase: 'enter' } as const;
      const expression = definition.escalationCode ?? ({ kind: 'literal', value: '' } as const);
      const code = evaluateText(game, expression, contextAt(game.draft.state, instance.key), place);
      if (!code.ok) return code.problem;
      const thrown = { elementKey: instance.key, escalationCode: code.value };
      throwEscalation(game, openInstance(game, instance.scopeKey), thrown);
      return undefined;
    }
    default:
      return undefined;
  }
}
