import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Duration } from '../model/statute.ts';
import type { Calendar, CalendarException, Session } from './calendar.ts';
import { dueAtOnly, dueDate, effectiveStart, workingMinutes } from './due-date.ts';
import { dateOf, dayOf } from './local-date.ts';
import { workingMinutesIn } from './reckon.ts';

const OFFICE: readonly Session[] = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];

function calendarOf(
  timeZone: string,
  exceptions: Readonly<Record<string, CalendarException>> = {},
  sessions = OFFICE,
): Calendar {
  return {
    id: 'test',
    timeZone,
    week: { 1: sessions, 2: sessions, 3: sessions, 4: sessions, 5: sessions },
    exceptions,
  };
}

const HANOI = calendarOf('Asia/Ho_Chi_Minh');

// --- arbitraries ---------------------------------------------------------------------------------------------------------

const instants = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 })
  .map((minute) => new Date(minute * 60_000).toISOString());

const FIRST_DAY = dayOf('2025-01-01');
const exceptions = fc
  .array(
    fc.record({
      day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 800 }),
      kind: fc.constantFrom<CalendarException['kind']>('holiday', 'make-up'),
      status: fc.constantFrom<CalendarException['status']>('official', 'provisional'),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    Object.fromEntries(
      list.map(
        ({ day, kind, status }) =>
          [
            dateOf(day),
            {
              kind,
              status,
              sessions: kind === 'holiday' ? [] : OFFICE,
              name: { vi: 'ngày thử' },
              decidedBy: 'thử',
              decidedAt: '2024-01-01',
            },
          ] as const,
      ),
    ),
  );

/** Zones without and with changes of clocks, on both hemispheres, one with half-hour changes. */
const zones = fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC');
const sessions = fc.constantFrom<readonly Session[]>(
  OFFICE,
  [
    { from: '07:30', to: '11:30' },
    { from: '13:30', to: '17:00' },
  ],
  [{ from: '00:00', to: '24:00' }],
  [{ from: '22:00', to: '24:00' }],
);
const calendars = fc.tuple(zones, exceptions, sessions).map(([zone, days, hours]) => calendarOf(zone, days, hours));

const cutoffs = fc.option(
  fc.record({
    at: fc.constantFrom('11:30', '15:00', '17:00'),
    effect: fc.constantFrom<NonNullable<ClockRules['cutoff']>['effect']>('RECEIVED_NEXT_DAY', 'COUNT_FROM_NEXT_DAY'),
  }),
  { nil: undefined },
);
const workingLimits = fc.oneof(
  fc.integer({ min: 1, max: 160 }).map((quarters): Duration => ({ value: quarters / 4, unit: 'WORKING_DAY' })),
  fc.integer({ min: 1, max: 600 }).map((halves): Duration => ({ value: halves / 2, unit: 'WORKING_HOUR' })),
);
const limits = fc.oneof(
  workingLimits,
  fc.constant<Duration>({ value: 0, unit: 'WORKING_DAY' }),
  fc.integer({ min: 1, max: 90 }).map((value): Duration => ({ value, unit: 'CALENDAR_DAY' })),
  fc.integer({ min: 1, max: 12 }).map((value): Duration => ({ value, unit: 'MONTH' })),
);

/** The calendar's own view of a local date, written down independently of the layout. */
function isDayOff(calendar: Calendar, date: string): boolean {
  const weekday = String(new Date(`${date}T00:00:00Z`).getUTCDay() || 7);
  return (calendar.exceptions[date]?.sessions ?? calendar.week[weekday] ?? []).length === 0;
}

/** Working minutes counted one by one with Intl: slow, and knows nothing of our layout. */
function countMinutes(from: string, to: string, calendar: Calendar): number {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: calendar.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  let minutes = 0;
  for (let ms = Date.parse(from); ms < Date.parse(to); ms += 60_000) {
    const [date = '', time = ''] = local.format(ms).split(' ');
    const weekday = String(new Date(`${date}T00:00:00Z`).getUTCDay() || 7);
    const today = calendar.exceptions[date]?.sessions ?? calendar.week[weekday] ?? [];
    if (today.some((session) => session.from <= time && time < session.to)) minutes++;
  }
  return minutes;
}

const localDateOf = (instant: string, calendar: Calendar): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: calendar.timeZone, dateStyle: 'short' }).format(Date.parse(instant));

// --- laws ------------------------------------------------------------------------------------------------------------------

describe('dueDate', () => {
  it('never falls on a day off and never lies before receipt', () => {
    fc.assert(
      fc.property(instants, limits, calendars, cutoffs, (from, limit, calendar, cutoff) => {
        const { dueAt } = dueDate(from, limit, calendar, cutoff);
        const lastMinute = new Date(Date.parse(dueAt) - 60_000).toISOString();
        expect(isDayOff(calendar, localDateOf(lastMinute, calendar))).toBe(false);
        expect(Date.parse(dueAt)).toBeGreaterThan(Date.parse(from));
      }),
      { numRuns: 600 },
    );
  });

  it('is monotone in the moment of receipt', () => {
    fc.assert(
      fc.property(instants, instants, limits, calendars, cutoffs, (a, b, limit, calendar, cutoff) => {
        const [earlier, later] = a <= b ? [a, b] : [b, a];
        expect(dueAtOnly(earlier, limit, calendar, cutoff) <= dueAtOnly(later, limit, calendar, cutoff)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('is monotone in the length of the limit, fractions of days included', () => {
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom<Duration['unit']>('WORKING_DAY', 'WORKING_HOUR'),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        calendars,
        cutoffs,
        (from, unit, a, b, calendar, cutoff) => {
          const [short, long] = a <= b ? [a, b] : [b, a];
          expect(
            dueAtOnly(from, { value: short / 8, unit }, calendar, cutoff) <=
              dueAtOnly(from, { value: long / 8, unit }, calendar, cutoff),
          ).toBe(true);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('adds hours: a limit in two parts ends where the whole ends', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        calendars,
        (from, a, b, calendar) => {
          const hours = (minutes: number): Duration => ({ value: minutes / 60, unit: 'WORKING_HOUR' });
          expect(dueAtOnly(dueAtOnly(from, hours(a), calendar), hours(b), calendar)).toBe(
            dueAtOnly(from, hours(a + b), calendar),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('leaves exactly the working time of an hour limit between receipt and due date', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 3000 }), calendars, (from, minutes, calendar) => {
        const dueAt = dueAtOnly(from, { value: minutes / 60, unit: 'WORKING_HOUR' }, calendar);
        expect(workingMinutes(from, dueAt, calendar)).toBe(minutes);
      }),
      { numRuns: 400 },
    );
  });

  it('counts whole days one by one', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 40 }), calendars, (from, value, calendar) => {
        let date = localDateOf(from, calendar);
        for (let left = value; left > 0;) {
          date = dateOf(dayOf(date) + 1);
          if (!isDayOff(calendar, date)) left--;
        }
        const { dueAt } = dueDate(from, { value, unit: 'WORKING_DAY' }, calendar);
        expect(localDateOf(new Date(Date.parse(dueAt) - 60_000).toISOString(), calendar)).toBe(date);
      }),
      { numRuns: 400 },
    );
  });

  it('explains every minute of a working limit, each day once and in order', () => {
    fc.assert(
      fc.property(instants, workingLimits, calendars, cutoffs, (from, limit, calendar, cutoff) => {
        const { explanation } = dueDate(from, limit, calendar, cutoff);
        expect(explanation.reduce((sum, line) => sum + (line.minutes ?? 0), 0)).toBe(workingMinutesIn(limit));
        const dates = explanation.slice(0, -1).map((line) => line.date ?? '');
        expect(dates).toEqual([...new Set(dates)].sort());
        const span = dayOf(dates.at(-1) ?? '') - dayOf(dates[0] ?? '') + 1;
        expect(dates).toHaveLength(span);
        expect(explanation.every((line) => line.text.vi !== '' && line.text.en !== '')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('says the same with and without explanation', () => {
    fc.assert(
      fc.property(instants, limits, calendars, cutoffs, (from, limit, calendar, cutoff) => {
        expect(dueAtOnly(from, limit, calendar, cutoff)).toBe(dueDate(from, limit, calendar, cutoff).dueAt);
      }),
    );
  });

  it('is provisional exactly when a provisional day lies between receipt and due date', () => {
    fc.assert(
      fc.property(instants, limits, calendars, (from, limit, calendar) => {
        const { dueAt, provisional } = dueDate(from, limit, calendar);
        const first = localDateOf(from, calendar);
        const last = localDateOf(new Date(Date.parse(dueAt) - 60_000).toISOString(), calendar);
        const crossed = Object.entries(calendar.exceptions).some(
          ([date, { status }]) => status === 'provisional' && first <= date && date <= last,
        );
        expect(provisional).toBe(crossed);
      }),
    );
  });
});

describe('workingMinutes', () => {
  it('agrees with counting minute by minute, through changes of clocks', () => {
    const nearChange = fc.constantFrom(
      '2025-03-29T00:00:00.000Z',
      '2025-10-25T00:00:00.000Z',
      '2025-03-08T00:00:00.000Z',
      '2025-11-01T00:00:00.000Z',
      '2025-04-05T00:00:00.000Z',
    );
    fc.assert(
      fc.property(
        nearChange,
        fc.integer({ min: 0, max: 2880 }),
        fc.integer({ min: 0, max: 2880 }),
        calendars,
        (base, a, b, calendar) => {
          const from = new Date(Date.parse(base) + Math.min(a, b) * 60_000).toISOString();
          const to = new Date(Date.parse(base) + Math.max(a, b) * 60_000).toISOString();
          expect(workingMinutes(from, to, calendar)).toBe(countMinutes(from, to, calendar));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is additive and turns its sign', () => {
    fc.assert(
      fc.property(instants, instants, instants, calendars, (a, b, c, calendar) => {
        expect(workingMinutes(a, b, calendar) + workingMinutes(b, c, calendar)).toBe(workingMinutes(a, c, calendar));
        expect(workingMinutes(b, a, calendar) + workingMinutes(a, b, calendar)).toBe(0);
      }),
    );
  });
});

// --- readings ----------------------------------------------------------------------------------------------------------------

describe('readings of the law', () => {
  const at = (local: string): string => new Date(`${local}:00+07:00`).toISOString();
  const due = (from: string, value: number, unit: Duration['unit'], cutoff?: ClockRules['cutoff']): string =>
    dueDate(at(from), { value, unit }, HANOI, cutoff).dueAt;

  it.each<[string, number, Duration['unit'], string]>([
    // A part of a day after whole days is worked off on the next day; less than a day is hours from the moment.
    ['2026-03-02T09:00', 3.5, 'WORKING_DAY', '2026-03-06T12:00'],
    ['2026-03-02T09:00', 4.5, 'WORKING_DAY', '2026-03-09T12:00'],
    ['2026-03-02T09:00', 0.25, 'WORKING_DAY', '2026-03-02T11:00'],
    ['2026-03-02T16:00', 0.5, 'WORKING_DAY', '2026-03-03T11:00'],
    // Within the day; after closing, within the next working day.
    ['2026-03-06T09:00', 0, 'WORKING_DAY', '2026-03-06T17:00'],
    ['2026-03-06T17:30', 0, 'WORKING_DAY', '2026-03-09T17:00'],
    // Received on a day off, without a cut-off rule: that day is not counted, Monday is the first.
    ['2026-03-07T10:00', 3, 'WORKING_DAY', '2026-03-11T17:00'],
    ['2026-03-02T09:00', 15, 'CALENDAR_DAY', '2026-03-17T17:00'],
    ['2026-03-06T09:00', 15, 'CALENDAR_DAY', '2026-03-23T17:00'],
    ['2026-01-30T09:00', 1, 'MONTH', '2026-03-02T17:00'],
    ['2026-01-31T09:00', 3, 'MONTH', '2026-04-30T17:00'],
  ])('%s + %d %s = %s', (from, value, unit, expected) => {
    expect(due(from, value, unit)).toBe(at(expected));
  });

  it('takes a cut-off strictly, and reads a day off as after the cut-off', () => {
    const cutoff: ClockRules['cutoff'] = { at: '17:00', effect: 'RECEIVED_NEXT_DAY' };
    expect(due('2026-03-06T17:00', 3, 'WORKING_DAY', cutoff)).toBe(at('2026-03-11T17:00'));
    expect(due('2026-03-06T17:01', 3, 'WORKING_DAY', cutoff)).toBe(at('2026-03-12T17:00'));
    expect(due('2026-03-07T09:00', 3, 'WORKING_DAY', cutoff)).toBe(at('2026-03-12T17:00'));
    expect(due('2026-03-07T09:00', 3, 'WORKING_DAY', { ...cutoff, effect: 'COUNT_FROM_NEXT_DAY' })).toBe(
      at('2026-03-11T17:00'),
    );
    expect(effectiveStart(at('2026-03-07T09:00'), HANOI, cutoff)).toBe(at('2026-03-09T08:00'));
    expect(effectiveStart(at('2026-03-06T09:00'), HANOI, cutoff)).toBe(at('2026-03-06T09:00'));
  });

  it('ends a citizen’s limit at 24:00 when asked to', () => {
    expect(
      dueDate(at('2026-03-02T09:00'), { value: 4, unit: 'CALENDAR_DAY' }, HANOI, undefined, 'MIDNIGHT').dueAt,
    ).toBe(at('2026-03-07T00:00'));
  });

  it('reaches further than the first layout', () => {
    expect(due('2026-03-02T09:00', 1000, 'WORKING_DAY')).toBe(at('2029-12-31T17:00'));
    expect(workingMinutes(at('1999-01-04T08:00'), at('1999-01-04T17:00'), HANOI)).toBe(480);
    expect(due('2026-03-02T09:00', 3, 'WORKING_DAY')).toBe(at('2026-03-05T17:00'));
  });
});

describe('what is refused', () => {
  it.each<[string, Duration]>([
    ['a negative limit', { value: -1, unit: 'WORKING_DAY' }],
    ['no hours', { value: 0, unit: 'WORKING_HOUR' }],
    ['a fraction of a calendar day', { value: 1.5, unit: 'CALENDAR_DAY' }],
    ['a fraction of a month', { value: 0.5, unit: 'MONTH' }],
    ['a number that is none', { value: NaN, unit: 'WORKING_DAY' }],
  ])('%s', (_, limit) => {
    expect(() => dueDate('2026-03-02T02:00:00.000Z', limit, HANOI)).toThrow(RangeError);
  });

  it('an instant without an offset, which would read the host’s zone', () => {
    expect(() => dueDate('2026-03-02T02:00:00', { value: 1, unit: 'WORKING_DAY' }, HANOI)).toThrow('is not an instant');
  });

  it('a calendar without working time, or with sessions that overlap', () => {
    const from = '2026-03-02T02:00:00.000Z';
    expect(() => dueDate(from, { value: 1, unit: 'WORKING_DAY' }, { ...HANOI, week: {} })).toThrow('no working time');
    expect(() =>
      dueDate(
        from,
        { value: 1, unit: 'WORKING_DAY' },
        calendarOf('UTC', {}, [
          { from: '08:00', to: '12:00' },
          { from: '11:00', to: '17:00' },
        ]),
      ),
    ).toThrow('out of order');
  });
});
