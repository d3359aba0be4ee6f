import type { FlowNode, MessageDefinition, SignalEventDefinition } from '../model/process-graph.ts';
import { evaluate, evaluateText, kindOf } from './expressions.ts';
import { emit, nameOf, type Game, type Problem } from './game.ts';
import type { ElementInstance } from './state.ts';
import { contextAt } from './variables.ts';

/**
 * What leaves the case. A message goes to one receiver and a signal to all, in whatever case they wait, so neither is
 * delivered here: the events are the outbox, and whoever holds the cases delivers.
 *
 * The payload is what the input mappings of the throwing element made local; without any it is empty, so that no case
 * spills its variables into another by accident.
 *
 * @source BPMN 2.0.2 §13.5.2, §10.5.1 (publication, direct resolution)
 */
export function publishMessage(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  message: MessageDefinition,
): Problem | undefined {
  if (game.oracle !== undefined) return undefined;
  const context = contextAt(game.draft.state, instance.key);
  const name = evaluateText(game, message.name, context, { what: `Message of ${nameOf(node)}`, phase: 'enter' });
  if (!name.ok) return name.problem;
  let correlationKey: string | undefined;
  if (message.correlationKey !== undefined) {
    const what = `Correlation key of ${nameOf(node)}`;
    const key = evaluate(game, message.correlationKey, context, { what, phase: 'enter' });
    if (!key.ok) return key.problem;
    if (typeof key.value !== 'string' && typeof key.value !== 'number') {
      return {
        code: 'CORRELATION_KEY_INVALID',
        phase: 'enter',
        message: `${what} must give text or a number but gave ${kindOf(key.value)}; set the variables it reads, then resolve the incident.`,
      };
    }
    correlationKey = String(key.value);
  }
  emit(game, {
    type: 'MessagePublished',
    name: name.value,
    ...(correlationKey === undefined ? {} : { correlationKey }),
    variables: instance.variables ?? {},
    elementKey: instance.key,
  });
  return undefined;
}

export function throwSignal(
  game: Game,
  instance: ElementInstance,
  node: FlowNode,
  signal: SignalEventDefinition,
): Problem | undefined {
  if (game.oracle !== undefined) return undefined;
  const context = contextAt(game.draft.state, instance.key);
  const name = evaluateText(game, signal.name, context, { what: `Signal of ${nameOf(node)}`, phase: 'enter' });
  if (!name.ok) return name.problem;
  emit(game, {
    type: 'SignalThrown',
    name: name.value,
    variables: instance.variables ?? {},
    elementKey: instance.key,
  });
  return undefined;
}
