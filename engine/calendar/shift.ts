import type { Duration } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import { instantOf, millisecondsOf } from './instant.ts';
import { addMonths } from './local-date.ts';
import { checkDuration, workingMinutesIn } from './reckon.ts';
import {
  closeOf,
  instantAfterMinutes,
  isWorkingDay,
  localDayOf,
  minutesBefore,
  workingDayAfter,
  workingTimeOf,
  type WorkingTime,
} from './working-time.ts';

/**
 * The instant that lies a duration before another, as "not later than 1 day before expiry" means it. Working units go back
 * over working time, 8 hours a day, and end at the close of a session rather than at the opening of the next. Calendar units
 * keep the time of day; when they lead to a day off, the close of the working day before it holds, for nobody can act later.
 */
export function before(instant: string, duration: Duration, calendar: Calendar): string {
  checkDuration(duration);
  const minute = millisecondsOf(instant) / 60_000;
  const minutes = duration.value === 0 ? 0 : workingMinutesIn(duration);
  const reach = minutes === undefined ? duration.value * (duration.unit === 'MONTH' ? 31 : 1) : Math.ceil(minutes / 60);
  const day = Math.floor(minute / 1440);
  const time = workingTimeOf(calendar, day - reach - 60, day + 1);
  if (minutes === 0) return instantOf(minute);
  if (minutes !== undefined)
    return instantOf(instantAfterMinutes(time, minutesBefore(time, minute) - minutes) ?? minute);

  const dueDay = localDayOf(time, minute);
  const target = duration.unit === 'MONTH' ? addMonths(dueDay, -duration.value) : dueDay - duration.value;
  if (!isWorkingDay(time, target)) return instantOf(closeOf(time, lastWorkingDayBefore(time, target)));
  return instantOf(time.zone.instantOf(target * 1440 + minute + time.zone.at(minute) - dueDay * 1440));
}

/** Working days after the day of `from` up to and including the day of `to`. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number {
  const start = millisecondsOf(from) / 60_000;
  const end = millisecondsOf(to) / 60_000;
  const time = workingTimeOf(
    calendar,
    Math.floor(Math.min(start, end) / 1440) - 1,
    Math.floor(Math.max(start, end) / 1440) + 1,
  );
  // A due date at 24:00 belongs to the day that it ends.
  return workingDaysUpTo(time, localDayOf(time, end - 1)) - workingDaysUpTo(time, localDayOf(time, start));
}

/** Calendar days from the day of `from` to the day of `to`. */
export function calendarDaysBetween(from: string, to: string, calendar: Calendar): number {
  const start = millisecondsOf(from) / 60_000;
  const end = millisecondsOf(to) / 60_000;
  const time = workingTimeOf(
    calendar,
    Math.floor(Math.min(start, end) / 1440) - 1,
    Math.floor(Math.max(start, end) / 1440) + 1,
  );
  return localDayOf(time, end - 1) - localDayOf(time, start);
}

function workingDaysUpTo(time: WorkingTime, day: number): number {
  return time.workingDaysBefore[day - time.firstDay + 1] ?? 0;
}

function lastWorkingDayBefore(time: WorkingTime, day: number): number {
  return workingDayAfter(time, day, 0) ?? day;
}
