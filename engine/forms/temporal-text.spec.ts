import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTemporalText, parseTemporal } from './temporal-text.ts';

describe('dates and times of a form', () => {
  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1900-02-29',
    '0000-01-01',
    '2026-1-1',
    '24/11/2026',
    '2026-11-24T00:00',
    '',
    '20261124',
  ])('%s is no date', (text) => {
    expect(isTemporalText(text, 'date')).toBe(false);
  });

  it.each(['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])('%s is a date', (text) => {
    expect(isTemporalText(text, 'date')).toBe(true);
  });

  it('agrees with the calendar on every day of 400 years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1800, max: 2199 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const date = new Date(Date.UTC(year, month - 1, day));
          const exists = date.getUTCMonth() === month - 1;
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          expect(isTemporalText(text, 'date')).toBe(exists);
        },
      ),
    );
  });

  it.each([
    ['08:30', 510, ''],
    ['00:00Z', 0, 'Z'],
    ['23:59+07:00', 1439, '+07:00'],
    ['12:15-03:30', 735, '-03:30'],
  ])('%s is a time', (text, minute, zone) => {
    expect(parseTemporal(text, 'time')).toEqual({ minute, zone });
  });

  it.each(['24:00', '12:60', '8:30', '08:30:00', '08:30+19:00', '08:30+07:60', '08h30', ''])(
    '%s is no time',
    (text) => {
      expect(isTemporalText(text, 'time')).toBe(false);
    },
  );

  it.each(['2026-11-24', '2026-02-30T08:00', '2026-11-24 08:00', '2026-11-24T25:00', 'T08:00'])(
    '%s is no date-time',
    (text) => {
      expect(isTemporalText(text, 'datetime')).toBe(false);
    },
  );

  it('splits a date-time', () => {
    expect(parseTemporal('2026-11-24T08:30+07:00', 'datetime')).toEqual({
      date: '2026-11-24',
      minute: 510,
      zone: '+07:00',
    });
  });
});
