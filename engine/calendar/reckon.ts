import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Duration } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import { millisecondsOf } from './instant.ts';
import { addMonths } from './local-date.ts';
import {
  closeOf,
  instantAfterMinutes,
  isWorkingDay,
  localDayOf,
  minuteOfDay,
  minutesBefore,
  minutesOfDay,
  openingOf,
  workingDayAfter,
  workingTimeOf,
  type WorkingTime,
} from './working-time.ts';

/**
 * The reckoning of a time limit, in numbers. Days follow the Civil Code, hours add working time; see `dueDate` for the rules
 * in prose. Instants are epoch minutes, days local day numbers.
 */
export interface Reckoning {
  readonly time: WorkingTime;
  /** As received, and its local day. */
  readonly received: number;
  readonly receivedDay: number;
  /** What the limit is counted from after the cut-off. */
  readonly from: number;
  /** The day that is not counted; counting begins with the day after it. */
  readonly excludedDay: number;
  readonly cutoffApplied: boolean;
  /** On limits that end with a day: that day, before it is moved off a day off. */
  readonly lastDay?: number;
  readonly due: number;
  readonly dueDay: number;
}

/** When a day that ends a limit ends: when the office closes, or at 24:00 for what a citizen can do from home. */
export type EndOfDay = 'CLOSE_OF_OFFICE' | 'MIDNIGHT';

/** Working minutes of one working day in conversions: 8 hours. @source 3857/QĐ-UBND of Nghệ An, 26 Nov 2025 ("8 working hours = 1 day") */
export const MINUTES_PER_WORKING_DAY = 480;

export function reckon(
  from: string,
  limit: Duration,
  calendar: Calendar,
  cutoff: ClockRules['cutoff'],
  endOfDay: EndOfDay,
): Reckoning {
  checkDuration(limit);
  const received = millisecondsOf(from) / 60_000;
  let reach = Math.floor(received / 1440) + 60 + daysAtMost(limit);
  for (;;) {
    // The slip prints hours and minutes: seconds are not counted against the authority's minute.
    const time = workingTimeOf(calendar, Math.floor(received / 1440) - 1, reach);
    const start = startOf(time, received, cutoff);
    const end = start === undefined ? undefined : endOf(time, start, limit, endOfDay);
    if (start !== undefined && end !== undefined)
      return { time, received, receivedDay: localDayOf(time, received), ...start, ...end };
    reach += 366 * 4;
  }
}

/** What a duration comes to in working minutes, 8 hours a day; undefined for calendar units. "Within the day" counts as one. */
export function workingMinutesIn(duration: Duration): number | undefined {
  if (duration.unit === 'WORKING_HOUR') return Math.round(duration.value * 60);
  if (duration.unit === 'WORKING_DAY')
    return Math.round((duration.value === 0 ? 1 : duration.value) * MINUTES_PER_WORKING_DAY);
  return undefined;
}

/** Throws RangeError for a duration that no law can mean. */
export function checkDuration(duration: Duration): void {
  if (isPossible(duration)) return;
  const { value, unit } = duration;
  throw new RangeError(
    `A limit of ${value} ${unit} is not possible: write a positive number, whole in calendar units; 0 WORKING_DAY means "within the day".`,
  );
}

/** Whether a law can mean a duration: positive, whole in calendar units; 0 WORKING_DAY is "within the day". */
export function isPossible({ value, unit }: Duration): boolean {
  const isWorkingUnit = unit === 'WORKING_DAY' || unit === 'WORKING_HOUR';
  const isLongEnough = unit === 'WORKING_DAY' ? value >= 0 : value > 0;
  return Number.isFinite(value) && isLongEnough && (isWorkingUnit || Number.isInteger(value));
}

interface Start {
  readonly from: number;
  readonly excludedDay: number;
  readonly cutoffApplied: boolean;
}

function startOf(time: WorkingTime, received: number, cutoff: ClockRules['cutoff']): Start | undefined {
  const day = localDayOf(time, received);
  if (cutoff === undefined) return { from: Math.floor(received), excludedDay: day, cutoffApplied: false };
  const minute = received + time.zone.at(received) - day * 1440;
  if (isWorkingDay(time, day) && minute <= minuteOfDay(cutoff.at))
    return { from: Math.floor(received), excludedDay: day, cutoffApplied: false };
  const next = workingDayAfter(time, day, 1);
  if (next === undefined) return undefined;
  const excludedDay = cutoff.effect === 'RECEIVED_NEXT_DAY' ? next : next - 1;
  return { from: openingOf(time, next), excludedDay, cutoffApplied: true };
}

interface End {
  readonly due: number;
  readonly dueDay: number;
  readonly lastDay?: number;
}

function endOf(time: WorkingTime, start: Start, limit: Duration, endOfDay: EndOfDay): End | undefined {
  switch (limit.unit) {
    case 'WORKING_HOUR':
      return endOfMinutes(time, start.from, Math.round(limit.value * 60));
    case 'WORKING_DAY':
      return endOfWorkingDays(time, start, limit.value, endOfDay);
    case 'CALENDAR_DAY':
      return endOfDays(time, start.excludedDay + limit.value, endOfDay);
    case 'MONTH':
      return endOfDays(time, addMonths(start.excludedDay, limit.value), endOfDay);
    default:
      return limit.unit satisfies never;
  }
}

function endOfWorkingDays(time: WorkingTime, start: Start, value: number, endOfDay: EndOfDay): End | undefined {
  const whole = Math.floor(value);
  const rest = Math.round((value - whole) * MINUTES_PER_WORKING_DAY);
  if (value === 0) {
    const today = localDayOf(time, start.from);
    const isOpen = isWorkingDay(time, today) && start.from < closeOf(time, today);
    return endOfDays(time, isOpen ? today : today + 1, endOfDay);
  }
  if (whole === 0) {
    // Part of a day is hours (Civil Code Art. 147(1)), but on short days never later than one day would be.
    const next = workingDayAfter(time, start.excludedDay, 1);
    const end = endOfMinutes(time, start.from, rest);
    if (next === undefined || end === undefined) return undefined;
    return end.due <= closeOf(time, next) ? end : { due: closeOf(time, next), dueDay: next };
  }
  const last = workingDayAfter(time, start.excludedDay, rest === 0 ? whole : whole + 1);
  if (last === undefined) return undefined;
  if (rest === 0) return endOfDays(time, last, endOfDay);
  return endOfMinutes(time, openingOf(time, last), Math.min(rest, minutesOfDay(time, last)));
}

function endOfMinutes(time: WorkingTime, from: number, minutes: number): End | undefined {
  if (from >= time.endDay * 1440 - 2880) return undefined;
  const due = instantAfterMinutes(time, minutesBefore(time, from) + minutes);
  // A session may end at 24:00, which belongs to the day that it ends.
  return due === undefined ? undefined : { due, dueDay: localDayOf(time, due - 1) };
}

function endOfDays(time: WorkingTime, lastDay: number, endOfDay: EndOfDay): End | undefined {
  if (lastDay >= time.endDay - 1) return undefined;
  const dueDay = isWorkingDay(time, lastDay) ? lastDay : workingDayAfter(time, lastDay, 1);
  if (dueDay === undefined) return undefined;
  const due = endOfDay === 'MIDNIGHT' ? time.zone.instantOf((dueDay + 1) * 1440) : closeOf(time, dueDay);
  return { due, dueDay, lastDay };
}

/** Calendar days that a limit needs at most on an ordinary calendar; a first guess, the layout grows when it is wrong. */
function daysAtMost({ value, unit }: Duration): number {
  switch (unit) {
    case 'WORKING_HOUR':
      return Math.ceil(value / 3);
    case 'WORKING_DAY':
      return Math.ceil(value * 2);
    case 'CALENDAR_DAY':
      return value;
    case 'MONTH':
      return value * 31;
    default:
      return unit satisfies never;
  }
}
