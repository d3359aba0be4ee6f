import type { TimerStatute } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import type { DueDate } from './due-date.ts';

export interface TimerCircumstances {
  /** Instant at which the timer is set. */
  readonly at: string;
  readonly calendar: Calendar;
  readonly caseDueAt?: string;
  readonly stepDueAt?: string;
}

/** When a `statute:timer` fires; undefined when it counts back from a due date that there is not (the clock rests). */
export function statutoryTimerDue(_timer: TimerStatute, _circumstances: TimerCircumstances): DueDate | undefined {
  throw new Error('owned by the calendar room');
}
