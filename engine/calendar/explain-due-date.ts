import type { LocalizedText } from '../model/expression.ts';
import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Duration } from '../model/statute.ts';
import type { ExplanationLine } from './explanation.ts';
import { dateOf, weekdayOf } from './local-date.ts';
import { MINUTES_PER_WORKING_DAY, type Reckoning } from './reckon.ts';
import { closeOf, isWorkingDay, minutesBefore, openingOf, type WorkingTime } from './working-time.ts';

/**
 * Tells a reckoning day by day. In working units the `minutes` of the lines add up to the limit; a whole working day counts
 * for 480 whatever its sessions, as the law counts days and not hours.
 */
export function explainReckoning(
  reckoning: Reckoning,
  limit: Duration,
  cutoff: ClockRules['cutoff'],
  provisional: boolean,
): readonly ExplanationLine[] {
  const lines: ExplanationLine[] = [];
  if (reckoning.cutoffApplied && cutoff !== undefined) lines.push(cutoffLine(reckoning, cutoff));
  if (limit.unit === 'WORKING_HOUR' || (limit.unit === 'WORKING_DAY' && limit.value > 0 && limit.value < 1))
    hourLines(reckoning, limit, lines);
  else if (limit.unit === 'WORKING_DAY') workingDayLines(reckoning, limit, cutoff, lines);
  else calendarLines(reckoning, limit, lines);
  lines.push(dueLine(reckoning, provisional));
  return lines;
}

function cutoffLine(
  { time, received, from, receivedDay }: Reckoning,
  cutoff: NonNullable<ClockRules['cutoff']>,
): ExplanationLine {
  const at = timeOfDay(time, received);
  const basis = cutoff.basis === undefined ? '' : ` (${cutoff.basis})`;
  const isDayOff = !isWorkingDay(time, receivedDay);
  const next = momentLabel(time, from);
  const day = dayLabel(receivedDay);
  const why: LocalizedText = isDayOff
    ? { vi: 'ngày nghỉ', en: 'on a day off' }
    : { vi: `sau ${cutoff.at}`, en: `after ${cutoff.at}` };
  return {
    date: day.date,
    minutes: 0,
    text:
      cutoff.effect === 'RECEIVED_NEXT_DAY'
        ? {
            vi: `${day.vi}: nhận lúc ${at}, ${why.vi}: tính là nhận lúc ${next.vi}${basis}`,
            en: `${day.en}: received at ${at}, ${why.en}: counts as received at ${next.en}${basis}`,
          }
        : {
            vi: `${day.vi}: nhận lúc ${at}, ${why.vi}: ngày làm việc tiếp theo là ngày thứ nhất${basis}`,
            en: `${day.en}: received at ${at}, ${why.en}: the next working day is day one${basis}`,
          },
  };
}

function hourLines(
  { time, from, receivedDay, cutoffApplied, due, dueDay }: Reckoning,
  limit: Duration,
  lines: ExplanationLine[],
): void {
  let left =
    limit.unit === 'WORKING_HOUR' ? Math.round(limit.value * 60) : Math.round(limit.value * MINUTES_PER_WORKING_DAY);
  for (let day = cutoffApplied ? receivedDay + 1 : receivedDay; day <= dueDay; day++) {
    if (!isWorkingDay(time, day)) {
      lines.push(dayOffLine(time, day));
      continue;
    }
    const start = Math.max(from, openingOf(time, day));
    const end = Math.min(due, closeOf(time, day));
    const minutes = end <= start ? 0 : minutesBefore(time, end) - minutesBefore(time, start);
    // On a day shorter than eight hours the law's day ends with it: what is left of the converted time is waived.
    const counted = day === dueDay ? left : minutes;
    left -= counted;
    const label = dayLabel(day);
    lines.push({
      date: label.date,
      minutes: counted,
      text:
        minutes === 0
          ? { vi: `${label.vi}: ngoài giờ làm việc, không tính`, en: `${label.en}: after working hours, not counted` }
          : {
              vi: `${label.vi}: tính ${hours(minutes).vi}${changedDay(time, day).vi}`,
              en: `${label.en}: ${hours(minutes).en}${changedDay(time, day).en}`,
            },
    });
  }
}

function workingDayLines(
  reckoning: Reckoning,
  limit: Duration,
  cutoff: ClockRules['cutoff'],
  lines: ExplanationLine[],
): void {
  const { time, receivedDay, excludedDay, cutoffApplied, dueDay } = reckoning;
  const whole = Math.floor(limit.value);
  const rest = Math.round((limit.value - whole) * MINUTES_PER_WORKING_DAY);
  // Under COUNT_FROM_NEXT_DAY the cut-off line has told the day of receipt already.
  const excludedIsReceipt = limit.value > 0 && !(cutoffApplied && cutoff?.effect === 'COUNT_FROM_NEXT_DAY');
  let counted = 0;
  for (let day = cutoffApplied ? receivedDay + 1 : receivedDay; day <= dueDay; day++) {
    const label = dayLabel(day);
    const isWorking = isWorkingDay(time, day);
    if (limit.value === 0 && isWorking && day === dueDay) {
      lines.push({
        date: label.date,
        minutes: 0,
        text: { vi: `${label.vi}: giải quyết trong ngày`, en: `${label.en}: to be settled within the day` },
      });
    } else if (day === excludedDay && excludedIsReceipt) {
      lines.push({
        date: label.date,
        minutes: 0,
        text: {
          vi: `${label.vi}: ngày tiếp nhận, không tính (Điều 147 Bộ luật Dân sự 2015)`,
          en: `${label.en}: day of receipt, not counted (Civil Code 2015 Art. 147)`,
        },
      });
    } else if (!isWorking) {
      lines.push(dayOffLine(time, day));
    } else if (day > excludedDay || limit.value > 0) {
      counted++;
      const isRest = counted > whole;
      const changed = changedDay(time, day);
      lines.push({
        date: label.date,
        minutes: isRest ? rest : MINUTES_PER_WORKING_DAY,
        text: isRest
          ? {
              vi: `${label.vi}: tính thêm ${hours(rest).vi}${changed.vi}`,
              en: `${label.en}: ${hours(rest).en} more${changed.en}`,
            }
          : {
              vi: `${label.vi}: ngày làm việc thứ ${counted}${changed.vi}`,
              en: `${label.en}: working day ${counted}${changed.en}`,
            },
      });
    }
  }
}

function calendarLines(
  { time, excludedDay, lastDay, dueDay }: Reckoning,
  limit: Duration,
  lines: ExplanationLine[],
): void {
  const excluded = dayLabel(excludedDay);
  lines.push({
    date: excluded.date,
    text: {
      vi: `${excluded.vi}: ngày bắt đầu, không tính (Điều 147 Bộ luật Dân sự 2015)`,
      en: `${excluded.en}: first day, not counted (Civil Code 2015 Art. 147)`,
    },
  });
  const last = lastDay ?? dueDay;
  const label = dayLabel(last);
  const unit = limit.unit === 'MONTH' ? { vi: 'tháng', en: 'month(s)' } : { vi: 'ngày', en: 'calendar day(s)' };
  lines.push({
    date: label.date,
    text: { vi: `${label.vi}: hết ${limit.value} ${unit.vi}`, en: `${label.en}: end of ${limit.value} ${unit.en}` },
  });
  for (let day = last; day < dueDay; day++) lines.push(dayOffLine(time, day));
}

function dueLine({ time, due, dueDay, lastDay }: Reckoning, provisional: boolean): ExplanationLine {
  const moment = momentLabel(time, due, dueDay);
  const moved = lastDay !== undefined && lastDay !== dueDay;
  return {
    date: dayLabel(dueDay).date,
    text: {
      vi: `Hết hạn lúc ${moment.vi}${moved ? ', ngày làm việc tiếp theo ngày nghỉ (Điều 148 Bộ luật Dân sự 2015)' : ''}${provisional ? '. Lịch nghỉ còn dự kiến, hạn có thể được tính lại' : ''}`,
      en: `Due at ${moment.en}${moved ? ', the working day after the day off (Civil Code 2015 Art. 148)' : ''}${provisional ? '. The calendar is provisional; the date may be reckoned again' : ''}`,
    },
  };
}

const daysOff = new WeakMap<WorkingTime, Map<number, ExplanationLine>>();

/** The same line for every case that passes the day. */
function dayOffLine(time: WorkingTime, day: number): ExplanationLine {
  let known = daysOff.get(time);
  if (known === undefined) daysOff.set(time, (known = new Map<number, ExplanationLine>()));
  let line = known.get(day);
  if (line === undefined)
    known.set(day, (line = { date: dayLabel(day).date, minutes: 0, text: dayOffText(time, day) }));
  return line;
}

function dayOffText(time: WorkingTime, day: number): LocalizedText {
  const label = dayLabel(day);
  const exception = time.exceptions.get(day);
  if (exception === undefined) return { vi: `${label.vi}: nghỉ hằng tuần`, en: `${label.en}: weekend` };
  const mark = exception.status === 'provisional' ? { vi: ', dự kiến', en: ', provisional' } : { vi: '', en: '' };
  return {
    vi: `${label.vi}: nghỉ ${exception.name.vi} (${exception.decidedBy}${mark.vi})`,
    en: `${label.en}: off, ${exception.name.en ?? exception.name.vi} (${exception.decidedBy}${mark.en})`,
  };
}

/** A working day that an act made one, or whose hours it changed, says so. */
function changedDay(time: WorkingTime, day: number): { readonly vi: string; readonly en: string } {
  const exception = time.exceptions.get(day);
  if (exception === undefined) return { vi: '', en: '' };
  return {
    vi: `, ${exception.name.vi} (${exception.decidedBy})`,
    en: `, ${exception.name.en ?? exception.name.vi} (${exception.decidedBy})`,
  };
}

const WEEKDAYS = [
  { vi: 'Thứ Hai', en: 'Mon' },
  { vi: 'Thứ Ba', en: 'Tue' },
  { vi: 'Thứ Tư', en: 'Wed' },
  { vi: 'Thứ Năm', en: 'Thu' },
  { vi: 'Thứ Sáu', en: 'Fri' },
  { vi: 'Thứ Bảy', en: 'Sat' },
  { vi: 'Chủ nhật', en: 'Sun' },
] as const;

interface DayLabel {
  readonly date: string;
  readonly vi: string;
  readonly en: string;
}

/** Labels depend on nothing but the day; writing them anew took two thirds of the time of a due date. */
const labels = new Map<number, DayLabel>();

/** "Thứ Hai 23/11/2026", "Mon 23/11/2026". */
export function dayLabel(day: number): DayLabel {
  let label = labels.get(day);
  if (label === undefined) {
    const date = dateOf(day);
    const [year, month, dayOfMonth] = date.split('-');
    const weekday = WEEKDAYS[weekdayOf(day) - 1] ?? WEEKDAYS[0];
    label = {
      date,
      vi: `${weekday.vi} ${dayOfMonth}/${month}/${year}`,
      en: `${weekday.en} ${dayOfMonth}/${month}/${year}`,
    };
    labels.set(day, label);
  }
  return label;
}

/** "17:00 Thứ Sáu 27/11/2026". A moment at 24:00 is told with the day that it ends. */
export function momentLabel(
  time: WorkingTime,
  minute: number,
  day?: number,
): { readonly vi: string; readonly en: string } {
  const ownDay = Math.floor((minute + time.zone.at(minute)) / 1440);
  const label = dayLabel(day ?? ownDay);
  const clock = day !== undefined && day < ownDay ? '24:00' : timeOfDay(time, minute);
  return { vi: `${clock} ${label.vi}`, en: `${clock} ${label.en}` };
}

function timeOfDay(time: WorkingTime, minute: number): string {
  const seconds = Math.round((minute + time.zone.at(minute)) * 60) % 86_400;
  const hhmm = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? hhmm : `${hhmm}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** "7 giờ 30 phút", "7 h 30 min". */
export function hours(minutes: number): { readonly vi: string; readonly en: string } {
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  if (h === 0) return { vi: `${m} phút`, en: `${m} min` };
  return m === 0 ? { vi: `${h} giờ`, en: `${h} h` } : { vi: `${h} giờ ${m} phút`, en: `${h} h ${m} min` };
}
