import type { ExplanationLine } from '../../calendar/explanation.ts';
import type { DeemedEffect } from '../../model/statute.ts';

/** What is waited for, and what came. `key` of a wait is the seq of the event that opened it. */
export type WaitEvent =
  | TimerScheduled
  | { readonly type: 'TimerFired'; readonly key: number }
  | { readonly type: 'TimerCancelled'; readonly key: number }
  | SilenceDeemed
  | SubscriptionOpened
  | { readonly type: 'SubscriptionClosed'; readonly key: number }
  | { readonly type: 'MessageCorrelated'; readonly key: number; readonly messageId: string; readonly name: string }
  | { readonly type: 'SignalCaught'; readonly key: number; readonly name: string }
  | { readonly type: 'ConditionMet'; readonly key: number }
  /** A condition that was met, and is still waited for, no longer holds: it can be met anew. */
  | { readonly type: 'ConditionCeased'; readonly key: number }
  /** Host and simulation: the wait was triggered by hand. */
  | { readonly type: 'WaitTriggered'; readonly key: number };

export interface TimerScheduled {
  readonly type: 'TimerScheduled';
  readonly elementId: string;
  /** The waiting element instance: the catch event, the activity that carries the boundary event, the scope of the event
   *  sub-process, the event-based gateway. */
  readonly elementKey: number;
  readonly interrupting: boolean;
  readonly dueAt: string;
  /** Firings left after this one; absent: none, -1: without end. */
  readonly repetitions?: number;
  /** ISO 8601 duration between firings. */
  readonly interval?: string;
  readonly explanation?: readonly ExplanationLine[];
  readonly deemed?: DeemedEffect;
  /** Which of several event definitions of a multiple event, from 0. */
  readonly definition?: number;
  /** On a timer in working time that counts from when it was set: that instant. */
  readonly countedFrom?: string;
}

/** Nobody answered in time, and the law makes something of it. Follows the TimerFired that tells the time has come. */
export interface SilenceDeemed {
  readonly type: 'SilenceDeemed';
  /** The timer. */
  readonly key: number;
  /** The event of the model, and the instance that waited in vain. */
  readonly elementId: string;
  readonly elementKey: number;
  readonly effect: DeemedEffect;
  /** Article that gives silence this effect. */
  readonly basis?: string;
  /** Instants: from when an answer was awaited, and until when. */
  readonly since?: string;
  readonly until: string;
}

export interface SubscriptionOpened {
  readonly type: 'SubscriptionOpened';
  readonly kind: 'message' | 'signal' | 'conditional';
  readonly elementId: string;
  readonly elementKey: number;
  readonly interrupting: boolean;
  /** Message or signal name. */
  readonly name?: string;
  readonly correlationKey?: string;
  /** Which of several event definitions of a multiple event, from 0. */
  readonly definition?: number;
  /** On a condition that is awaited anew while it still holds: it must cease before it can be met again. */
  readonly met?: true;
}
