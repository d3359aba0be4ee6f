import type { EffectiveInterval } from '../contract.ts';
import { formatDate } from '../time.ts';

/** `01/07/2026 – 01/03/2027; …`: every interval of effect; `open` stands for an end that no act has set. The end is
 *  exclusive, as the law says "until". */
export function intervalWords(intervals: readonly EffectiveInterval[], open: string): string {
  if (intervals.length === 0) return '—';
  return intervals
    .map(({ from, to }) => `${formatDate(from)} – ${to === undefined ? open : formatDate(to)}`)
    .join('; ');
}
