import type { ProcedureRule } from '../rule.ts';

/** Intervals of effect run forward and do not overlap: on every date at most one of them says that the version governs. */
export const effectiveIntervals: ProcedureRule = {
  id: 'effective-intervals',
  check({ manifest }, report) {
    const intervals = [...manifest.effective].sort((a, b) => (a.from < b.from ? -1 : 1));
    if (intervals.length === 0)
      report(
        'warning',
        undefined,
        {
          en: 'The version is never in force: it has no interval of effect.',
          vi: 'Phiên bản không bao giờ có hiệu lực: chưa có khoảng hiệu lực nào.',
        },
        {
          en: 'Say under effective from when it governs, and by which act.',
          vi: 'Khai tại effective: có hiệu lực từ ngày nào, theo văn bản nào.',
        },
      );
    intervals.forEach((interval, i) => {
      if (interval.to !== undefined && interval.to <= interval.from)
        report(
          'error',
          undefined,
          {
            en: `An interval of effect ends on ${interval.to}, not after it begins (${interval.from}).`,
            vi: `Khoảng hiệu lực kết thúc ngày ${interval.to}, không sau ngày bắt đầu (${interval.from}).`,
          },
          {
            en: 'The end is exclusive; correct the dates.',
            vi: 'Ngày kết thúc không tính vào khoảng hiệu lực; hãy sửa lại ngày.',
          },
        );
      const next = intervals[i + 1];
      if (next !== undefined && (interval.to === undefined || interval.to > next.from))
        report(
          'error',
          undefined,
          {
            en: `The interval of effect from ${interval.from} overlaps the one from ${next.from}.`,
            vi: `Khoảng hiệu lực từ ngày ${interval.from} chồng lên khoảng từ ngày ${next.from}.`,
          },
          {
            en: 'Close the earlier one, and name the act that closes it.',
            vi: 'Kết thúc khoảng trước và nêu văn bản làm hết hiệu lực.',
          },
        );
      if (interval.to !== undefined && interval.closedBy === undefined)
        report(
          'warning',
          undefined,
          {
            en: `Nothing is said to end the interval of effect on ${interval.to}.`,
            vi: `Chưa nêu văn bản làm hết hiệu lực từ ngày ${interval.to}.`,
          },
          { en: 'Name the act in closedBy.', vi: 'Nêu văn bản tại closedBy.' },
        );
    });
  },
};
