import { evaluateText } from './expressions.ts';
import { throwEscalation } from './faults.ts';
import { instanceOf, nameOf, nodeOf, type Game } from './game.ts';
import { raiseIncident } from './incidents.ts';
import { loopEventDefinition } from './loops.ts';
import { publishMessage, throwSignal } from './messages.ts';
import { contextAt } from './variables.ts';

/**
 * A multi-instance activity throws the event that its behavior names, as if a throw event stood in it: an escalation looks
 * for who catches it from the activity's own boundary outwards; messages and signals leave the case.
 *
 * @source BPMN 2.0.2 §10.3.8, Table 10.30 (oneBehaviorEventRef, noneBehaviorEventRef, complexBehaviorDefinition)
 */
export function throwLoopEvent(game: Game, bodyKey: number, which: 'one' | 'none' | number): void {
  const body = instanceOf(game, bodyKey);
  if (body === undefined) return;
  const node = nodeOf(game, body);
  const definition = loopEventDefinition(node, which);
  if (definition === undefined) return;
  switch (definition.type) {
    case 'escalation': {
      const place = { what: `Escalation code of ${nameOf(node)}`, phase: 'loop' } as const;
      const code = evaluateText(
        game,
        definition.escalationCode ?? { kind: 'literal', value: '' },
        contextAt(game.draft.state, bodyKey),
        place,
      );
      if (!code.ok) raiseIncident(game, body, code.problem);
      else throwEscalation(game, body, { elementKey: bodyKey, escalationCode: code.value }, false);
      return;
    }
    case 'signal': {
      const problem = throwSignal(game, body, node, definition);
      if (problem !== undefined) raiseIncident(game, body, problem);
      return;
    }
    case 'message': {
      const problem = publishMessage(game, body, node, definition.message);
      if (problem !== undefined) raiseIncident(game, body, problem);
      return;
    }
    default:
      return;
  }
}
