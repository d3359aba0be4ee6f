import type { Duration } from '../model/statute.ts';
import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Calendar } from './calendar.ts';
import type { ExplanationLine } from './explanation.ts';

export interface DueDate {
  /** Instant, ISO 8601 UTC. */
  readonly dueAt: string;
  readonly explanation: readonly ExplanationLine[];
  /** True when a provisional day of the calendar was counted. */
  readonly provisional: boolean;
}

/** When a limit that starts to run at `from` (instant) ends. Days by Civil Code 2015 Art. 147–148; hours by adding working time. */
export function dueDate(_from: string, _limit: Duration, _calendar: Calendar, _cutoff?: ClockRules['cutoff']): DueDate {
  throw new Error('owned by the calendar room');
}

/** Working minutes between two instants. */
export function workingMinutes(_from: string, _to: string, _calendar: Calendar): number {
  throw new Error('owned by the calendar room');
}
