import { readFileSync } from 'node:fs';
import type { Calendar } from '../../engine/calendar/calendar.ts';
import { calendarKnownAt, type CalendarSource } from '../../engine/calendar/calendar-source.ts';

/** The decisions shipped in procedures/calendars/vn.json. */
export const VIETNAM = JSON.parse(
  readFileSync(new URL('../../procedures/calendars/vn.json', import.meta.url), 'utf8'),
) as CalendarSource;

/** The nation's calendar as known on a day; by default late enough to know everything that is decided. */
export function vietnam(knownOn = '2026-11-20'): Calendar {
  return calendarKnownAt(VIETNAM, `${knownOn}T12:00:00+07:00`);
}

/** Local Vietnamese time `YYYY-MM-DD HH:mm` as an instant. */
export function hanoi(local: string): string {
  return new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
}
