import { currentLanguage, type Language } from './i18n/language.ts';

/** Offices read every instant in the time of Việt Nam, wherever the browser stands. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/** An instant as date and minute, `24/11/2026 08:30`. */
export function formatInstant(instant: string | undefined, language: Language = currentLanguage()): string {
  if (instant === undefined) return '—';
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: TIME_ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  const weekday = new Intl.DateTimeFormat(LOCALES[language], { timeZone: TIME_ZONE, weekday: 'short' }).format(
    new Date(instant),
  );
  return `${weekday} ${part('day')}/${part('month')}/${part('year')} ${part('hour')}:${part('minute')}`;
}

/** A local date `YYYY-MM-DD` as `24/11/2026`. */
export function formatDate(date: string | undefined): string {
  if (date === undefined) return '—';
  const [year, month, day] = date.slice(0, 10).split('-');
  return `${day ?? ''}/${month ?? ''}/${year ?? ''}`;
}

/** A local date and time of Việt Nam, `YYYY-MM-DDTHH:mm`, as an instant. The country has one offset all the year. */
export const instantInVietnam = (local: string): string => new Date(`${local}:00+07:00`).toISOString();

/** A number as the reader writes it, with at most two decimals. */
export function localeNumber(value: number, language: Language = currentLanguage()): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value);
}

/** A number as the reader writes it, with exactly two decimals. */
export function fixedNumber(value: number, language: Language = currentLanguage()): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(LOCALES[language], digits).format(value);
}

/** Working minutes as hours with one decimal, without a sign. */
export function workingHours(minutes: number, language: Language = currentLanguage()): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(Math.abs(minutes) / 60);
}

/** The local date in Việt Nam, `YYYY-MM-DD`, at an instant in milliseconds since 1970. */
export const localDateOf = (now: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(now);

/** The year in Việt Nam at an instant, in milliseconds since 1970. */
export const yearOf = (now: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, year: 'numeric' }).format(now));

/** How close a due instant is: the four bands that pages colour and name. */
export type DueBand = 'none' | 'ample' | 'soon' | 'overdue';

const SOON_MS = 24 * 60 * 60 * 1000;

export function dueBand(dueAt: string | undefined, now: number): DueBand {
  if (dueAt === undefined) return 'none';
  const left = Date.parse(dueAt) - now;
  if (left < 0) return 'overdue';
  return left <= SOON_MS ? 'soon' : 'ample';
}

/** Elapsed time between now and an instant in the reader's words: "còn 2 ngày", "quá 3 giờ". Not working time: the reckoned
 *  due date is the server's. */
export function elapsedWords(instant: string, now: number, language: Language = currentLanguage()): string {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'always', style: 'long' });
  const size = Math.abs(minutes);
  if (size < 60) return format.format(minutes, 'minute');
  if (size < 48 * 60) return format.format(Math.trunc(minutes / 60), 'hour');
  return format.format(Math.trunc(minutes / (24 * 60)), 'day');
}
