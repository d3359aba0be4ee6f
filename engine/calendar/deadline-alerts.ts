import type { Calendar } from './calendar.ts';
import { instantOf, millisecondsOf } from './instant.ts';
import { instantAfterMinutes, minutesBefore, workingTimeOf, type WorkingTime } from './working-time.ts';

/**
 * How far a deadline has come when the head is told: half, or three quarters, of its working time are used; all of it is
 * (DUE: finishing now is still in time); working time has gone by after it (OVERDUE).
 */
export type DeadlineLevel = (typeof DEADLINE_LEVELS)[number];
export const DEADLINE_LEVELS = ['HALF', 'THREE_QUARTERS', 'DUE', 'OVERDUE'] as const;

/** A moment at which the head is to be told, unless the work is done before. */
export interface DeadlineAlert {
  readonly level: DeadlineLevel;
  /** Instant. */
  readonly at: string;
}

/** A deadline as it runs. */
export interface RunningDeadline {
  /** Instant since which it has been running without a pause. */
  readonly since: string;
  /** Working minutes used before that. */
  readonly usedMinutes: number;
  readonly dueAt: string;
}

/**
 * When the head is to be told of a deadline that is set at `now`, in order. What has passed already is passed over, for it was
 * told of the date before; but a date that is new and has passed is told of. OVERDUE is the first working minute after the
 * date, so that a Friday evening is told of on Monday morning. Pure.
 */
export function deadlineAlerts(deadline: RunningDeadline, now: string, calendar: Calendar): readonly DeadlineAlert[] {
  const since = millisecondsOf(deadline.since) / 60_000;
  const due = millisecondsOf(deadline.dueAt) / 60_000;
  const time = workingTimeOf(
    calendar,
    Math.floor(Math.min(since, due) / 1440) - 1,
    Math.floor(Math.max(since, due) / 1440) + 1,
  );
  const half = usedUp(time, since, due, deadline.usedMinutes, 0.5);
  const threeQuarters = usedUp(time, since, due, deadline.usedMinutes, 0.75);
  const overdue = instantAfterMinutes(time, minutesBefore(time, due) + 1);
  const at = millisecondsOf(now);
  return [
    ...(half === undefined ? [] : [{ level: 'HALF', at: instantOf(half) } as const]),
    ...(threeQuarters === undefined ? [] : [{ level: 'THREE_QUARTERS', at: instantOf(threeQuarters) } as const]),
    { level: 'DUE', at: deadline.dueAt } as const,
    ...(overdue === undefined ? [] : [{ level: 'OVERDUE', at: instantOf(overdue) } as const]),
  ].filter(({ level, at: instant }) => level === 'DUE' || level === 'OVERDUE' || millisecondsOf(instant) > at);
}

/** What is still to be told once `level` has been. */
export function alertsAfter(
  alerts: readonly DeadlineAlert[] | undefined,
  level: DeadlineLevel,
): readonly DeadlineAlert[] {
  const told = DEADLINE_LEVELS.indexOf(level);
  return (alerts ?? []).filter((alert) => DEADLINE_LEVELS.indexOf(alert.level) > told);
}

/** Epoch minute at which a share of the whole working time is used; undefined where it was used before, or there is none
 *  between it and the due date. */
function usedUp(time: WorkingTime, since: number, due: number, used: number, share: number): number | undefined {
  const before = minutesBefore(time, since);
  const left = minutesBefore(time, due) - before;
  const minutes = Math.round((used + left) * share) - used;
  if (left <= 0 || minutes <= 0) return undefined;
  const instant = instantAfterMinutes(time, before + minutes);
  return instant !== undefined && instant < due ? instant : undefined;
}
