import { thresholdInstant, workingMinutes } from '../../../engine/index.ts';
import type { Shell } from '../../commands/shell.ts';
import type { TaskListItem } from '../../store/records.ts';

/** How much of a step's time is used: the alarms at 50 and 75 per cent, and the due date. */
export const URGENCIES = ['OVERDUE', 'THREE_QUARTERS', 'HALF', 'AMPLE', 'NO_LIMIT'] as const;

export interface Urgency {
  readonly urgency: (typeof URGENCIES)[number];
  /** Working minutes until the step's due date, or the case's where the step has none; negative when it has passed. */
  readonly leftMinutes?: number;
}

/** Reads how urgent open tasks are now. Without a working calendar nothing is told. */
export function urgencyNow({ calendars, now }: Shell): (task: TaskListItem) => Urgency {
  const at = now();
  const calendar = calendars.knownAt(at);
  return ({ createdAt, dueAt = undefined, caseDueAt }) => {
    const due = dueAt ?? caseDueAt;
    if (due === undefined || calendar === undefined) return { urgency: 'NO_LIMIT' };
    const leftMinutes = workingMinutes(at, due, calendar);
    // What is late as a case is late, however much time its present step has.
    if (at > due || (caseDueAt !== undefined && at > caseDueAt)) return { urgency: 'OVERDUE', leftMinutes };
    if (at >= thresholdInstant(createdAt, due, 0.75, calendar)) return { urgency: 'THREE_QUARTERS', leftMinutes };
    if (at >= thresholdInstant(createdAt, due, 0.5, calendar)) return { urgency: 'HALF', leftMinutes };
    return { urgency: 'AMPLE', leftMinutes };
  };
}
