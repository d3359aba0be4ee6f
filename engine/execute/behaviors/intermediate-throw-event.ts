import type { EventDefinition, IntermediateThrowEvent } from '../../model/process-graph.ts';
import { evaluateText } from '../expressions.ts';
import { throwEscalation } from '../faults.ts';
import { instanceOf, nameOf, openInstance, type Behavior, type Game, type Problem } from '../game.ts';
import { createJob } from '../jobs.ts';
import { publishMessage, throwSignal } from '../messages.ts';
import { leave } from '../moves.ts';
import type { ElementInstance } from '../state.ts';
import { contextAt } from '../variables.ts';

/**
 * Throws what it names, in document order, and passes. A none event just passes.
 *
 * @source BPMN 2.0.2 §13.5.2 (Intermediate Events), §10.5.4
 */
export const intermediateThrowEvent: Behavior = {
  execute(game, instance, node) {
    if (node.type !== 'intermediateThrowEvent') return undefined;
    if (node.job !== undefined) return createJob(game, instance, node, node.job);
    for (const definition of node.eventDefinitions) {
      const problem = throwOne(game, instance, node, definition);
      if (problem !== undefined) return problem;
      // What it threw may have ended it: an escalation caught by an interrupting event.
      if (instanceOf(game, instance.key) === undefined) return undefined;
    }
    return leave(game, openInstance(game, instance.key));
  },
};

function throwOne(
  game: Game,
  instance: ElementInstance,
  node: IntermediateThrowEvent,
  definition: EventDefinition,
): Problem | undefined {
  switch (definition.type) {
    case 'message':
      return publishMessage(game, instance, node, definition.message);
    case 'signal':
      return throwSignal(game, instance, node, definition);
    case 'escalation': {
      if (definition.escalationCode === undefined) return undefined;
      const place = { what: `Escalation code of ${nameOf(node)}`, phase: 'enter' } as const;
      const code = evaluateText(game, definition.escalationCode, contextAt(game.draft.state, instance.key), place);
      if (!code.ok) return code.problem;
      throwEscalation(game, openInstance(game, instance.scopeKey), { elementKey: instance.key, escalationCode: code.value });
      return undefined;
    }
    default:
      return undefined;
  }
}
