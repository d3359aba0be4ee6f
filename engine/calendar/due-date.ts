import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Duration } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import { explainReckoning } from './explain-due-date.ts';
import type { ExplanationLine } from './explanation.ts';
import { instantOf, millisecondsOf } from './instant.ts';
import { reckon, type EndOfDay } from './reckon.ts';
import { isProvisional, minutesBefore, workingTimeOf } from './working-time.ts';

export interface DueDate {
  /** Instant, ISO 8601 UTC. */
  readonly dueAt: string;
  readonly explanation: readonly ExplanationLine[];
  /** True when a provisional day of the calendar was counted or skipped, or nothing is decided yet about the time reached. */
  readonly provisional: boolean;
}

/**
 * When a limit that starts to run at `from` (instant) ends, and the reckoning in words. Pure.
 *
 * - WORKING_DAY: the day of receipt is not counted; the limit ends at the close of the last day, which is a working day. A
 *   part of a day after whole days is worked off from the opening of the next working day (3.5 days: three days, then 4
 *   hours); less than one day is working hours from the moment of receipt; 8 hours are a day. 0 means "within the day".
 * - WORKING_HOUR: working time is added from the given moment, and ends at the earliest instant at which it is used up.
 * - CALENDAR_DAY, MONTH: the day of receipt is not counted; a last day that is a day off moves to the next working day; a
 *   month without the corresponding day ends with its last day.
 * - `cutoff`: strictly after its time, or on a day off, the dossier counts as received at the opening of the next working day
 *   (RECEIVED_NEXT_DAY), or that day is the first that counts (COUNT_FROM_NEXT_DAY).
 * - Days end when the office closes, not at 24:00 (Art. 148(6)), unless `endOfDay` says MIDNIGHT: an appointment at a counter
 *   cannot be kept at midnight, but a citizen may still answer online then.
 *
 * Throws RangeError for an impossible limit, instant or calendar.
 *
 * @source Civil Code 2015 (91/2015/QH13) Art. 147, 148
 */
export function dueDate(
  from: string,
  limit: Duration,
  calendar: Calendar,
  cutoff?: ClockRules['cutoff'],
  endOfDay: EndOfDay = 'CLOSE_OF_OFFICE',
): DueDate {
  const reckoning = reckon(from, limit, calendar, cutoff, endOfDay);
  const provisional = isProvisional(reckoning.time, reckoning.receivedDay, reckoning.dueDay);
  return {
    dueAt: instantOf(reckoning.due),
    explanation: explainReckoning(reckoning, limit, cutoff, provisional),
    provisional,
  };
}

/** `dueDate` without the explanation, for sweeps over many cases. */
export function dueAtOnly(
  from: string,
  limit: Duration,
  calendar: Calendar,
  cutoff?: ClockRules['cutoff'],
  endOfDay: EndOfDay = 'CLOSE_OF_OFFICE',
): string {
  return instantOf(reckon(from, limit, calendar, cutoff, endOfDay).due);
}

/** The instant from which a limit received at `from` runs, after the cut-off. */
export function effectiveStart(from: string, calendar: Calendar, cutoff?: ClockRules['cutoff']): string {
  const reckoning = reckon(from, { value: 0, unit: 'WORKING_DAY' }, calendar, cutoff, 'CLOSE_OF_OFFICE');
  return instantOf(reckoning.cutoffApplied ? reckoning.from : reckoning.received);
}

/** Working minutes between two instants, rounded down to whole minutes; negative when `to` is before `from`. */
export function workingMinutes(from: string, to: string, calendar: Calendar): number {
  const start = millisecondsOf(from) / 60_000;
  const end = millisecondsOf(to) / 60_000;
  const time = workingTimeOf(
    calendar,
    Math.floor(Math.min(start, end) / 1440) - 1,
    Math.floor(Math.max(start, end) / 1440) + 1,
  );
  return Math.trunc(minutesBefore(time, end) - minutesBefore(time, start));
}
