import type { CaseEvent } from '../execute/event.ts';
import type { CaseState, ElementInstance } from '../execute/state.ts';
import { find } from '../execute/table.ts';
import { idOf, type JournalEntry } from './journal.ts';

/** What waits in any case for the clock, a message or a signal, by `<caseId>:<key>`, in order of opening over all cases. */
export interface WaitsIndex {
  readonly timers: Map<string, OpenTimer>;
  readonly subscriptions: Map<string, OpenSubscription>;
}

export interface OpenTimer {
  readonly caseId: string;
  readonly key: number;
  /** Epoch milliseconds. */
  readonly dueAt: number;
}

export interface OpenSubscription {
  readonly caseId: string;
  readonly key: number;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly correlationKey?: string;
}

export function newWaitsIndex(entries: readonly JournalEntry[]): WaitsIndex {
  const index: WaitsIndex = { timers: new Map(), subscriptions: new Map() };
  for (const { caseId, events } of entries) for (const event of events) indexWait(index, caseId, event);
  return index;
}

export function indexWait(index: WaitsIndex, caseId: string, event: CaseEvent): void {
  switch (event.type) {
    case 'TimerScheduled':
      index.timers.set(idOf(caseId, event.seq), { caseId, key: event.seq, dueAt: Date.parse(event.dueAt) });
      return;
    case 'TimerFired':
    case 'TimerCancelled':
      index.timers.delete(idOf(caseId, event.key));
      return;
    case 'SubscriptionOpened': {
      const { kind, name, correlationKey, seq: key } = event;
      if (kind === 'conditional' || name === undefined) return;
      const keyed = correlationKey === undefined ? {} : { correlationKey };
      index.subscriptions.set(idOf(caseId, key), { caseId, key, kind, name, ...keyed });
      return;
    }
    case 'SubscriptionClosed':
      index.subscriptions.delete(idOf(caseId, event.key));
      return;
    default:
      return;
  }
}

/** Key of the process instance that an element instance runs in; 0 when it has ended. */
export function processOf(state: CaseState, elementKey: number): number {
  let at: ElementInstance | undefined = find(state.elements, elementKey);
  while (at !== undefined && at.type !== 'process') at = find(state.elements, at.scopeKey);
  return at?.key ?? 0;
}

/** Id of that process instance. */
export function instanceIdOf(state: CaseState, elementKey: number): string {
  const key = processOf(state, elementKey);
  return key === state.rootKey ? state.caseId : idOf(state.caseId, key);
}
