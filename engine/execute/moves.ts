import type { Json, JsonObject } from '../model/json.ts';
import type { FlowNode } from '../model/process-graph.ts';
import { enableCompensation } from './compensation.ts';
import { moveDataOut } from './data-flow.ts';
import { chooseOutgoing, type Choice } from './flows.ts';
import type { Mutable } from './draft.ts';
import type { ElementActivated } from './event.ts';
import {
  emit,
  enqueue,
  instanceOf,
  nextSeq,
  nodeOf,
  openInstance,
  record,
  type Game,
  type Outcome,
  type Problem,
} from './game.ts';
import { raiseIncident } from './incidents.ts';
import { isLooping, nextInLoop, outputElement } from './loops.ts';
import type { ElementInstance } from './state.ts';
import { leaveStep } from './step-statute.ts';
import { closeWaits } from './termination.ts';
import { mapOutputs } from './variables.ts';

/** How tokens move: into a node, out of it, along its flows. */

/** Activates a node in a scope for the tokens that it consumes, and returns the key of the new instance. */
export function activate(
  game: Game,
  node: FlowNode,
  scopeKey: number,
  consumed: readonly string[],
  attachedToKey?: number,
  correlationKey?: string,
): number {
  const event: Mutable<ElementActivated & { readonly seq: number }> = {
    seq: nextSeq(game),
    type: 'ElementActivated',
    elementId: node.id,
    elementType: node.type,
    scopeKey,
  };
  if (isLooping(node)) event.role = 'body';
  if (consumed.length > 0) event.consumed = consumed;
  if (attachedToKey !== undefined) event.attachedToKey = attachedToKey;
  if (correlationKey !== undefined) event.correlationKey = correlationKey;
  return record(game, event);
}

/**
 * The work of an instance is done: its results leave it, then its token. `results` are what a job, a form, a message or a
 * called process brought.
 *
 * @source BPMN 2.0.2 §13.3.2 (Completing, Completed)
 */
export function leave(game: Game, instance: ElementInstance, results: JsonObject = {}): Problem | undefined {
  const node = nodeOf(game, instance);
  return (
    mapOutputs(game, instance, node, results) ??
    moveDataOut(game, openInstance(game, instance.key), node) ??
    finish(game, instance.key)
  );
}

/** The second half of `leave`, tried again on its own when no flow could be chosen: what left the instance has left. */
export function finish(game: Game, key: number): Problem | undefined {
  const instance = openInstance(game, key);
  const node = nodeOf(game, instance);
  if (instance.loopCounter !== undefined) return finishInner(game, instance, node);
  const choice = chooseOutgoing(game, instance, node);
  return choice.ok ? complete(game, instance, node, choice.value) : choice.problem;
}

/** Completes an instance along chosen flows. */
export function complete(game: Game, instance: ElementInstance, node: FlowNode, choice: Choice): Problem | undefined {
  const { key, scopeKey } = instance;
  if (mayWait(node)) closeWaits(game, key);
  const problem = leaveStep(game, instance, node);
  if (problem !== undefined) return problem;
  if (choice.evaluated.length > 0) {
    emit(game, { type: 'GatewayDecided', elementKey: key, chosen: choice.flows, evaluated: choice.evaluated });
  }
  enableCompensation(game, instance, node);
  record(game, { seq: nextSeq(game), type: 'ElementCompleted', key });
  takeFlows(game, scopeKey, key, choice.flows, 'completionQuantity' in node ? node.completionQuantity : 1);
  if (instance.compensates !== undefined) {
    enqueue(game, { kind: 'compensate', key: instance.attachedToKey ?? 0 });
  } else tellAdHoc(game, scopeKey, node);
  return undefined;
}

/** An ad-hoc sub-process looks at its completion condition whenever one of its activities has completed. */
function tellAdHoc(game: Game, scopeKey: number, node: FlowNode): void {
  const scope = instanceOf(game, scopeKey);
  if (scope?.type !== 'adHocSubProcess' || !('isForCompensation' in node)) return;
  const problem = game.behaviors.adHocSubProcess.settle?.(game, scope, nodeOf(game, scope));
  if (problem !== undefined) raiseIncident(game, scope, problem);
}

/** Puts a token on each flow; where there is none the token has ended, and its scope may have nothing left. */
export function takeFlows(
  game: Game,
  scopeKey: number,
  elementKey: number,
  flows: readonly string[],
  quantity = 1,
): void {
  for (const flowId of flows) {
    for (let count = 0; count < quantity; count += 1) {
      const key = record(game, { seq: nextSeq(game), type: 'SequenceFlowTaken', flowId, scopeKey, elementKey });
      enqueue(game, { kind: 'token', key });
    }
  }
  if (flows.length === 0) enqueue(game, { kind: 'settle', key: scopeKey });
}

/** An inner instance of a loop ends without a token of its own; its body decides what comes next. */
function finishInner(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined {
  const output: Outcome<Json | undefined> = outputElement(game, instance, node);
  if (!output.ok) return output.problem;
  const { key, scopeKey } = instance;
  if (mayWait(node)) closeWaits(game, key);
  enableCompensation(game, instance, node);
  emit(game, { type: 'ElementCompleted', key, ...(output.value === undefined ? {} : { output: output.value }) });
  nextInLoop(game, openInstance(game, scopeKey), node);
  return undefined;
}

/** Whether instances of a node can have waits at all; asking saves a look through the tables. */
function mayWait(node: FlowNode): boolean {
  switch (node.type) {
    case 'startEvent':
    case 'endEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
    case 'complexGateway':
      return false;
    case 'intermediateCatchEvent':
    case 'eventBasedGateway':
    case 'receiveTask':
    case 'subProcess':
    case 'transaction':
    case 'adHocSubProcess':
      return true;
    default:
      return node.boundaryEvents.length > 0;
  }
}
