import type { Calendar } from './calendar.ts';
import { workingMinutes } from './due-date.ts';
import { instantOf, millisecondsOf } from './instant.ts';
import type { StatutoryClock } from './statutory-clock.ts';
import { instantAfterMinutes, minutesBefore, workingTimeOf } from './working-time.ts';

/** What a clock shows at an instant, in working minutes: for work lists, the public page and the alarms. */
export interface ClockReading {
  /** Used of the present count. */
  readonly usedMinutes: number;
  /** Until the due date; negative when it has passed; absent while there is none. */
  readonly leftMinutes?: number;
  readonly isOverdue: boolean;
}

export function readClock(clock: StatutoryClock, at: string, calendar: Calendar): ClockReading {
  const usedMinutes =
    clock.consumedMinutes +
    (clock.runningSince === undefined ? 0 : Math.max(0, workingMinutes(clock.runningSince, at, calendar)));
  if (clock.dueAt === undefined || clock.status !== 'running')
    return { usedMinutes, isOverdue: clock.missedDueAt !== undefined };
  return {
    usedMinutes,
    leftMinutes: workingMinutes(at, clock.dueAt, calendar),
    isOverdue: millisecondsOf(at) > millisecondsOf(clock.dueAt),
  };
}

/**
 * The instant at which a share (0 < share ≤ 1) of the working time between a start and a due date is used up: 0.5 and 0.75
 * are the alarms before a case is late. A span without working time gives the due date.
 */
export function thresholdInstant(startedAt: string, dueAt: string, share: number, calendar: Calendar): string {
  if (!(share > 0 && share <= 1)) throw new RangeError(`A threshold is a share above 0 and up to 1; ${share} is not.`);
  const start = millisecondsOf(startedAt) / 60_000;
  const due = millisecondsOf(dueAt) / 60_000;
  const time = workingTimeOf(
    calendar,
    Math.floor(Math.min(start, due) / 1440) - 1,
    Math.floor(Math.max(start, due) / 1440) + 1,
  );
  const before = minutesBefore(time, start);
  const total = minutesBefore(time, due) - before;
  if (total <= 0) return dueAt;
  return instantOf(instantAfterMinutes(time, before + Math.max(1, Math.round(total * share))) ?? due);
}
