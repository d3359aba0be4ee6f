import { describe, expect, it } from 'vitest';
import { governing, type AnchorDates, type VersionInLaw } from '../../engine/versions/governing.ts';
import { effectAfter, type VersionAct } from '../../engine/versions/effect.ts';

/** Which version governs: each rule of the choice is taken out of a copy of the versions, and the answer must change. */
const OLD: VersionInLaw = {
  version: 'old',
  publishedAt: '2024-12-20T00:00:00.000Z',
  effective: [{ from: '2024-12-30', to: '2026-07-01', openedBy: '175/2024/NĐ-CP', closedBy: '217/2026/NĐ-CP' }],
  manifest: { anchor: 'submitted' },
};
const NEW: VersionInLaw = {
  version: 'new',
  publishedAt: '2026-06-20T00:00:00.000Z',
  effective: [{ from: '2026-07-01', openedBy: '217/2026/NĐ-CP' }],
  manifest: { anchor: 'submitted' },
};
const received: VersionInLaw = { ...OLD, manifest: { anchor: 'received' } };
const clause: VersionInLaw = {
  ...received,
  manifest: {
    anchor: 'received',
    transition: { when: 'postmarked < date("2026-07-01")', basis: '216/2026/NĐ-CP#50.2' },
  },
};
const answer = (versions: readonly VersionInLaw[], dates: AnchorDates): string => {
  const found = governing(versions, dates);
  return found.governed ? found.version : found.reason;
};
const suspended: VersionInLaw = {
  ...OLD,
  effective: [
    { from: '2024-12-30', to: '2026-03-01', openedBy: '46/2026/NĐ-CP', closedBy: '09/2026/NQ-CP' },
    { from: '2026-04-16', openedBy: '09/2026/NQ-CP' },
  ],
};

describe('which version governs changes when the rule is taken out', () => {
  it.each<
    [
      rule: string,
      whole: VersionInLaw[],
      without: VersionInLaw[],
      dates: AnchorDates,
      governed: string,
      otherwise: string,
    ]
  >([
    [
      'an interval begins',
      [OLD, NEW],
      [OLD, { ...NEW, effective: [{ from: '2026-06-01', openedBy: '217/2026/NĐ-CP' }] }],
      { submitted: '2026-06-30', received: '2026-06-30' },
      'old',
      'new',
    ],
    [
      'an interval ends',
      [OLD],
      [{ ...OLD, effective: [{ from: '2024-12-30', openedBy: '175/2024/NĐ-CP' }] }],
      { submitted: '2026-07-01', received: '2026-07-01' },
      'ENDED',
      'old',
    ],
    [
      'an act is suspended',
      [suspended],
      [{ ...suspended, effective: [{ from: '2024-12-30', openedBy: '46/2026/NĐ-CP' }] }],
      { submitted: '2026-03-15', received: '2026-03-15' },
      'SUSPENDED',
      'old',
    ],
    [
      'the date of submission anchors',
      [OLD, NEW],
      [received, { ...NEW, manifest: { anchor: 'received' } }],
      { submitted: '2026-06-30', received: '2026-07-02' },
      'old',
      'new',
    ],
    [
      'a transition clause keeps what was posted before',
      [clause, { ...NEW, manifest: { anchor: 'received' } }],
      [received, { ...NEW, manifest: { anchor: 'received' } }],
      { postmarked: '2026-06-29', received: '2026-07-02' },
      'old',
      'new',
    ],
  ])('%s', (_, whole, without, dates, governed, otherwise) => {
    expect(answer(whole, dates)).toBe(governed);
    expect(answer(without, dates)).toBe(otherwise);
  });

  it('a legal act, entered, suspends the version; without it the version governs', () => {
    const act: VersionAct = { kind: 'SUSPEND', from: '2026-08-01', act: '09/2026/NQ-CP' };
    const after = effectAfter(NEW.effective, [act]);
    expect(after.ok).toBe(true);
    if (!after.ok) return;
    const dates = { submitted: '2026-08-02', received: '2026-08-02' };
    expect(answer([{ ...NEW, effective: after.effective }], dates)).not.toBe('new');
    expect(answer([NEW], dates)).toBe('new');
  });
});
