import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../calendar/calendar.ts';
import { dueDate, type DueDate } from '../calendar/due-date.ts';
import { statutoryTimerDue } from '../calendar/statutory-timer.ts';
import type { JsonObject } from '../model/json.ts';
import type { TimerDefinition } from '../model/process-graph.ts';
import type { TimerStatute } from '../model/statute.ts';
import type { TimerScheduled } from './event.ts';
import { evaluateText, type Place } from './expressions.ts';
import { instanceOf, nodeById, nodeOf, openInstance, type Game, type Outcome, type Problem } from './game.ts';
import type { TimerWait } from './state.ts';
import { find } from './table.ts';

/** When a timer fires, and how often after that. */
export type TimerSchedule = Pick<
  TimerScheduled,
  'dueAt' | 'repetitions' | 'interval' | 'explanation' | 'deemed' | 'countedFrom'
>;

/**
 * Reckons a timer that is set now. Dates without an offset, and days and months of durations, are read in the clock's
 * zone; durations are elapsed time and never working time (that is what `statute:timer` is for).
 *
 * @source BPMN 2.0.2 §10.5.5.2 (Timer Event), ISO 8601-1:2019 §5.5, §5.6
 */
export function timerSchedule(
  game: Game,
  timer: TimerDefinition,
  elementKey: number,
  context: JsonObject,
  place: Place,
): Outcome<TimerSchedule | undefined> {
  if (timer.kind === 'statutory') return statutorySchedule(game, timer.value, elementKey, place);
  const text = evaluateText(game, timer.value, context, place);
  if (!text.ok) return text;
  const schedule = scheduleFrom(timer.kind, text.value.trim(), game.clock);
  if (schedule === undefined) return invalid(place, `is no ISO 8601 ${KINDS[timer.kind]}: "${text.value}"`);
  return { ok: true, value: schedule };
}

/** Undefined: the timer counts back from the case's due date, and there is none now; it is set when there is one. */
function statutorySchedule(
  game: Game,
  timer: TimerStatute,
  elementKey: number,
  place: Place,
): Outcome<TimerSchedule | undefined> {
  const { calendar, at } = game.circumstances;
  if (calendar === undefined) return invalid(place, 'counts working time, and the command brought no calendar');
  if (timer.from === 'BEFORE_CASE_DUE')
    return { ok: true, value: caseAlarm(game, { kind: 'statutory', value: timer }) };
  const stepDueAt = stepDue(game, elementKey, calendar);
  const due = statutoryTimerDue(timer, { at, calendar, ...(stepDueAt === undefined ? {} : { stepDueAt }) });
  if (due === undefined) return invalid(place, "counts back from its step's due date, and the step has no time limit");
  const schedule = scheduleOf(due, timer);
  return { ok: true, value: timer.from === 'ACTIVATION' ? { ...schedule, countedFrom: at } : schedule };
}

/** The same timer under the calendar of the command, counted from where it was counted before; undefined where it does not
 *  count working time, or its beginning is not known. */
export function scheduleAgain(game: Game, timer: TimerDefinition, wait: TimerWait): TimerSchedule | undefined {
  const { calendar, at } = game.circumstances;
  if (timer.kind !== 'statutory' || calendar === undefined) return undefined;
  const { from } = timer.value;
  const counted = from === 'ACTIVATION' ? wait.countedFrom : at;
  // Those before the case's due date follow its clock.
  if (from === 'BEFORE_CASE_DUE' || counted === undefined) return undefined;
  const stepDueAt = find(game.draft.state.tasks, wait.elementKey)?.dueAt;
  const due = statutoryTimerDue(timer.value, {
    at: counted,
    calendar,
    ...(stepDueAt === undefined ? {} : { stepDueAt }),
  });
  if (due === undefined) return undefined;
  return { ...scheduleOf(due, timer.value), ...(from === 'ACTIVATION' ? { countedFrom: counted } : {}) };
}

/** When a timer that counts back from the case's due date rings; undefined while no date runs. */
export function caseAlarm(game: Game, timer: TimerDefinition): TimerSchedule | undefined {
  const { calendar, at } = game.circumstances;
  const { clock } = game.draft.state;
  if (timer.kind !== 'statutory' || calendar === undefined) return undefined;
  if (clock?.status !== 'running' || clock.dueAt === undefined) return undefined;
  const due = statutoryTimerDue(timer.value, { at, calendar, caseDueAt: clock.dueAt });
  return due === undefined ? undefined : scheduleOf(due, timer.value);
}

/** What a waiting timer is in the model. */
export function timerDefinitionOf(
  game: Game,
  { elementId, elementKey, definition = 0 }: TimerWait,
): TimerDefinition | undefined {
  const node = nodeById(game, openInstance(game, elementKey).processId, elementId);
  const found = 'eventDefinitions' in node ? node.eventDefinitions[definition] : undefined;
  return found?.type === 'timer' ? found.timer : undefined;
}

/** A boundary event is set before its task is offered: then the step's limit, which starts now, says when it is due. */
function stepDue(game: Game, elementKey: number, calendar: Calendar): string | undefined {
  const task = find(game.draft.state.tasks, elementKey);
  if (task !== undefined) return task.dueAt;
  const instance = instanceOf(game, elementKey);
  const node = instance === undefined || instance.type === 'process' ? undefined : nodeOf(game, instance);
  const limit = node !== undefined && 'statute' in node ? node.statute?.timeLimit : undefined;
  return limit === undefined ? undefined : dueDate(game.circumstances.at, limit, calendar).dueAt;
}

function scheduleOf({ dueAt, explanation }: DueDate, { deemed }: TimerStatute): TimerSchedule {
  return { dueAt, explanation, ...(deemed === undefined ? {} : { deemed }) };
}

const KINDS = { date: 'date and time', duration: 'duration', cycle: 'repeating interval like R3/PT1H' } as const;

/** The same for a timer start event of a deployed process, which no case carries yet. Undefined: not ISO 8601. */
export function scheduleFrom(
  kind: 'date' | 'duration' | 'cycle',
  text: string,
  clock: { readonly at: string; readonly timeZone: string },
): TimerSchedule | undefined {
  const now = Temporal.Instant.from(clock.at);
  if (kind === 'date') {
    const at = readInstant(text, clock.timeZone);
    return at === undefined ? undefined : { dueAt: instantText(at) };
  }
  if (kind === 'duration') {
    const interval = readDuration(text);
    return interval === undefined ? undefined : { dueAt: instantText(add(now, interval, clock.timeZone)) };
  }
  return cycleFrom(text, now, clock.timeZone);
}

/** The firing after one that was due at `dueAt`: counted from when it was due, so that a late clock drifts nothing. */
export function nextFiring(dueAt: string, interval: string, timeZone: string): string {
  return instantText(add(Temporal.Instant.from(dueAt), Temporal.Duration.from(interval), timeZone));
}

/** `R4/PT1S` (first after one interval), `R/2026-01-01T00:00:00Z/P1D` (first at the start), `R3/P1D/<end>`. */
function cycleFrom(text: string, now: Temporal.Instant, timeZone: string): TimerSchedule | undefined {
  const [head, first, second, ...rest] = text.split('/');
  const count = /^R(\d*)$/.exec(head ?? '');
  if (count === null || first === undefined || rest.length > 0) return undefined;
  const times = count[1] === '' ? -1 : Number(count[1]);
  if (times === 0) return undefined;
  const repetitions = times === -1 ? -1 : times - 1;
  const schedule = (due: Temporal.Instant, interval: Temporal.Duration): TimerSchedule => ({
    dueAt: instantText(due),
    ...(repetitions === 0 ? {} : { repetitions, interval: interval.toString() }),
  });
  const leading = readDuration(first);
  if (leading !== undefined) return second === undefined ? schedule(add(now, leading, timeZone), leading) : undefined;
  const start = readInstant(first, timeZone);
  const interval = second === undefined ? undefined : readDuration(second);
  return start === undefined || interval === undefined ? undefined : schedule(start, interval);
}

function readDuration(text: string): Temporal.Duration | undefined {
  if (!/^P/.test(text)) return undefined;
  const duration = attempt(() => Temporal.Duration.from(text));
  return duration === undefined || duration.sign <= 0 ? (duration?.blank === true ? duration : undefined) : duration;
}

function readInstant(text: string, timeZone: string): Temporal.Instant | undefined {
  return (
    attempt(() => Temporal.Instant.from(text)) ??
    attempt(() => Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant())
  );
}

function add(instant: Temporal.Instant, duration: Temporal.Duration, timeZone: string): Temporal.Instant {
  return instant.toZonedDateTimeISO(timeZone).add(duration).toInstant();
}

function instantText(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

/** Temporal tells by RangeError that a text is not of its kind, and offers no other way to ask. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function invalid(place: Place, why: string): { readonly ok: false; readonly problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'TIMER_INVALID',
      phase: place.phase,
      message: `${place.what} ${why}. Set the variables it reads, or correct the model, then resolve the incident.`,
    },
  };
}
