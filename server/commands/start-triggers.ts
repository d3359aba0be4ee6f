import {
  evaluateFeel,
  startPoints,
  type Expression,
  type Procedure,
  type TimerDefinition,
} from '../../engine/index.ts';

/** What, from outside, opens a case of a procedure. */
export interface StartTriggers {
  readonly messages: readonly MessageStart[];
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

export interface MessageStart extends NamedStart {
  /** On a parallel multiple start event: the names of all the messages that it takes to open a case. */
  readonly together?: readonly string[];
}

const known = new WeakMap<Procedure, StartTriggers>();

/**
 * Where every executable process of a version starts, in document order. Names are fixed texts, or expressions that need no
 * variables, since no case exists yet (BPMN 2.0.2 §13.5.1). Remembered per Procedure.
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
  const messages: MessageStart[] = [];
  const signals: NamedStart[] = [];
  const timers: { processId: string; elementId: string; timer: TimerDefinition }[] = [];
  for (const graph of Object.values(procedure.processes)) {
    for (const { elementId, definitions, together } of startPoints(graph)) {
      const place = { processId: graph.id, elementId };
      const named = definitions.flatMap((definition) =>
        definition.type === 'message' ? [fixedText(definition.message.name)] : [],
      );
      for (const name of named) messages.push({ ...place, name, ...(together ? { together: named } : {}) });
      for (const definition of definitions) {
        if (definition.type === 'timer') timers.push({ ...place, timer: definition.timer });
        if (definition.type === 'signal') signals.push({ ...place, name: fixedText(definition.name) });
      }
    }
  }
  return { messages, signals, timers };
}

/** Text of an expression without variables; what cannot be read that way matches nothing. */
export function fixedText(expression: Expression): string {
  if (expression.kind === 'literal') return String(expression.value);
  // No clock is right here: a name that depends on the time of day is no name. The epoch makes it the same every time.
  const result = evaluateFeel(expression.source, {}, { at: '1970-01-01T00:00:00.000Z', timeZone: 'UTC' });
  return result.ok && typeof result.value === 'string' ? result.value : '';
}
