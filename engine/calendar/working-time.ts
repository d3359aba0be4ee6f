import type { Calendar, CalendarException, Session } from './calendar.ts';
import { dateOf, dayOf, weekdayOf } from './local-date.ts';
import { zoneOffsets, type ZoneOffsets } from './zone-offsets.ts';

/**
 * A calendar laid out as numbers: every session of a stretch of years as a pair of instants with the working minutes that
 * precede it, and every working day with its ordinal. All questions about working time become an index or a binary search.
 *
 * Instants are epoch minutes, days are local day numbers (days since 1970-01-01). Sessions are instants, not wall-clock
 * minutes, so a session across a change of clocks has the length that it really has.
 */
export interface WorkingTime {
  readonly calendar: Calendar;
  readonly zone: ZoneOffsets;
  /** First local day laid out, and the day after the last. */
  readonly firstDay: number;
  readonly endDay: number;
  /** Per session. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly before: Float64Array;
  /** Per day (index `day - firstDay`): first session that is not of an earlier day; has one entry more than days. */
  readonly firstSession: Int32Array;
  /** Per day: working days before it; has one entry more than days. */
  readonly workingDaysBefore: Int32Array;
  /** Per day: days before it that a provisional decision made what they are; one entry more than days. */
  readonly provisionalBefore: Int32Array;
  readonly workingDays: Int32Array;
  readonly exceptions: ReadonlyMap<number, CalendarException>;
  readonly horizonDay: number;
}

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const laidOut = new WeakMap<Calendar, WorkingTime>();

/**
 * The layout of a calendar that covers the given local days with a year to spare. Laid out once per calendar object and
 * grown when a later question reaches further; calendars are immutable, so remembering them by identity is sound.
 * Throws RangeError for a calendar that has no working time in its week or sessions that are not in order.
 */
export function workingTimeOf(calendar: Calendar, fromDay: number, toDay: number): WorkingTime {
  const known = laidOut.get(calendar);
  if (known !== undefined && fromDay >= known.firstDay && toDay < known.endDay) return known;
  const firstYear = known === undefined || fromDay < known.firstDay ? yearOf(fromDay) - 1 : yearOf(known.firstDay);
  const endYear = known === undefined || toDay >= known.endDay ? yearOf(toDay) + 2 : yearOf(known.endDay);
  if (yearOf(fromDay) < FIRST_YEAR || yearOf(toDay) > LAST_YEAR) {
    throw new RangeError(
      `Working time is reckoned from ${FIRST_YEAR} to ${LAST_YEAR}; ${dateOf(fromDay)} – ${dateOf(toDay)} is outside.`,
    );
  }
  const fresh = layOut(
    calendar,
    dayOf(`${Math.max(firstYear, FIRST_YEAR)}-01-01`),
    dayOf(`${Math.min(endYear, LAST_YEAR + 1)}-01-01`),
  );
  laidOut.set(calendar, fresh);
  return fresh;
}

/** Working minutes from the beginning of the layout to an instant inside it. */
export function minutesBefore(time: WorkingTime, minute: number): number {
  const day = localDayOf(time, minute) - time.firstDay;
  let total = -1;
  for (let s = time.firstSession[day] ?? 0, end = time.firstSession[day + 1] ?? 0; s < end; s++) {
    const start = time.starts[s] ?? 0;
    if (minute < start) return total < 0 ? (time.before[s] ?? 0) : total;
    total = (time.before[s] ?? 0) + Math.min(minute, time.ends[s] ?? 0) - start;
  }
  return total < 0 ? minutesBeforeSession(time, time.firstSession[day + 1] ?? 0) : total;
}

/** The earliest instant at which `total` (> 0) working minutes of the layout have gone by; undefined beyond its end. */
export function instantAfterMinutes(time: WorkingTime, total: number): number | undefined {
  let low = 0;
  let high = time.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((time.before[middle] ?? 0) < total) low = middle;
    else high = middle - 1;
  }
  const instant = (time.starts[low] ?? 0) + total - (time.before[low] ?? 0);
  return instant <= (time.ends[low] ?? 0) ? instant : undefined;
}

export function localDayOf(time: WorkingTime, minute: number): number {
  return Math.floor((minute + time.zone.at(minute)) / 1440);
}

export function isWorkingDay(time: WorkingTime, day: number): boolean {
  const i = day - time.firstDay;
  return (time.firstSession[i] ?? 0) < (time.firstSession[i + 1] ?? 0);
}

/** The n-th working day (n ≥ 1) after `day`; undefined beyond the layout. */
export function workingDayAfter(time: WorkingTime, day: number, n: number): number | undefined {
  return time.workingDays[(time.workingDaysBefore[day - time.firstDay + 1] ?? 0) + n - 1];
}

/** Opening and close of a working day, in epoch minutes. */
export function openingOf(time: WorkingTime, day: number): number {
  return time.starts[time.firstSession[day - time.firstDay] ?? 0] ?? 0;
}
export function closeOf(time: WorkingTime, day: number): number {
  return time.ends[(time.firstSession[day - time.firstDay + 1] ?? 0) - 1] ?? 0;
}

/** Working minutes of a whole day. */
export function minutesOfDay(time: WorkingTime, day: number): number {
  const i = day - time.firstDay;
  return (
    minutesBeforeSession(time, time.firstSession[i + 1] ?? 0) - minutesBeforeSession(time, time.firstSession[i] ?? 0)
  );
}

/** True when a provisional decision, or none yet, stands behind a day of the span (both ends included). */
export function isProvisional(time: WorkingTime, fromDay: number, toDay: number): boolean {
  if (toDay > time.horizonDay) return true;
  return (
    (time.provisionalBefore[toDay - time.firstDay + 1] ?? 0) > (time.provisionalBefore[fromDay - time.firstDay] ?? 0)
  );
}

function minutesBeforeSession(time: WorkingTime, session: number): number {
  if (session < time.starts.length) return time.before[session] ?? 0;
  const last = time.starts.length - 1;
  return (time.before[last] ?? 0) + (time.ends[last] ?? 0) - (time.starts[last] ?? 0);
}

function layOut(calendar: Calendar, firstDay: number, endDay: number): WorkingTime {
  const zone = zoneOffsets(calendar.timeZone, firstDay * 1440, endDay * 1440);
  const week = Array.from({ length: 7 }, (_, i) =>
    sessionMinutes(calendar.week[String(i + 1)] ?? [], `weekday ${i + 1}`),
  );
  if (week.every((sessions) => sessions.length === 0))
    throw new RangeError(`Calendar ${calendar.id} has no working time in its week.`);
  const exceptions = new Map(Object.entries(calendar.exceptions).map(([date, exception]) => [dayOf(date), exception]));

  const starts: number[] = [];
  const ends: number[] = [];
  const before: number[] = [];
  const workingDays: number[] = [];
  const firstSession = new Int32Array(endDay - firstDay + 1);
  const workingDaysBefore = new Int32Array(endDay - firstDay + 1);
  const provisionalBefore = new Int32Array(endDay - firstDay + 1);
  let minutes = 0;
  let provisional = 0;
  for (let day = firstDay; day < endDay; day++) {
    const exception = exceptions.get(day);
    const sessions =
      exception === undefined ? (week[weekdayOf(day) - 1] ?? []) : sessionMinutes(exception.sessions, dateOf(day));
    for (const [from, to] of sessions) {
      const start = zone.instantOf(day * 1440 + from);
      const end = zone.instantOf(day * 1440 + to);
      // A session that a change of clocks swallows whole has no minutes.
      if (end <= start) continue;
      starts.push(start);
      ends.push(end);
      before.push(minutes);
      minutes += end - start;
    }
    const i = day - firstDay;
    if (starts.length > (firstSession[i] ?? 0)) workingDays.push(day);
    if (exception?.status === 'provisional') provisional++;
    firstSession[i + 1] = starts.length;
    workingDaysBefore[i + 1] = workingDays.length;
    provisionalBefore[i + 1] = provisional;
  }
  return {
    calendar,
    zone,
    firstDay,
    endDay,
    starts: Float64Array.from(starts),
    ends: Float64Array.from(ends),
    before: Float64Array.from(before),
    firstSession,
    workingDaysBefore,
    provisionalBefore,
    workingDays: Int32Array.from(workingDays),
    exceptions,
    horizonDay: calendar.horizon === undefined ? Number.POSITIVE_INFINITY : dayOf(calendar.horizon),
  };
}

function sessionMinutes(sessions: readonly Session[], where: string): [number, number][] {
  let previous = 0;
  return sessions.map(({ from, to }): [number, number] => {
    const pair: [number, number] = [minuteOfDay(from), minuteOfDay(to)];
    if (pair[0] < previous || pair[1] <= pair[0])
      throw new RangeError(`Sessions of ${where} overlap or are out of order at ${from}–${to}.`);
    previous = pair[1];
    return pair;
  });
}

/** Minutes after midnight of a local `HH:mm`, `24:00` included. */
export function minuteOfDay(time: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  const minutes = match === null ? NaN : Number(match[1]) * 60 + Number(match[2]);
  if (Number.isNaN(minutes) || minutes > 1440) throw new RangeError(`"${time}" is not a time of day HH:mm.`);
  return minutes;
}

function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}
