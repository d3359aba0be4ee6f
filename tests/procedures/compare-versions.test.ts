import { describe, expect, it } from 'vitest';
import { compareVersions, compileProcedure, type Difference } from '../../engine/index.ts';
import { readBundle } from '../../server/seed/read-bundle.ts';

async function version(path: string) {
  const files = await readBundle(`procedures/${path}`);
  const compiled = await compileProcedure(files);
  if (!compiled.ok) throw new Error(`${path} does not compile`);
  return { files, procedure: compiled.procedure };
}

describe('the house permit before and after 1/7/2026, in words', () => {
  const compare = async (): Promise<readonly Difference[]> =>
    compareVersions(await version('1.013225-house-permit/2024-12'), await version('1.013225-house-permit/2026-07'))
      .differences;
  const about = (differences: readonly Difference[], area: Difference['area']) =>
    differences.filter((difference) => difference.area === area);

  it('leads with the limit and the article behind it', async () => {
    const [first, ...others] = await compare();
    expect(first).toEqual({
      area: 'limit',
      kind: 'changed',
      subject: 'clock',
      property: 'limit',
      old: { vi: '15 ngày', en: '15 calendar day(s)' },
      new: { vi: '7 ngày làm việc', en: '7 working day(s)' },
      basis: '217/2026/NĐ-CP#54.1.b',
      text: {
        vi: 'Thời hạn giải quyết: 15 ngày → 7 ngày làm việc (217/2026/NĐ-CP Điều 54.1.b)',
        en: 'Time limit: 15 calendar day(s) → 7 working day(s) (217/2026/NĐ-CP Art. 54.1.b)',
      },
    });
    expect(about(others, 'limit').map(({ text }) => text.vi)).toEqual([
      'Khi yêu cầu bổ sung, đồng hồ: tính lại từ đầu → vẫn chạy (217/2026/NĐ-CP Điều 55)',
      'Thời hạn người nộp bổ sung: 15 ngày → 2 ngày làm việc (217/2026/NĐ-CP Điều 55)',
      'Thời hạn thông báo bổ sung: không có → 3 ngày làm việc (217/2026/NĐ-CP Điều 55)',
    ]);
  });

  it('names the steps whose hours have changed, so that both diagrams can show them', async () => {
    const hours = about(await compare(), 'process').filter(({ property }) => property === 'timeLimit');
    expect(hours.map(({ elementId, old, new: now }) => [elementId, old?.vi, now?.vi])).toEqual([
      ['ThamDinh', '32 giờ làm việc', '16 giờ làm việc'],
      ['KyTuChoi', '4 giờ làm việc', '2 giờ làm việc'],
      ['DuThao', '12 giờ làm việc', '8 giờ làm việc'],
      ['SoatXet', '6 giờ làm việc', '4 giờ làm việc'],
      ['KyGiayPhep', '4 giờ làm việc', '2 giờ làm việc'],
    ]);
  });

  it('says everything in both languages, and nothing twice', async () => {
    const differences = await compare();
    for (const { text } of differences) for (const words of [text.vi, text.en]) expect(words).toMatch(/\S{2,}/);
    expect(new Set(differences.map(({ text }) => text.vi)).size).toBe(differences.length);
    expect(differences.filter(({ property }) => property === 'other')).toEqual([]);
  });

  it('finds every area in which the versions of a birth registration differ', async () => {
    const { differences } = compareVersions(
      await version('1.001193-birth/2025-07'),
      await version('1.001193-birth/2027-03'),
    );
    expect(differences.map(({ area }) => area)).toContain('effect');
    expect(differences.every(({ text }) => text.en !== '')).toBe(true);
  });
});
