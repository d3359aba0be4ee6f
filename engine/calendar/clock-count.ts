import type { Duration, TimeLimit } from '../model/statute.ts';
import type { ClockActionContext, ClockChange, ClockCount, StatutoryClock } from './clock-state.ts';
import type { ClockStatus } from '../lifecycle/statutory-clock.ts';
import { dueDate, effectiveStart, workingMinutes, type DueDate } from './due-date.ts';
import type { ExplanationLine } from './explanation.ts';
import { MINUTES_PER_WORKING_DAY, workingMinutesIn } from './reckon.ts';
import { calendarDaysBetween, workingDaysBetween } from './shift.ts';

/** The arithmetic of the statutory clock: what has been used, what is left, and when a count is due. */

export function countFrom(from: string, limit: Duration, cutoff: boolean): ClockCount {
  return { from, limit: { value: limit.value, unit: limit.unit }, cutoff, extensions: [] };
}

/** Reckons the due date of a count and starts the present stretch. */
export function counted(
  clock: StatutoryClock,
  count: ClockCount,
  context: ClockActionContext,
  headline: ExplanationLine,
): ClockChange {
  const due = dueOfCount(count, context);
  const startedAt = effectiveStart(count.from, context.calendar, count.cutoff ? context.rules.cutoff : undefined);
  return {
    ok: true,
    clock: {
      ...clock,
      startedAt,
      runningSince: startedAt,
      consumedMinutes: 0,
      dueAt: due.dueAt,
      count,
      provisional: due.provisional,
    },
    explanation: [headline, ...due.explanation],
  };
}

export function dueOfCount(count: ClockCount, { calendar, rules }: ClockActionContext): DueDate {
  let due = dueDate(count.from, count.limit, calendar, count.cutoff ? rules.cutoff : undefined);
  for (const extension of count.extensions) {
    const extended = dueDate(due.dueAt, extension, calendar);
    due = {
      dueAt: extended.dueAt,
      provisional: due.provisional || extended.provisional,
      explanation: [...due.explanation, ...extended.explanation],
    };
  }
  return due;
}

/** A new reckoning of a count that runs already changes its end, not what has been used of it. */
export function keepProgress(change: Extract<ClockChange, { ok: true }>, clock: StatutoryClock): ClockChange {
  const { startedAt, runningSince, consumedMinutes } = clock;
  return {
    ...change,
    clock: {
      ...change.clock,
      consumedMinutes,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(runningSince === undefined ? {} : { runningSince }),
    },
  };
}

/** The clock as it leaves its rest. */
export function rested(clock: StatutoryClock, status: ClockStatus): StatutoryClock {
  const { remaining: _remaining, pausedFor: _purpose, missedDueAt: _missed, ...rest } = clock;
  return { ...rest, status };
}

export function consumedAt(clock: StatutoryClock, { at, calendar }: ClockActionContext): number {
  if (clock.runningSince === undefined) return clock.consumedMinutes;
  return clock.consumedMinutes + Math.max(0, workingMinutes(clock.runningSince, at, calendar));
}

export function remainingAt(clock: StatutoryClock, { at, calendar }: ClockActionContext): Duration {
  const { dueAt, count } = clock;
  if (dueAt === undefined || count === undefined) return clock.limit;
  const parts = [count.limit, ...count.extensions];
  if (parts.every(({ unit, value }) => unit === 'WORKING_DAY' && Number.isInteger(value))) {
    return { unit: 'WORKING_DAY', value: Math.max(0, workingDaysBetween(at, dueAt, calendar)) };
  }
  if (parts.every(({ unit }) => unit === 'CALENDAR_DAY' || unit === 'MONTH')) {
    const days = calendarDaysBetween(at, dueAt, calendar);
    return days > 0 ? { unit: 'CALENDAR_DAY', value: days } : { unit: 'WORKING_DAY', value: 0 };
  }
  const minutes = workingMinutes(at, dueAt, calendar);
  return minutes > 0 ? { unit: 'WORKING_HOUR', value: minutes / 60 } : { unit: 'WORKING_DAY', value: 0 };
}

/** After a pause the count holds a remainder: a changed limit counts less what was used before it, in whole days where it is
 *  a limit in whole days. */
export function limitAfterChange(clock: StatutoryClock, limit: TimeLimit): Duration {
  const total = workingMinutesIn(limit);
  if (clock.consumedMinutes === 0 || total === undefined) return { value: limit.value, unit: limit.unit };
  const left = total - clock.consumedMinutes;
  if (left <= 0) return { unit: 'WORKING_DAY', value: 0 };
  if (limit.unit === 'WORKING_DAY' && Number.isInteger(limit.value)) {
    return { unit: 'WORKING_DAY', value: Math.ceil(left / MINUTES_PER_WORKING_DAY) };
  }
  return { unit: 'WORKING_HOUR', value: left / 60 };
}
