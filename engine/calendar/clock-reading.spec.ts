import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Calendar } from './calendar.ts';
import { readClock, thresholdInstant } from './clock-reading.ts';
import { workingMinutes } from './due-date.ts';
import { applyClockAction, newStatutoryClock, type StatutoryClock } from './statutory-clock.ts';

const OFFICE = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const CALENDAR: Calendar = {
  id: 'test',
  timeZone: 'Asia/Ho_Chi_Minh',
  week: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE },
  exceptions: {},
};
const RULES: ClockRules = {
  limit: { value: 24, unit: 'WORKING_HOUR' },
  start: 'RECEIVED',
  supplement: { policy: 'PAUSE', max: 1 },
  extension: { max: 1, apologyBefore: { value: 1, unit: 'WORKING_DAY' } },
};
const at = (local: string): string => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();

function after(...steps: readonly (readonly ['START' | 'PAUSE' | 'RESUME' | 'STOP', string])[]): StatutoryClock {
  return steps.reduce((clock, [action, when]) => {
    const change = applyClockAction(clock, action, { at: at(when), rules: RULES, calendar: CALENDAR });
    if (!change.ok) throw new Error(change.rejection.message);
    return change.clock;
  }, newStatutoryClock(RULES));
}

describe('readClock', () => {
  it('shows what is used and what is left, in working minutes', () => {
    const clock = after(['START', '2026-03-02 09:00']);
    expect(readClock(clock, at('2026-03-03 10:00'), CALENDAR)).toEqual({
      usedMinutes: 9 * 60,
      leftMinutes: 15 * 60,
      isOverdue: false,
    });
    expect(readClock(clock, at('2026-03-05 11:00'), CALENDAR)).toEqual({
      usedMinutes: 26 * 60,
      leftMinutes: -2 * 60,
      isOverdue: true,
    });
  });

  it('stands still while the clock rests, and counts the stretches together', () => {
    const paused = after(['START', '2026-03-02 09:00'], ['PAUSE', '2026-03-02 11:00']);
    expect(readClock(paused, at('2026-03-06 11:00'), CALENDAR)).toEqual({ usedMinutes: 120, isOverdue: false });
    const resumed = after(['START', '2026-03-02 09:00'], ['PAUSE', '2026-03-02 11:00'], ['RESUME', '2026-03-04 08:00']);
    expect(readClock(resumed, at('2026-03-04 09:00'), CALENDAR)).toEqual({
      usedMinutes: 180,
      leftMinutes: 21 * 60,
      isOverdue: false,
    });
  });

  it('keeps saying late of a case that was late when it was paused', () => {
    const late = after(['START', '2026-03-02 09:00'], ['PAUSE', '2026-03-06 09:00']);
    expect(readClock(late, at('2026-03-09 09:00'), CALENDAR).isOverdue).toBe(true);
  });
});

describe('thresholdInstant', () => {
  it.each([
    [0.5, '2026-03-03 13:00'],
    [0.75, '2026-03-04 10:00'],
    [1, '2026-03-04 17:00'],
  ])('share %d of three days is used up at %s', (share, expected) => {
    // 24 working hours from Monday's opening to Wednesday's close.
    const due = at('2026-03-04 17:00');
    const instant = thresholdInstant(at('2026-03-02 08:00'), due, share, CALENDAR);
    // 12:00 and 13:00 are the same working minute; the earlier one rings.
    const sameMinute = workingMinutes(instant, at(expected), CALENDAR);
    expect(sameMinute).toBe(0);
  });

  it('uses up exactly its share of any span', () => {
    const minute = fc.integer({
      min: Date.parse(at('2026-03-02 00:00')) / 60_000,
      max: Date.parse(at('2026-04-02 00:00')) / 60_000,
    });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 1, max: 100 }), (a, b, percent) => {
        const from = new Date(Math.min(a, b) * 60_000).toISOString();
        const to = new Date(Math.max(a, b) * 60_000).toISOString();
        const total = workingMinutes(from, to, CALENDAR);
        const instant = thresholdInstant(from, to, percent / 100, CALENDAR);
        if (total === 0) expect(instant).toBe(to);
        else expect(workingMinutes(from, instant, CALENDAR)).toBe(Math.max(1, Math.round((total * percent) / 100)));
      }),
    );
  });

  it('refuses what is no share', () => {
    expect(() => thresholdInstant(at('2026-03-02 08:00'), at('2026-03-04 17:00'), 0, CALENDAR)).toThrow(RangeError);
    expect(() => thresholdInstant(at('2026-03-02 08:00'), at('2026-03-04 17:00'), 1.5, CALENDAR)).toThrow(RangeError);
  });
});
