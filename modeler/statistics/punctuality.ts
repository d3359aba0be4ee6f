import type { Figures } from '../contract.ts';
import { fixedNumber } from '../time.ts';

/** Where a case stands against its due date, the good ones first. */
export const PUNCTUALITY = ['EARLY', 'ON_TIME', 'OPEN_IN_TIME', 'OPEN_OVERDUE', 'LATE'] as const;
export type PunctualityName = (typeof PUNCTUALITY)[number];

type Counts = Figures['punctuality'];

/** The office's own measure in per cent: in time, or open and still in time. Undefined without cases. */
export function inTimePercent(counts: Counts): number | undefined {
  const all = PUNCTUALITY.reduce((sum, name) => sum + counts[name], 0);
  const good = counts.EARLY + counts.ON_TIME + counts.OPEN_IN_TIME;
  return all === 0 ? undefined : Math.round((good / all) * 10_000) / 100;
}

/** A percentage as the national index writes it: two decimals, and N/A where there is nothing to divide by. */
export function percentWords(percent: number | undefined): string {
  return percent === undefined ? 'N/A' : `${fixedNumber(percent)} %`;
}
