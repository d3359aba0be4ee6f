import { emit, enqueue, type Game } from './game.ts';
import { pendingOf } from './incidents.ts';
import type { ElementInstance } from './state.ts';
import { find } from './table.ts';

/**
 * Ends an instance before its time, with everything in it: waits close, tasks and jobs are withdrawn, incidents are
 * settled, inner instances end first and in order of creation, each leaving its own record. Nothing in it takes one more
 * step: what the queue still holds for it is passed over.
 *
 * `failing` names the instances that end *by* an error rather than because of it (BPMN's "Failed" against "Terminated").
 *
 * @source BPMN 2.0.2 §13.3.2 (Terminated, Failed), §13.5.3
 */
export function terminate(game: Game, instance: ElementInstance, failing?: Failing): void {
  const failed = failing?.keys.has(instance.key) === true;
  closeWaits(game, instance.key);
  withdrawWork(game, instance.key);
  terminateContent(game, instance, failing);
  if (instance.type === 'process') {
    if (failed) emit(game, { type: 'ProcessInstanceFailed', key: instance.key, errorCode: failing.errorCode });
    else emit(game, { type: 'ProcessInstanceTerminated', key: instance.key });
  } else if (failed) emit(game, { type: 'ElementFailed', key: instance.key, errorCode: failing.errorCode });
  else emit(game, { type: 'ElementTerminated', key: instance.key });
  dropCompensations(game, instance.key);
}

export interface Failing {
  readonly keys: ReadonlySet<number>;
  readonly errorCode: string;
}

/** Ends every instance directly in this one, except one. */
export function terminateContent(game: Game, holder: ElementInstance, failing?: Failing, exceptKey?: number): void {
  const present = find(game.draft.state.elements, holder.key);
  if (present === undefined || present.active === 0) return;
  const inner = game.draft.state.elements.filter(({ scopeKey, key }) => scopeKey === holder.key && key !== exceptKey);
  for (const { key } of inner) {
    const instance = find(game.draft.state.elements, key);
    if (instance !== undefined) terminate(game, instance, failing);
  }
}

/** Closes the waits of an instance: all of them, or those that `which` names by the element that would happen. */
export function closeWaits(game: Game, elementKey: number, which?: (elementId: string) => boolean): void {
  const closes = (wait: { readonly elementKey: number; readonly elementId: string }): boolean =>
    wait.elementKey === elementKey && which?.(wait.elementId) !== false;
  const { timers, subscriptions } = game.draft.state;
  for (const { key } of timers.filter(closes)) emit(game, { type: 'TimerCancelled', key });
  for (const { key } of subscriptions.filter(closes)) emit(game, { type: 'SubscriptionClosed', key });
}

/** Withdraws an instance's user task, job and incidents. */
function withdrawWork(game: Game, key: number): void {
  const { tasks, jobs, incidents } = game.draft.state;
  if (find(tasks, key) !== undefined) emit(game, { type: 'UserTaskCancelled', key });
  if (find(jobs, key) !== undefined) emit(game, { type: 'JobCancelled', key });
  for (const incident of incidents.filter(({ elementKey }) => elementKey === key)) {
    emit(game, { type: 'IncidentResolved', key: incident.key });
    // A spent budget held up the work of the whole case: what is not of this instance goes on.
    for (const work of pendingOf(incident)) enqueue(game, work);
  }
}

/** What completed in a scope that is gone for good can no longer be undone. */
export function dropCompensations(game: Game, scopeKey: number): void {
  const held = game.draft.state.compensations.filter((compensation) => compensation.scopeKey === scopeKey);
  for (const { key } of held) emit(game, { type: 'CompensationDropped', key });
}
