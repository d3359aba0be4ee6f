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
        'The version is never in force: it has no interval of effect.',
        'Say under effective from when it governs, and by which act.',
      );
    intervals.forEach((interval, i) => {
      if (interval.to !== undefined && interval.to <= interval.from)
        report(
          'error',
          undefined,
          `An interval of effect ends on ${interval.to}, not after it begins (${interval.from}).`,
          'The end is exclusive; correct the dates.',
        );
      const next = intervals[i + 1];
      if (next !== undefined && (interval.to === undefined || interval.to > next.from))
        report(
          'error',
          undefined,
          `The interval of effect from ${interval.from} overlaps the one from ${next.from}.`,
          'Close the earlier one, and name the act that closes it.',
        );
      if (interval.to !== undefined && interval.closedBy === undefined)
        report(
          'warning',
          undefined,
          `Nothing is said to end the interval of effect on ${interval.to}.`,
          'Name the act in closedBy.',
        );
    });
  },
};
