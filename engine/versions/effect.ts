import type { EffectiveInterval } from '../model/procedure-manifest.ts';

/**
 * When a version governs: intervals of local dates, each opened and closed by a legal act. A version is published with the
 * intervals of its manifest; what later acts do to them is folded over these, in the order in which the acts were entered.
 *
 * - `SUSPEND`: nothing is governed from the date on; what was left of the intervals is put aside.
 * - `REINSTATE`: what was put aside is in force again from the date on, with the ends that it had.
 * - `REPEAL`: nothing is governed from the date on, for good.
 * - `SUCCEED`: another version takes over the rest of the interval that holds the date.
 *
 * Decree 46/2026/NĐ-CP, in force and then suspended by Resolution 09/2026/NQ-CP until 16/4/2026, is the case in point.
 */
export type VersionAct = {
  /** First local date of what the act does. */
  readonly from: string;
  /** The act, as it is cited. */
  readonly act: string;
} & (
  | { readonly kind: 'SUSPEND' | 'REINSTATE' | 'REPEAL' }
  /** `by`: label of the version that follows. */
  | { readonly kind: 'SUCCEED'; readonly by: string }
);

/** Why an act cannot be entered. */
export type EffectRefusal = 'NOTHING_IN_FORCE' | 'NOTHING_SUSPENDED' | 'BEFORE_SUSPENSION';

export type Effect =
  | { readonly ok: true; readonly effective: readonly EffectiveInterval[] }
  | { readonly ok: false; readonly reason: EffectRefusal; readonly act: VersionAct };

/** The intervals that a version governs after these acts, or the first act that has nothing to act upon. */
export function effectAfter(published: readonly EffectiveInterval[], acts: readonly VersionAct[]): Effect {
  let inForce = [...published].sort((a, b) => (a.from < b.from ? -1 : 1));
  let suspended: { readonly since: string; readonly rest: readonly EffectiveInterval[] } | undefined;
  for (const act of acts) {
    const { from } = act;
    switch (act.kind) {
      case 'SUSPEND':
      case 'REPEAL': {
        const { before, after } = cut(inForce, act);
        if (after.length === 0 && (act.kind === 'SUSPEND' || suspended === undefined))
          return { ok: false, reason: 'NOTHING_IN_FORCE', act };
        inForce = before;
        suspended = act.kind === 'SUSPEND' ? { since: from, rest: after } : undefined;
        break;
      }
      case 'REINSTATE': {
        if (suspended === undefined) return { ok: false, reason: 'NOTHING_SUSPENDED', act };
        if (from < suspended.since) return { ok: false, reason: 'BEFORE_SUSPENSION', act };
        const again = suspended.rest
          .filter(({ to }) => to === undefined || to > from)
          .map((interval) => (interval.from > from ? interval : { ...interval, from, openedBy: act.act }));
        if (again.length === 0) return { ok: false, reason: 'NOTHING_SUSPENDED', act };
        inForce = [...inForce, ...again];
        suspended = undefined;
        break;
      }
      case 'SUCCEED': {
        const taken = inForce.find((interval) => holds(interval, from));
        if (taken === undefined) return { ok: false, reason: 'NOTHING_IN_FORCE', act };
        const kept = cut([taken], act).before;
        inForce = inForce.flatMap((interval) => (interval === taken ? kept : [interval]));
        break;
      }
      default:
        act satisfies never;
    }
  }
  return { ok: true, effective: inForce };
}

/** Is the date one on which the interval governs? The end is exclusive. */
export function holds({ from, to }: EffectiveInterval, date: string): boolean {
  return date >= from && (to === undefined || date < to);
}

/** Splits intervals at a date; the part before is closed by the act. */
function cut(
  intervals: readonly EffectiveInterval[],
  { from, act }: VersionAct,
): { readonly before: EffectiveInterval[]; readonly after: readonly EffectiveInterval[] } {
  const before: EffectiveInterval[] = [];
  const after: EffectiveInterval[] = [];
  for (const interval of intervals) {
    if (interval.from >= from) after.push(interval);
    else if (!holds(interval, from)) before.push(interval);
    else {
      before.push({ from: interval.from, to: from, openedBy: interval.openedBy, closedBy: act });
      after.push(interval);
    }
  }
  return { before, after };
}
