import { describe, expect, it } from 'vitest';
import { calendarKnownAt, decisionInstants, type CalendarDecision, type CalendarSource } from './calendar-source.ts';
import { dueAtOnly } from './due-date.ts';

const OFFICE = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const EARLY = [
  { from: '07:00', to: '11:30' },
  { from: '13:30', to: '17:00' },
];
const WEEK = { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE };

function decision(id: string, more: Partial<CalendarDecision>): CalendarDecision {
  return {
    id,
    act: id,
    title: { vi: id },
    decidedAt: '2026-01-01',
    status: 'official',
    scope: { kind: 'nation' },
    days: [],
    ...more,
  };
}

function source(...decisions: readonly CalendarDecision[]): CalendarSource {
  return { id: 'test', name: { vi: 'thử' }, timeZone: 'Asia/Ho_Chi_Minh', sampleData: true, week: WEEK, decisions };
}

const off = (date: string) => ({ date, kind: 'holiday', name: { vi: `nghỉ ${date}` } }) as const;
const LATER = '2026-06-01T00:00:00Z';

describe('calendarKnownAt', () => {
  it('knows a decision from the first minute of the local day on which it was taken', () => {
    const swap = source(decision('swap', { decidedAt: '2026-03-10', days: [off('2026-03-16')] }));
    expect(calendarKnownAt(swap, '2026-03-09T16:59:59.999Z').exceptions).toEqual({});
    expect(calendarKnownAt(swap, '2026-03-09T17:00:00.000Z').exceptions['2026-03-16']).toMatchObject({
      kind: 'holiday',
      sessions: [],
      decidedBy: 'swap',
      decidedAt: '2026-03-10',
      status: 'official',
    });
  });

  it('takes an instant of decision as it stands', () => {
    const swap = source(decision('swap', { decidedAt: '2026-03-10T15:00:00+07:00', days: [off('2026-03-16')] }));
    expect(Object.keys(calendarKnownAt(swap, '2026-03-10T07:59:00Z').exceptions)).toEqual([]);
    expect(Object.keys(calendarKnownAt(swap, '2026-03-10T08:00:00Z').exceptions)).toEqual(['2026-03-16']);
  });

  it('lets a later decision prevail, and an ordinary day take one back', () => {
    const first = decision('first', { decidedAt: '2026-01-01', days: [off('2026-03-16'), off('2026-03-17')] });
    const second = decision('second', {
      decidedAt: '2026-02-01',
      days: [
        { date: '2026-03-16', kind: 'ordinary' },
        { ...off('2026-03-17'), name: { vi: 'tên mới' } },
      ],
    });
    // The order of the file does not matter.
    const { exceptions } = calendarKnownAt(source(second, first), LATER);
    expect(Object.keys(exceptions)).toEqual(['2026-03-17']);
    expect(exceptions['2026-03-17']).toMatchObject({ decidedBy: 'second', name: { vi: 'tên mới' } });
  });

  it('lets an official day prevail over a provisional one that was noted later', () => {
    const official = decision('official', { decidedAt: '2026-01-01', days: [off('2026-03-16')] });
    const outlook = decision('outlook', {
      decidedAt: '2026-02-01',
      status: 'provisional',
      days: [off('2026-03-16'), off('2026-03-17')],
    });
    const { exceptions } = calendarKnownAt(source(official, outlook), LATER);
    expect(exceptions['2026-03-16']?.status).toBe('official');
    expect(exceptions['2026-03-17']?.status).toBe('provisional');
  });

  it('lets a narrower scope prevail, and leaves other places out', () => {
    const nation = decision('nation', { decidedAt: '2026-02-01', days: [off('2026-03-16')] });
    const province = decision('province', {
      scope: { kind: 'province', id: 'H44' },
      days: [{ date: '2026-03-16', kind: 'ordinary' }, off('2026-03-18')],
    });
    const agency = decision('agency', { scope: { kind: 'agency', id: 'H44.31' }, days: [off('2026-03-19')] });
    const all = source(agency, province, nation);
    expect(Object.keys(calendarKnownAt(all, LATER).exceptions)).toEqual(['2026-03-16']);
    expect(Object.keys(calendarKnownAt(all, LATER, { province: 'H44' }).exceptions)).toEqual(['2026-03-18']);
    expect(calendarKnownAt(all, LATER, { province: 'H44', agency: 'H44.31' })).toMatchObject({
      id: 'test/H44/H44.31',
      exceptions: { '2026-03-18': {}, '2026-03-19': {} },
    });
    expect(Object.keys(calendarKnownAt(all, LATER, { province: 'H01' }).exceptions)).toEqual(['2026-03-16']);
  });

  it('works a make-up day in the sessions of the weekday that it replaces, as the place has them', () => {
    const swap = decision('swap', {
      days: [
        off('2026-03-16'),
        { date: '2026-03-21', kind: 'make-up', replaces: '2026-03-16', name: { vi: 'làm bù' } },
      ],
    });
    const hours = decision('hours', { scope: { kind: 'province', id: 'H44' }, week: { 1: EARLY } });
    expect(calendarKnownAt(source(swap, hours), LATER).exceptions['2026-03-21']?.sessions).toEqual(OFFICE);
    const place = calendarKnownAt(source(swap, hours), LATER, { province: 'H44' });
    expect(place.exceptions['2026-03-21']?.sessions).toEqual(EARLY);
    expect(dueAtOnly('2026-03-20T02:00:00Z', { value: 1, unit: 'WORKING_DAY' }, place)).toBe(
      '2026-03-21T10:00:00.000Z',
    );
  });

  it('knows how far anything has been decided', () => {
    expect(calendarKnownAt(source(decision('a', { days: [off('2026-03-16')] })), LATER).horizon).toBe('2026-12-31');
    expect(calendarKnownAt(source(), LATER).horizon).toBeUndefined();
  });

  it('refuses a day that does not exist', () => {
    expect(() => calendarKnownAt(source(decision('a', { days: [off('2026-02-30')] })), LATER)).toThrow('is not a date');
  });
});

describe('decisionInstants', () => {
  it('lists when knowledge changes for a place, once each, in order', () => {
    const all = source(
      decision('b', { decidedAt: '2026-02-01' }),
      decision('a', { decidedAt: '2026-01-01' }),
      decision('c', { decidedAt: '2026-02-01' }),
      decision('d', { decidedAt: '2026-03-01', scope: { kind: 'province', id: 'H44' } }),
    );
    expect(decisionInstants(all)).toEqual(['2025-12-31T17:00:00.000Z', '2026-01-31T17:00:00.000Z']);
    expect(decisionInstants(all, { province: 'H44' })).toHaveLength(3);
  });
});
