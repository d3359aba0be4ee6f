import { scheduleFrom } from '../execute/timer-due.ts';
import { evaluateFeel, type FeelClock } from '../feel/feel.ts';
import type { Expression } from '../model/expression.ts';
import type { EventDefinition, ProcessGraph } from '../model/process-graph.ts';
import type { StartSchedule } from './snapshot.ts';

/** What starts a process from outside: message, signal and timer start events, and receivers that instantiate. */
export interface StartTrigger {
  readonly processId: string;
  readonly startEventId: string;
}

/**
 * The start events that a message or signal of this name triggers, in order of deployment. Names on start events cannot
 * depend on a case, since there is none yet.
 */
export function startsFor(
  processes: ReadonlyMap<string, ProcessGraph>,
  kind: 'message' | 'signal',
  name: string,
  clock: FeelClock,
): readonly StartTrigger[] {
  const starts: StartTrigger[] = [];
  for (const graph of processes.values()) {
    for (const { id, definitions } of triggers(graph)) {
      const matches = definitions.some((definition) => nameOf(definition, kind, clock) === name);
      if (matches) starts.push({ processId: graph.id, startEventId: id });
    }
  }
  return starts;
}

/** The timer start events of a process, as they are scheduled from now on. */
export function schedulesOf(graph: ProcessGraph, clock: FeelClock): readonly StartSchedule[] {
  return triggers(graph).flatMap(({ id, definitions }) =>
    definitions.flatMap((definition): readonly StartSchedule[] => {
      if (definition.type !== 'timer' || definition.timer.kind === 'statutory') return [];
      const text = textOf(definition.timer.value, clock);
      const schedule = text === undefined ? undefined : scheduleFrom(definition.timer.kind, text, clock);
      return schedule === undefined ? [] : [{ processId: graph.id, startEventId: id, ...schedule }];
    }),
  );
}

function triggers(
  graph: ProcessGraph,
): readonly { readonly id: string; readonly definitions: readonly EventDefinition[] }[] {
  const nodes = (graph.scopes[graph.id]?.nodes ?? []).flatMap((id) => graph.nodes[id] ?? []);
  return nodes.flatMap((node) => {
    if (node.type === 'startEvent') return [{ id: node.id, definitions: node.eventDefinitions }];
    if (node.type === 'receiveTask' && node.instantiate && node.message !== undefined) {
      return [{ id: node.id, definitions: [{ type: 'message', message: node.message } as const] }];
    }
    return [];
  });
}

function nameOf(definition: EventDefinition, kind: 'message' | 'signal', clock: FeelClock): string | undefined {
  if (definition.type !== kind) return undefined;
  return textOf(definition.type === 'message' ? definition.message.name : definition.name, clock);
}

function textOf(expression: Expression, clock: FeelClock): string | undefined {
  if (expression.kind === 'literal') return expression.value === null ? undefined : String(expression.value);
  const result = evaluateFeel(expression.source, {}, clock);
  return result.ok && typeof result.value === 'string' ? result.value : undefined;
}
