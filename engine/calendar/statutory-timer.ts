import type { TimerStatute } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import { dueDate, type DueDate } from './due-date.ts';
import { dayLabel, momentLabel } from './explain-due-date.ts';
import { millisecondsOf } from './instant.ts';
import { dateOf } from './local-date.ts';
import { before } from './shift.ts';
import { isProvisional, localDayOf, workingTimeOf } from './working-time.ts';

export interface TimerCircumstances {
  /** Instant at which the timer is set. */
  readonly at: string;
  readonly calendar: Calendar;
  readonly caseDueAt?: string;
  readonly stepDueAt?: string;
}

/**
 * When a `statute:timer` fires; undefined when it counts back from a due date that there is not (the clock rests, the step
 * has no limit). The result may lie before `at`: then the timer is due at once.
 *
 * A citizen's silence that the law counts in calendar days has its effect at 24:00 of the last day, because an answer given
 * online that evening is in time; an authority's silence ends when the office closes.
 *
 * @source Civil Code 2015 (91/2015/QH13) Art. 148(6)
 */
export function statutoryTimerDue(timer: TimerStatute, circumstances: TimerCircumstances): DueDate | undefined {
  const { at, calendar } = circumstances;
  if (timer.from === 'ACTIVATION') {
    const isCalendarSilence =
      timer.deemed !== undefined && (timer.duration.unit === 'CALENDAR_DAY' || timer.duration.unit === 'MONTH');
    return dueDate(at, timer.duration, calendar, undefined, isCalendarSilence ? 'MIDNIGHT' : 'CLOSE_OF_OFFICE');
  }
  const limit = timer.from === 'BEFORE_CASE_DUE' ? circumstances.caseDueAt : circumstances.stepDueAt;
  return limit === undefined ? undefined : countedBack(limit, timer, calendar);
}

function countedBack(limit: string, timer: TimerStatute, calendar: Calendar): DueDate {
  const dueAt = before(limit, timer.duration, calendar);
  const [dueMinute, limitMinute] = [millisecondsOf(dueAt) / 60_000, millisecondsOf(limit) / 60_000];
  const time = workingTimeOf(calendar, Math.floor(dueMinute / 1440) - 1, Math.floor(limitMinute / 1440) + 1);
  const [from, to] = [momentLabel(time, dueMinute), momentLabel(time, limitMinute)];
  const { value } = timer.duration;
  const unit = UNITS[timer.duration.unit];
  const what =
    timer.from === 'BEFORE_CASE_DUE'
      ? { vi: 'hạn trả kết quả', en: "the case's due date" }
      : { vi: 'hạn của bước', en: "the step's due date" };
  const day = localDayOf(time, dueMinute - 1);
  return {
    dueAt,
    provisional: isProvisional(time, day, localDayOf(time, limitMinute - 1)),
    explanation: [
      {
        date: dateOf(day),
        text: {
          vi: `${dayLabel(day).vi}: ${value} ${unit.vi} trước ${what.vi} (${to.vi}), lúc ${from.vi}`,
          en: `${dayLabel(day).en}: ${value} ${unit.en} before ${what.en} (${to.en}), at ${from.en}`,
        },
      },
    ],
  };
}

/** Units as they are said. */
export const UNITS = {
  WORKING_DAY: { vi: 'ngày làm việc', en: 'working day(s)' },
  WORKING_HOUR: { vi: 'giờ làm việc', en: 'working hour(s)' },
  CALENDAR_DAY: { vi: 'ngày', en: 'calendar day(s)' },
  MONTH: { vi: 'tháng', en: 'month(s)' },
} as const;
