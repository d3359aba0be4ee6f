import type { LocalizedText } from '../../engine/index.ts';
import type { Words } from './paper.ts';

/** Text that is the same in every language: a name, a code, a time. */
export const same = (text: string): Words => ({ vi: text, en: text });

export const words = (vi: string, en: string): Words => ({ vi, en });

/** Texts of both languages with something between them. */
export function joined(texts: readonly LocalizedText[], between: string): Words {
  return words(texts.map(({ vi }) => vi).join(between), texts.map(({ vi, en }) => en ?? vi).join(between));
}

/** What stands where nothing is known. */
export const NOTHING = same('—');

/** `17:00 27/11/2026`: an instant as both languages print it, in local time. */
export function moment(instant: string, timeZone: string): string {
  const { hour, minute, day, month, year } = partsOf(instant, timeZone);
  return `${hour}:${minute} ${day}/${month}/${year}`;
}

/** `ngày 27 tháng 11 năm 2026`, as Vietnamese official papers write a date. */
export function day(instant: string, timeZone: string): Words {
  const parts = partsOf(instant, timeZone);
  return words(`ngày ${parts.day} tháng ${parts.month} năm ${parts.year}`, `${parts.day}/${parts.month}/${parts.year}`);
}

/** Local year of an instant. */
export function yearOf(instant: string, timeZone: string): number {
  return Number(partsOf(instant, timeZone).year);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: string, timeZone: string) {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { hour: part('hour'), minute: part('minute'), day: part('day'), month: part('month'), year: part('year') };
}

const UNITS = {
  WORKING_DAY: words('ngày làm việc', 'working day(s)'),
  WORKING_HOUR: words('giờ làm việc', 'working hour(s)'),
  CALENDAR_DAY: words('ngày', 'calendar day(s)'),
  MONTH: words('tháng', 'month(s)'),
} as const;

/** `3 ngày làm việc`; fractions with the decimal mark of the language. */
export function duration({ value, unit }: { readonly value: number; readonly unit: keyof typeof UNITS }): Words {
  return words(`${String(value).replace('.', ',')} ${UNITS[unit].vi}`, `${String(value)} ${UNITS[unit].en}`);
}
