import type { DeadlineAlert, DeadlineLevel } from '../../calendar/deadline-alerts.ts';
import type { ExplanationLine } from '../../calendar/explanation.ts';
import type { StatutoryClock } from '../../calendar/statutory-clock.ts';
import type { ClockAction } from '../../model/statute.ts';
import type { CalendarDecisionRef } from '../command.ts';

/** The law's clock, and what it tells. */
export type ClockEvent = StatutoryClockChanged | DeadlineReached;

export interface StatutoryClockChanged {
  readonly type: 'StatutoryClockChanged';
  readonly action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN';
  readonly elementKey?: number;
  /** New due date of the case; absent while the clock rests. */
  readonly dueAt?: string;
  readonly previousDueAt?: string;
  /** Working minutes consumed up to this event. */
  readonly consumedMinutes?: number;
  /** The whole clock after the action: what `evolve` keeps. */
  readonly clock?: StatutoryClock;
  readonly explanation: readonly ExplanationLine[];
  /** When the heads will be told of the date; absent: they are not. */
  readonly alerts?: readonly DeadlineAlert[];
  /** On RECOMPUTE: the decision about working time that is the reason. */
  readonly decision?: CalendarDecisionRef;
}

/** So much of the time of the case, or of a step, is used, and the heads are told. Of each date each level once. */
export interface DeadlineReached {
  readonly type: 'DeadlineReached';
  /** The task, and its step; absent: the case itself. */
  readonly key?: number;
  readonly elementId?: string;
  readonly level: DeadlineLevel;
  readonly dueAt: string;
  /** Groups that are told. */
  readonly to: readonly string[];
  /** Who held the task. */
  readonly assignee?: string;
}
