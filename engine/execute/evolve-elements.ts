import { activityLifecycle } from '../lifecycle/activity.ts';
import { follow } from '../lifecycle/transition.ts';
import { addElement, writable, writableElement, type Draft, type Mutable } from './draft.ts';
import type { ElementActivated } from './event.ts';
import type { CaseState, ElementInstance } from './state.ts';
import { find, remove } from './table.ts';

/** What events do to element instances and tokens: the part of `evolve`, which alone calls it, that keeps the counts right. */

/** The root process, or one that a call activity called. */
export function startProcessInstance(
  draft: Draft,
  key: number,
  processId: string,
  callerKey: number | undefined,
): void {
  if (callerKey === undefined) draft.state.rootKey = key;
  else writableElement(draft, callerKey).active += 1;
  addElement(draft, {
    key,
    elementId: processId,
    type: 'process',
    processId,
    scopeKey: callerKey ?? 0,
    status: follow(activityLifecycle, 'ready', 'ACTIVATE'),
    active: 0,
  });
}

/** A new instance of a flow node; the tokens that led to it are gone. */
export function activateElement(draft: Draft, key: number, event: ElementActivated): void {
  const scope = writableElement(draft, event.scopeKey);
  scope.active += 1;
  if (event.consumed !== undefined) consumeTokens(draft, event.scopeKey, event.consumed);
  if (event.loopCounter !== undefined && scope.loop !== undefined) {
    scope.loop = { ...scope.loop, started: scope.loop.started + 1 };
  }
  const instance: Mutable<ElementInstance> = {
    key,
    elementId: event.elementId,
    type: event.elementType,
    processId: scope.processId,
    scopeKey: event.scopeKey,
    status: follow(activityLifecycle, 'ready', 'ACTIVATE'),
    active: 0,
  };
  if (event.role !== undefined) instance.role = event.role;
  if (event.loopCounter !== undefined) instance.loopCounter = event.loopCounter;
  if (event.attachedToKey !== undefined) instance.attachedToKey = event.attachedToKey;
  if (event.correlationKey !== undefined) instance.correlationKey = event.correlationKey;
  if (event.compensates !== undefined) instance.compensates = event.compensates;
  if (event.elementType === 'complexGateway') instance.consumed = event.consumed ?? [];
  if (scope.offered !== undefined && event.consumed === undefined) {
    scope.offered = scope.offered.filter((id) => id !== event.elementId);
  }
  addElement(draft, instance);
}

/** Takes the oldest token from each of these flows of a scope. */
export function consumeTokens(draft: Draft, scopeKey: number, flowIds: readonly string[]): void {
  const tokens = writable(draft, 'tokens');
  for (const flowId of flowIds) {
    const index = tokens.findIndex((token) => token.flowId === flowId && token.scopeKey === scopeKey);
    if (index < 0) throw new Error(`case '${draft.state.caseId}' has no token on flow '${flowId}'`);
    tokens.splice(index, 1);
  }
  writableElement(draft, scopeKey).active -= flowIds.length;
}

/** Takes an ended instance out of the state, with the tokens that were left in it. */
export function endElement(draft: Draft, key: number, how: 'completed' | 'failed' | 'terminated'): ElementInstance {
  const instance = find(draft.state.elements, key);
  if (instance === undefined) throw new Error(`case '${draft.state.caseId}' has no active element instance ${key}`);
  if (how === 'completed') follow(activityLifecycle, follow(activityLifecycle, instance.status, 'COMPLETE'), 'FINISH');
  else follow(activityLifecycle, instance.status, how === 'failed' ? 'FAIL' : 'TERMINATE');
  if (instance.active > 0) dropTokens(draft, key);
  remove(writable(draft, 'elements'), key);
  if (instance.scopeKey !== 0) writableElement(draft, instance.scopeKey).active -= 1;
  return instance;
}

/** Withdraws the tokens that rest on flows of a scope. */
export function dropTokens(draft: Draft, scopeKey: number): void {
  const left = draft.state.tokens.filter((token) => token.scopeKey !== scopeKey);
  const dropped = draft.state.tokens.length - left.length;
  if (dropped === 0) return;
  draft.owned.add(left);
  draft.state.tokens = left;
  writableElement(draft, scopeKey).active -= dropped;
}

/** An inner instance of a loop has ended; `output` is what it adds to the collection, at its place. */
export function countInner(
  draft: Draft,
  inner: ElementInstance,
  how: 'completed' | 'terminated',
  output?: CaseState['variables'][string],
): void {
  const body = writableElement(draft, inner.scopeKey);
  if (body.loop === undefined || inner.loopCounter === undefined) return;
  const loop = { ...body.loop, [how]: body.loop[how] + 1 };
  if (output !== undefined) {
    const outputs = [...loop.outputs];
    while (outputs.length < inner.loopCounter - 1) outputs.push(null);
    outputs[inner.loopCounter - 1] = output;
    loop.outputs = outputs;
  }
  body.loop = loop;
}
