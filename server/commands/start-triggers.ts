import {
  evaluateFeel,
  type Expression,
  type FlowNode,
  type Procedure,
  type TimerDefinition,
} from '../../engine/index.ts';

/** What, from outside, opens a case of a procedure. */
export interface StartTriggers {
  readonly messages: readonly NamedStart[];
  readonly signals: readonly NamedStart[];
  readonly timers: readonly {
    readonly processId: string;
    readonly elementId: string;
    readonly timer: TimerDefinition;
  }[];
}
export interface NamedStart {
  readonly name: string;
  readonly processId: string;
  readonly elementId: string;
}

const known = new WeakMap<Procedure, StartTriggers>();

/**
 * The start events of every executable process of a version, in document order. Names are fixed texts, or expressions that
 * need no variables, since no case exists yet (BPMN 2.0.2 §13.5.1). Remembered per Procedure.
 */
export function startTriggersOf(procedure: Procedure): StartTriggers {
  let triggers = known.get(procedure);
  if (triggers === undefined) {
    triggers = readTriggers(procedure);
    known.set(procedure, triggers);
  }
  return triggers;
}

function readTriggers(procedure: Procedure): StartTriggers {
  const messages: NamedStart[] = [];
  const signals: NamedStart[] = [];
  const timers: { processId: string; elementId: string; timer: TimerDefinition }[] = [];
  for (const graph of Object.values(procedure.processes)) {
    for (const elementId of graph.scopes[graph.id]?.nodes ?? []) {
      const node = graph.nodes[elementId];
      if (node === undefined) continue;
      const place = { processId: graph.id, elementId };
      for (const definition of definitionsAtStart(node)) {
        if (definition.type === 'timer') timers.push({ ...place, timer: definition.timer });
        if (definition.type === 'message') messages.push({ ...place, name: fixedText(definition.message.name) });
        if (definition.type === 'signal') signals.push({ ...place, name: fixedText(definition.name) });
      }
    }
  }
  return { messages, signals, timers };
}

function definitionsAtStart(node: FlowNode): Extract<FlowNode, { type: 'startEvent' }>['eventDefinitions'] {
  if (node.type === 'startEvent') return node.eventDefinitions;
  const instantiates = node.type === 'receiveTask' && node.instantiate && node.incoming.length === 0;
  return instantiates && node.message !== undefined ? [{ type: 'message', message: node.message }] : [];
}

/** Text of an expression without variables; what cannot be read that way matches nothing. */
export function fixedText(expression: Expression): string {
  if (expression.kind === 'literal') return String(expression.value);
  // No clock is right here: a name that depends on the time of day is no name. The epoch makes it the same every time.
  const result = evaluateFeel(expression.source, {}, { at: '1970-01-01T00:00:00.000Z', timeZone: 'UTC' });
  return result.ok && typeof result.value === 'string' ? result.value : '';
}
