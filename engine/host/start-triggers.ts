import { startPoints } from '../execute/start-points.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { statutoryTimerDue } from '../calendar/statutory-timer.ts';
import { scheduleFrom } from '../execute/timer-due.ts';
import { evaluateFeel, type FeelClock } from '../feel/feel.ts';
import type { Expression } from '../model/expression.ts';
import type { EventDefinition, ProcessGraph, TimerDefinition } from '../model/process-graph.ts';
import type { StartSchedule } from './snapshot.ts';

/** Where a message or signal starts a process. */
export interface StartTrigger {
  readonly processId: string;
  readonly startEventId: string;
  /** On a parallel multiple start event: the names of all the messages that it takes to start. */
  readonly together?: readonly string[];
}

/**
 * Where a message or signal of this name starts a process, in order of deployment. Names cannot depend on a case, since
 * there is none yet.
 */
export function startsFor(
  processes: ReadonlyMap<string, ProcessGraph>,
  kind: 'message' | 'signal',
  name: string,
  clock: FeelClock,
): readonly StartTrigger[] {
  const starts: StartTrigger[] = [];
  for (const graph of processes.values()) {
    for (const { elementId, definitions, together } of startPoints(graph)) {
      const names = definitions.map((definition) => nameOf(definition, kind, clock));
      if (!names.includes(name)) continue;
      const all = together ? { together: names.filter((one) => one !== undefined) } : {};
      starts.push({ processId: graph.id, startEventId: elementId, ...all });
    }
  }
  return starts;
}

/** The timer start events of a process, as they are scheduled from now on. One in working time needs a calendar. */
export function schedulesOf(
  graph: ProcessGraph,
  clock: FeelClock,
  calendar: Calendar | undefined,
): readonly StartSchedule[] {
  return startPoints(graph).flatMap(({ elementId, definitions }) =>
    definitions.flatMap((definition): readonly StartSchedule[] => {
      if (definition.type !== 'timer') return [];
      const schedule = firstFiring(definition.timer, clock, calendar);
      return schedule === undefined ? [] : [{ processId: graph.id, startEventId: elementId, ...schedule }];
    }),
  );
}

function firstFiring(
  timer: TimerDefinition,
  clock: FeelClock,
  calendar: Calendar | undefined,
): Omit<StartSchedule, 'processId' | 'startEventId'> | undefined {
  if (timer.kind === 'statutory') {
    const due = calendar === undefined ? undefined : statutoryTimerDue(timer.value, { at: clock.at, calendar });
    return due === undefined ? undefined : { dueAt: due.dueAt };
  }
  const text = textOf(timer.value, clock);
  return text === undefined ? undefined : scheduleFrom(timer.kind, text, clock);
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
