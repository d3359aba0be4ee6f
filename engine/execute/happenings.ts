import type { JsonObject } from '../model/json.ts';
import type { BoundaryEvent, FlowNode, StartEvent } from '../model/process-graph.ts';
import { emit, graphOf, instanceOf, nodeById, nodeOf, openInstance, type Game, type Problem } from './game.ts';
import { moveDataIn } from './data-flow.ts';
import { asPending, raiseIncident } from './incidents.ts';
import { activate, leave } from './moves.ts';
import type { ElementInstance, Subscription, TimerWait } from './state.ts';
import { enterStep } from './step-statute.ts';
import { find } from './table.ts';
import { closeWaits, terminate, terminateContent, type Failing } from './termination.ts';
import { mapInputs } from './variables.ts';
import { eventSubProcessWaits, openWaits } from './waits.ts';

/**
 * Something happened that an element waited for, or that was thrown to it: the token leaves the catch event, the boundary
 * event fires, the event sub-process starts.
 *
 * @source BPMN 2.0.2 §13.5.1 (start), §13.5.2 (intermediate), §13.5.3 (boundary), §13.5.4 (event sub-process)
 */

/** What was waited for has happened. The event that says so (TimerFired, MessageCorrelated, …) has been emitted. */
export function occur(game: Game, wait: TimerWait | Subscription, results: JsonObject): void {
  const waiting = instanceOf(game, wait.elementKey);
  if (waiting === undefined) return;
  const node = nodeById(game, waiting.processId, wait.elementId);
  const all = isParallelMultiple(node) ? gatherParts(game, waiting, node, wait, results) : results;
  if (all === undefined) return;
  if (node.type === 'startEvent') {
    startEventSubProcess(game, waiting, node, all);
  } else if (node.type === 'boundaryEvent') {
    fireBoundary(game, waiting, node, all);
  } else if (waiting.elementId === node.id) {
    raise(game, waiting.key, leave(game, openInstance(game, waiting.key), all));
  } else {
    leaveEventGateway(game, waiting, node.id, all);
  }
}

/** A boundary event happens. Interrupting, it ends the activity first, with everything in it. */
export function fireBoundary(
  game: Game,
  activity: ElementInstance,
  boundary: BoundaryEvent,
  results: JsonObject,
  failing?: Failing,
): void {
  const { scopeKey, key } = activity;
  if (boundary.cancelActivity) terminate(game, activity, failing);
  const boundaryKey = activate(game, boundary, scopeKey, [], key);
  raise(game, boundaryKey, leave(game, openInstance(game, boundaryKey), results));
}

/** An event sub-process starts. Interrupting, it ends everything else in its scope and has the scope to itself. */
export function startEventSubProcess(
  game: Game,
  scope: ElementInstance,
  start: StartEvent,
  results: JsonObject,
  failing?: Failing,
): void {
  const { key: scopeKey, processId } = scope;
  if (start.isInterrupting) {
    terminateContent(game, scope, failing);
    const starts = new Set(eventSubProcessWaits(game, scope).map(({ node }) => node.id));
    closeWaits(game, scopeKey, (elementId) => starts.has(elementId));
    emit(game, { type: 'ScopeInterrupted', key: scopeKey, by: start.scopeId });
  }
  const key = activate(game, nodeById(game, processId, start.scopeId), scopeKey, []);
  const subProcess = openInstance(game, key);
  const problem = openWaits(game, subProcess, eventSubProcessWaits(game, subProcess));
  if (problem !== undefined) {
    raise(game, key, problem);
    return;
  }
  const startKey = activate(game, start, key, [], scopeKey);
  raise(game, startKey, leave(game, openInstance(game, startKey), results));
}

/** One of the events after an event-based gateway happened first: the gateway's token goes there, the other events are
 *  withdrawn. @source BPMN 2.0.2 §13.4.4 */
function leaveEventGateway(game: Game, gateway: ElementInstance, elementId: string, results: JsonObject): void {
  const { processId, scopeKey } = gateway;
  const graph = graphOf(game, processId);
  const node = nodeOf(game, gateway);
  const flowId = node.outgoing.find((id) => graph.flows[id]?.target === elementId);
  if (flowId === undefined) return;
  closeWaits(game, gateway.key);
  emit(game, { type: 'ElementCompleted', key: gateway.key });
  emit(game, { type: 'SequenceFlowTaken', flowId, scopeKey, elementKey: gateway.key });
  happenAt(game, activate(game, nodeById(game, processId, elementId), scopeKey, [flowId]), results);
}

/**
 * An activated instance for which what it would wait for has just happened: it is entered and left, without a wait. What it
 * received is kept in the incident where entering it fails.
 */
export function happenAt(game: Game, key: number, results: JsonObject): void {
  const instance = instanceOf(game, key);
  if (instance === undefined) return;
  const node = nodeOf(game, instance);
  const problem =
    mapInputs(game, instance, node) ??
    moveDataIn(game, openInstance(game, key), node) ??
    enterStep(game, openInstance(game, key), node);
  if (problem === undefined) raise(game, key, leave(game, openInstance(game, key), results));
  else raise(game, key, asPending(problem, { kind: 'happen', key, results }));
}

type ParallelMultiple = Extract<FlowNode, { parallelMultiple: boolean }>;

/** @source BPMN 2.0.2 §10.5.5.2 (Parallel Multiple) */
function isParallelMultiple(node: FlowNode): node is ParallelMultiple {
  return 'parallelMultiple' in node && node.parallelMultiple && node.eventDefinitions.length > 1;
}

/**
 * One part of a parallel multiple event has happened. Gives what all parts have brought when it was the last, and undefined
 * before. One that does not interrupt is awaited anew.
 */
function gatherParts(
  game: Game,
  waiting: ElementInstance,
  node: ParallelMultiple,
  wait: TimerWait | Subscription,
  results: JsonObject,
): JsonObject | undefined {
  // A subscription would go on hearing the same; the timer that fired is gone, but for the next firing of a cycle.
  closePart(game, wait);
  const before = waiting.brought?.[node.id] ?? {};
  const brought = { ...before, ...results };
  const isLast = !stillWaits(game, wait);
  if (!isLast) {
    if (game.oracle === undefined) {
      emit(game, { type: 'EventPartOccurred', elementKey: waiting.key, elementId: node.id, variables: brought });
    }
    return undefined;
  }
  if (!wait.interrupting) {
    if (Object.keys(before).length > 0) {
      emit(game, { type: 'EventPartOccurred', elementKey: waiting.key, elementId: node.id, variables: {} });
    }
    const { eventDefinitions: definitions } = node;
    raise(game, waiting.key, openWaits(game, waiting, [{ node, definitions, interrupting: false, again: true }]));
  }
  return brought;
}

function closePart(game: Game, { key, elementId, elementKey, definition }: TimerWait | Subscription): void {
  if (find(game.draft.state.subscriptions, key) !== undefined) emit(game, { type: 'SubscriptionClosed', key });
  const next = game.draft.state.timers.find(
    (timer) => timer.elementId === elementId && timer.elementKey === elementKey && timer.definition === definition,
  );
  if (next !== undefined) emit(game, { type: 'TimerCancelled', key: next.key });
}

function stillWaits(game: Game, { elementId, elementKey }: TimerWait | Subscription): boolean {
  const same = (wait: TimerWait | Subscription): boolean =>
    wait.elementId === elementId && wait.elementKey === elementKey;
  return game.draft.state.timers.some(same) || game.draft.state.subscriptions.some(same);
}

function raise(game: Game, key: number, problem: Problem | undefined): void {
  if (problem === undefined) return;
  const instance = instanceOf(game, key);
  if (instance !== undefined) raiseIncident(game, instance, problem);
}
