import type { BoundaryEvent, CompensateEventDefinition, FlowNode } from '../model/process-graph.ts';
import { compensationSubProcess } from './compensation.ts';
import {
  bug,
  emit,
  enqueue,
  graphOf,
  instanceOf,
  nameOf,
  nodeById,
  nodeOf,
  openInstance,
  type Game,
  type Problem,
  type Work,
} from './game.ts';
import { fireBoundary, startEventSubProcess } from './happenings.ts';
import { asPending, raiseIncident } from './incidents.ts';
import { isLooping } from './loops.ts';
import { leave } from './moves.ts';
import type { Compensation, ElementInstance } from './state.ts';
import { find } from './table.ts';
import { closeWaits, dropCompensations, terminateContent } from './termination.ts';
import { isEventSubProcess, startEventOf } from './waits.ts';

/**
 * Undoing what has completed. A throw event, a transaction that is cancelled, or a sub-process that is undone from within
 * holds a list of completed activities, and undoes one after another in reverse order of completion: by the handler drawn
 * for it; a sub-process without handler by its compensation event sub-process, or else by undoing what completed inside it.
 * A throw event rests until all is undone, or, if it says not to wait, goes on at once while a stand-in for it rests. A
 * handler sees the local variables of the activity as they were when it completed.
 *
 * @source BPMN 2.0.2 §13.5.5 (Compensation), §10.7, §13.3.4 (Transaction)
 */
export function throwCompensation(
  game: Game,
  thrower: ElementInstance,
  { activityRef, waitForCompletion }: CompensateEventDefinition,
): Problem | undefined {
  const scope = compensatedScope(game, thrower);
  const targets = completedIn(game, scope).filter(
    ({ activityId }) => activityRef === undefined || activityId === activityRef,
  );
  const elementKey = waitForCompletion ? thrower.key : standIn(game, thrower);
  emit(game, {
    type: 'CompensationThrown',
    elementKey,
    targets: targets.map(({ key }) => key),
    ...(activityRef === undefined ? {} : { activityRef }),
  });
  enqueue(game, { kind: 'compensate', key: elementKey });
  return waitForCompletion ? undefined : leave(game, thrower);
}

/** Stands in the scope for a throw event that does not wait, so that the scope does not end before all is undone. */
function standIn(game: Game, { elementId, type, scopeKey, key }: ElementInstance): number {
  if (type === 'process') throw bug(game, `throws compensation from process '${elementId}'`);
  return emit(game, {
    type: 'ElementActivated',
    elementId,
    elementType: type,
    scopeKey,
    role: 'compensation',
    attachedToKey: key,
  });
}

/** A cancel end event: what still runs in the transaction ends, what has completed is undone, then it leaves by its
 *  cancel event. */
export function cancelTransaction(game: Game, transaction: ElementInstance): void {
  terminateContent(game, transaction);
  closeWaits(game, transaction.key);
  emit(game, { type: 'ScopeInterrupted', key: transaction.key, by: transaction.elementId });
  const targets = completedIn(game, transaction).map(({ key }) => key);
  emit(game, { type: 'CompensationThrown', elementKey: transaction.key, targets, cancels: true });
  enqueue(game, { kind: 'compensate', key: transaction.key });
}

/** Undoes the next activity on the list of an instance; goes on with the instance when there is none left. */
export function goOnCompensating(game: Game, key: number): void {
  const thrower = instanceOf(game, key);
  if (thrower?.compensating === undefined) return;
  const next = thrower.compensating.find((target) => find(game.draft.state.compensations, target) !== undefined);
  const compensation = next === undefined ? undefined : find(game.draft.state.compensations, next);
  if (compensation !== undefined) undo(game, thrower, compensation);
  else if (thrower.role === 'compensation') finishCompensated(game, thrower);
  else if (thrower.cancelling === true) leaveByCancel(game, thrower);
  else {
    const problem = leave(game, thrower);
    if (problem !== undefined) raiseIncident(game, thrower, problem);
  }
}

/** A sub-process or loop has been undone from within: the one who called for it goes on. */
export function finishCompensated(game: Game, holder: ElementInstance): void {
  const isLeft = (target: number): boolean => find(game.draft.state.compensations, target) !== undefined;
  if (holder.active > 0 || (holder.compensating ?? []).some(isLeft)) return;
  dropCompensations(game, holder.compensates ?? 0);
  emit(game, { type: 'ElementCompleted', key: holder.key });
  enqueue(game, { kind: 'compensate', key: holder.attachedToKey ?? 0 });
  if (holder.compensates === undefined) enqueue(game, { kind: 'settle', key: holder.scopeKey });
}

function undo(game: Game, thrower: ElementInstance, compensation: Compensation): void {
  const { key: compensates, activityId, handlerId, variables } = compensation;
  const scopeKey = liveScope(game, compensation.scopeKey);
  emit(game, { type: 'ElementCompensated', key: compensates, by: thrower.key });
  const processId = openInstance(game, scopeKey).processId;
  const node = nodeById(game, processId, handlerId ?? activityId);
  const key = emit(game, {
    type: 'ElementActivated',
    elementId: node.id,
    elementType: node.type,
    scopeKey,
    compensates,
    attachedToKey: thrower.key,
    ...(handlerId === undefined ? { role: 'compensation' as const } : loops(node)),
  });
  if (variables !== undefined && game.oracle === undefined) {
    emit(game, { type: 'VariablesSet', scopeKey: key, variables, source: activityId });
  }
  if (handlerId !== undefined) enqueue(game, { kind: 'enter', key });
  else undoFromWithin(game, openInstance(game, key));
}

/** The scope that an activity completed in; where it has ended since, the instance that stands for it while it is undone. */
function liveScope(game: Game, scopeKey: number): number {
  if (instanceOf(game, scopeKey) !== undefined) return scopeKey;
  const holder = game.draft.state.elements.findLast(
    ({ role, compensates }) => role === 'compensation' && compensates === scopeKey,
  );
  if (holder === undefined) throw bug(game, `has no scope ${scopeKey} in which to undo`);
  return holder.key;
}

/** A compensation event sub-process says how; without one everything that completed inside is undone. */
function undoFromWithin(game: Game, holder: ElementInstance): void {
  const ownWay = compensationSubProcess(game, holder);
  const start = ownWay === undefined ? undefined : startEventOf(game, holder.processId, ownWay);
  if (start !== undefined && isEventSubProcess(graphOf(game, holder.processId).nodes[start.scopeId])) {
    startEventSubProcess(game, holder, { ...start, isInterrupting: false }, {});
    return;
  }
  const targets = completedIn(game, holder).map(({ key }) => key);
  emit(game, { type: 'CompensationThrown', elementKey: holder.key, targets });
  enqueue(game, { kind: 'compensate', key: holder.key });
}

/** A transaction that was cancelled ends, and its token goes on from the cancel event. */
function leaveByCancel(game: Game, transaction: ElementInstance): void {
  const body = transaction.loopCounter === undefined ? transaction : openInstance(game, transaction.scopeKey);
  const cancel = cancelEventOf(game, body);
  if (cancel !== undefined) {
    fireBoundary(game, body, cancel, {});
    return;
  }
  // Verify refuses such a model. Where it runs unverified the token stays, and somebody must look.
  const work: Work = { kind: 'compensate', key: transaction.key };
  const name = nameOf(nodeOf(game, transaction));
  const problem: Problem = {
    code: 'NO_FLOW_CHOSEN',
    phase: 'work',
    message: `${name} was cancelled and has no cancel boundary event to go on from. Cancel the case, and correct the model in the next version.`,
  };
  raiseIncident(game, transaction, asPending(problem, work));
}

function cancelEventOf(game: Game, activity: ElementInstance): BoundaryEvent | undefined {
  const node = nodeOf(game, activity);
  if (!('boundaryEvents' in node)) return undefined;
  const { nodes } = graphOf(game, activity.processId);
  for (const id of node.boundaryEvents) {
    const boundary = nodes[id];
    if (boundary?.type === 'boundaryEvent' && boundary.eventDefinitions.some(({ type }) => type === 'cancel'))
      return boundary;
  }
  return undefined;
}

/** What completed in a scope, the last first. */
function completedIn(game: Game, scope: ElementInstance): readonly Compensation[] {
  const scopeKey = scope.role === 'compensation' ? scope.compensates : scope.key;
  return game.draft.state.compensations.filter((compensation) => compensation.scopeKey === scopeKey).reverse();
}

/** The scope whose activities a throw event means: its own; thrown from an event sub-process, the one around that. */
function compensatedScope(game: Game, thrower: ElementInstance): ElementInstance {
  const scope = openInstance(game, thrower.scopeKey);
  if (scope.type === 'process' || scope.role !== undefined) return scope;
  return isEventSubProcess(nodeOf(game, scope)) ? openInstance(game, scope.scopeKey) : scope;
}

function loops(node: FlowNode): { readonly role?: 'body' } {
  return isLooping(node) ? { role: 'body' } : {};
}
