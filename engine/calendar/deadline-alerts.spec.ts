import { describe, expect, it } from 'vitest';
import { deadlineAlerts } from './deadline-alerts.ts';
import type { Calendar } from './calendar.ts';

const office = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const CALENDAR: Calendar = {
  id: 'office',
  timeZone: 'Asia/Ho_Chi_Minh',
  week: { '1': office, '2': office, '3': office, '4': office, '5': office },
  exceptions: {},
};
const at = (local: string): string => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const local = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const told = (since: string, dueAt: string, now = since, usedMinutes = 0): Record<string, string> =>
  Object.fromEntries(
    deadlineAlerts({ since: at(since), usedMinutes, dueAt: at(dueAt) }, at(now), CALENDAR).map((alert) => [
      alert.level,
      local(alert.at),
    ]),
  );

describe('when the head is told of a deadline', () => {
  it('at half, at three quarters, when it is reached, and in the first working minute after it', () => {
    expect(told('2026-03-02 08:00', '2026-03-06 17:00')).toEqual({
      HALF: '2026-03-04 12:00',
      THREE_QUARTERS: '2026-03-05 15:00',
      DUE: '2026-03-06 17:00',
      OVERDUE: '2026-03-09 08:01',
    });
  });

  it('counts what was used before a pause', () => {
    // Eight hours used, eight left: half is behind, three quarters lie four hours ahead.
    expect(told('2026-03-03 08:00', '2026-03-03 17:00', '2026-03-03 08:00', 480)).toMatchObject({
      THREE_QUARTERS: '2026-03-03 12:00',
    });
    expect(told('2026-03-03 08:00', '2026-03-03 17:00', '2026-03-03 08:00', 480)).not.toHaveProperty('HALF');
  });

  it('passes over what lies behind, but not a date that has passed when it is set', () => {
    expect(Object.keys(told('2026-03-02 08:00', '2026-03-06 17:00', '2026-03-05 08:00'))).toEqual([
      'THREE_QUARTERS',
      'DUE',
      'OVERDUE',
    ]);
    expect(Object.keys(told('2026-03-02 08:00', '2026-03-06 17:00', '2026-03-10 08:00'))).toEqual(['DUE', 'OVERDUE']);
  });

  it('a deadline without working time is told of when it is reached', () => {
    expect(told('2026-03-07 09:00', '2026-03-07 12:00')).toEqual({
      DUE: '2026-03-07 12:00',
      OVERDUE: '2026-03-09 08:01',
    });
  });
});
