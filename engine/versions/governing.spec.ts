import { describe, expect, it } from 'vitest';
import { governing, type AnchorDates, type VersionInLaw } from './governing.ts';

const OLD: VersionInLaw = {
  version: '2024-12',
  publishedAt: '2024-12-20T00:00:00.000Z',
  effective: [{ from: '2024-12-30', to: '2026-07-01', openedBy: '175/2024/NĐ-CP', closedBy: '217/2026/NĐ-CP' }],
  manifest: { anchor: 'submitted' },
};
const NEW: VersionInLaw = {
  version: '2026-07',
  publishedAt: '2026-06-20T00:00:00.000Z',
  effective: [{ from: '2026-07-01', openedBy: '217/2026/NĐ-CP' }],
  manifest: { anchor: 'submitted' },
};
const chosen = (versions: readonly VersionInLaw[], dates: AnchorDates) => {
  const answer = governing(versions, dates);
  return answer.governed ? `${answer.version} by ${answer.by}` : answer.reason;
};

describe('governing: the date of submission chooses (house permit, 217/2026/NĐ-CP)', () => {
  it.each([
    ['submitted on the last day of the old rules, received under the new', '2026-06-30', '2026-07-01', '2024-12'],
    ['submitted on the first day of the new rules', '2026-07-01', '2026-07-01', '2026-07'],
    ['submitted on the first day of the old rules', '2024-12-30', '2024-12-30', '2024-12'],
  ])('%s', (_, submitted, received, version) => {
    expect(chosen([OLD, NEW], { submitted, received })).toBe(`${version} by INTERVAL`);
    // The order in which versions are listed decides nothing.
    expect(chosen([NEW, OLD], { submitted, received })).toBe(`${version} by INTERVAL`);
  });

  it('says why, for and against, in both languages', () => {
    expect(governing([OLD, NEW], { submitted: '2026-06-30', received: '2026-07-02' }).because).toEqual([
      {
        vi: 'Áp dụng phiên bản 2024-12: ngày nộp 30/06/2026 nằm trong thời gian phiên bản có hiệu lực từ 30/12/2024 theo 175/2024/NĐ-CP, đến trước 01/07/2026 theo 217/2026/NĐ-CP.',
        en: 'Version 2024-12 applies: the date of submission 2026-06-30 lies in the time in which the version is in force from 2024-12-30 by 175/2024/NĐ-CP, until before 2026-07-01 by 217/2026/NĐ-CP.',
      },
      {
        vi: 'Không áp dụng phiên bản 2026-07: ngày nộp 30/06/2026, phiên bản có hiệu lực từ 01/07/2026 (217/2026/NĐ-CP).',
        en: 'Version 2026-07 does not apply: the date of submission 2026-06-30, and it comes into force on 2026-07-01 (217/2026/NĐ-CP).',
      },
    ]);
  });

  it('takes receipt for a submission that was not noted, and says so', () => {
    expect(governing([OLD, NEW], { received: '2026-07-01' }).because[0]?.vi).toContain(
      'ngày tiếp nhận 01/07/2026 (thay cho ngày nộp, chưa biết)',
    );
  });
});

describe('governing: a transition clause (criminal record, received or postmarked before 1/7/2026)', () => {
  const kept: VersionInLaw = {
    ...OLD,
    manifest: {
      anchor: 'received',
      transition: {
        when: 'received < date("2026-07-01") or postmarked < date("2026-07-01")',
        text: { vi: 'hồ sơ nhận hoặc gửi bưu điện trước ngày 01/07/2026' },
        basis: '216/2026/NĐ-CP#50.2',
      },
    },
  };
  const next: VersionInLaw = { ...NEW, manifest: { anchor: 'received' } };

  it('keeps what was posted in time and came late', () => {
    expect(chosen([kept, next], { received: '2026-07-03', postmarked: '2026-06-30' })).toBe('2024-12 by TRANSITION');
    expect(chosen([kept, next], { received: '2026-07-03', postmarked: '2026-07-01' })).toBe('2026-07 by INTERVAL');
    expect(chosen([kept, next], { received: '2026-07-01' })).toBe('2026-07 by INTERVAL');
  });

  it('cites the clause', () => {
    const answer = governing([kept, next], { received: '2026-07-03', postmarked: '2026-06-30' });
    expect(answer.because[0]?.vi).toBe(
      'Áp dụng phiên bản 2024-12 theo quy định chuyển tiếp: hồ sơ nhận hoặc gửi bưu điện trước ngày 01/07/2026 (216/2026/NĐ-CP Điều 50.2).',
    );
  });
});

describe('governing: when no version does', () => {
  const suspended: VersionInLaw = {
    version: '2026-01',
    publishedAt: '2026-01-20T00:00:00.000Z',
    effective: [
      { from: '2026-01-26', to: '2026-02-04', openedBy: '46/2026/NĐ-CP', closedBy: '09/2026/NQ-CP' },
      { from: '2026-04-16', openedBy: '09/2026/NQ-CP' },
    ],
  };

  it.each([
    ['2026-01-25', 'NOT_YET'],
    ['2026-01-26', '2026-01 by INTERVAL'],
    ['2026-02-03', '2026-01 by INTERVAL'],
    ['2026-02-04', 'SUSPENDED'],
    ['2026-04-15', 'SUSPENDED'],
    ['2026-04-16', '2026-01 by INTERVAL'],
  ])('suspended between two intervals: on %s %s', (received, answer) => {
    expect(chosen([suspended], { received })).toBe(answer);
  });

  it('names the acts that took it out of force and will bring it back', () => {
    const { because } = governing([suspended], { received: '2026-03-01' });
    expect(because[0]?.en).toMatch(/the version is suspended/);
    expect(because[1]?.en).toContain('from 2026-02-04 (09/2026/NQ-CP) until before 2026-04-16 (09/2026/NQ-CP)');
  });

  it('tells a gap between two versions from the time before and after all', () => {
    const late = { ...NEW, effective: [{ from: '2026-08-01', openedBy: '217/2026/NĐ-CP' }] };
    expect(chosen([OLD, late], { received: '2026-07-15' })).toBe('GAP');
    expect(chosen([OLD, late], { received: '2024-12-29' })).toBe('NOT_YET');
    expect(chosen([OLD], { received: '2026-07-01' })).toBe('ENDED');
    expect(chosen([], { received: '2026-07-01' })).toBe('NO_VERSION');
  });

  it('lets the version that was published later speak where two anchors both claim the case', () => {
    const byReceipt = { ...NEW, manifest: { anchor: 'received' } as const };
    expect(chosen([OLD, byReceipt], { submitted: '2026-06-30', received: '2026-07-01' })).toBe('2026-07 by INTERVAL');
  });
});
