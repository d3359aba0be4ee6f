import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EffectiveInterval } from '../model/procedure-manifest.ts';
import { effectAfter, holds, type VersionAct } from './effect.ts';

const OPEN: readonly EffectiveInterval[] = [{ from: '2026-01-26', openedBy: '46/2026/NĐ-CP' }];
const suspension: VersionAct = { kind: 'SUSPEND', from: '2026-02-04', act: '09/2026/NQ-CP' };

const effective = (published: readonly EffectiveInterval[], ...acts: readonly VersionAct[]) => {
  const effect = effectAfter(published, acts);
  return effect.ok ? effect.effective : effect.reason;
};

describe('effectAfter', () => {
  it('closes the interval on the day of the suspension and opens another on the day of the return', () => {
    const back: VersionAct = { kind: 'REINSTATE', from: '2026-04-16', act: '09/2026/NQ-CP' };
    expect(effective(OPEN, suspension, back)).toEqual([
      { from: '2026-01-26', to: '2026-02-04', openedBy: '46/2026/NĐ-CP', closedBy: '09/2026/NQ-CP' },
      { from: '2026-04-16', openedBy: '09/2026/NQ-CP' },
    ]);
  });

  it('gives a suspended interval the end back that it had', () => {
    const bounded: EffectiveInterval[] = [{ from: '2025-07-01', to: '2027-03-01', openedBy: 'A', closedBy: 'B' }];
    expect(
      effective(
        bounded,
        { kind: 'SUSPEND', from: '2026-05-01', act: 'S' },
        { kind: 'REINSTATE', from: '2026-06-01', act: 'R' },
      ),
    ).toEqual([
      { from: '2025-07-01', to: '2026-05-01', openedBy: 'A', closedBy: 'S' },
      { from: '2026-06-01', to: '2027-03-01', openedBy: 'R', closedBy: 'B' },
    ]);
  });

  it('suspends what is still to come, whole', () => {
    const coming: EffectiveInterval[] = [{ from: '2027-03-01', openedBy: '03/2026/QH16' }];
    const before: VersionAct = { kind: 'SUSPEND', from: '2027-01-01', act: 'S' };
    expect(effective(coming, before)).toEqual([]);
    expect(effective(coming, before, { kind: 'REINSTATE', from: '2027-02-01', act: 'R' })).toEqual(coming);
  });

  it('ends for good by repeal, in force or suspended', () => {
    const repeal: VersionAct = { kind: 'REPEAL', from: '2026-07-01', act: 'X' };
    expect(effective(OPEN, repeal)).toEqual([
      { from: '2026-01-26', to: '2026-07-01', openedBy: '46/2026/NĐ-CP', closedBy: 'X' },
    ]);
    expect(effective(OPEN, suspension, repeal)).toEqual([
      { from: '2026-01-26', to: '2026-02-04', openedBy: '46/2026/NĐ-CP', closedBy: '09/2026/NQ-CP' },
    ]);
  });

  it('hands the rest of one interval on and leaves the others', () => {
    const two: EffectiveInterval[] = [
      { from: '2026-01-01', to: '2026-02-01', openedBy: 'A', closedBy: 'B' },
      { from: '2026-03-01', openedBy: 'C' },
    ];
    expect(effective(two, { kind: 'SUCCEED', from: '2026-04-01', act: 'N', by: '2026-04' })).toEqual([
      { from: '2026-01-01', to: '2026-02-01', openedBy: 'A', closedBy: 'B' },
      { from: '2026-03-01', to: '2026-04-01', openedBy: 'C', closedBy: 'N' },
    ]);
    expect(effective(two, { kind: 'SUCCEED', from: '2026-03-01', act: 'N', by: '2026-04' })).toHaveLength(1);
  });

  it.each<[string, readonly VersionAct[], string]>([
    ['a suspension of what is suspended', [suspension, { ...suspension, from: '2026-03-01' }], 'NOTHING_IN_FORCE'],
    ['a return of what is in force', [{ kind: 'REINSTATE', from: '2026-03-01', act: 'R' }], 'NOTHING_SUSPENDED'],
    [
      'a return before the suspension',
      [suspension, { kind: 'REINSTATE', from: '2026-02-03', act: 'R' }],
      'BEFORE_SUSPENSION',
    ],
  ])('refuses %s', (_, acts, reason) => {
    expect(effective(OPEN, ...acts)).toBe(reason);
  });

  it('never governs on a date between suspension and return, always as before on every other', () => {
    const day = fc
      .integer({ min: 0, max: 1000 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.tuple(day, day, day).map((days) => [...days].sort()),
        day,
        ([from, s, r], date) => {
          if (from === undefined || s === undefined || r === undefined) return;
          const published: EffectiveInterval[] = [{ from, openedBy: 'A' }];
          const after = effectAfter(published, [
            { kind: 'SUSPEND', from: s, act: 'S' },
            { kind: 'REINSTATE', from: r, act: 'R' },
          ]);
          expect(after.ok).toBe(true);
          const governs = after.ok && after.effective.some((interval) => holds(interval, date));
          expect(governs).toBe(date >= from && (date < s || date >= r));
        },
      ),
    );
  });
});
