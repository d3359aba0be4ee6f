import type { JsonObject } from '../model/json.ts';
import type { EventBasedGateway, FlowNode, ProcessGraph } from '../model/process-graph.ts';
import {
  emit,
  enqueue,
  graphOf,
  nodeById,
  openInstance,
  type Beginning,
  type Game,
  type Received,
  type Work,
} from './game.ts';
import { asPending, raiseIncident } from './incidents.ts';
import { activate } from './moves.ts';
import { enterScope } from './scopes.ts';
import type { ElementInstance } from './state.ts';

/**
 * How a process instance comes to be: the root of a case, or one that a call activity calls. It begins at its plain entry,
 * at a start event that has happened, at a receive task whose message creates the instance, or behind an event-based
 * gateway whose first event does.
 *
 * @source BPMN 2.0.2 §13.2 (Process Instantiation and Termination), §13.5.1
 */
export function startProcess(
  game: Game,
  processId: string,
  variables: JsonObject,
  beginning: Beginning,
  callerKey?: number,
): void {
  const key = emit(game, {
    type: 'ProcessInstanceStarted',
    processId,
    ...(callerKey === undefined ? {} : { callerKey }),
  });
  if (game.oracle === undefined && Object.keys(variables).length > 0) {
    emit(game, { type: 'VariablesSet', scopeKey: key, variables, source: processId });
  }
  openProcess(game, key, beginning);
}

/** Opens the scope of a process instance. An event sub-process that cannot wait keeps it from beginning. */
export function openProcess(game: Game, key: number, beginning: Beginning): void {
  const instance = openInstance(game, key);
  const { startIds, received } = beginning;
  const problem = enterScope(game, instance, received === undefined ? startIds : []);
  if (problem !== undefined) raiseIncident(game, instance, asPending(problem, { kind: 'open', key, beginning }));
  else if (received !== undefined) receive(game, instance, received);
}

/** The instantiating event-based gateway that an element stands behind. */
export function instantiatingGatewayOf(graph: ProcessGraph, node: FlowNode): EventBasedGateway | undefined {
  for (const flowId of node.incoming) {
    const source = graph.nodes[graph.flows[flowId]?.source ?? ''];
    if (source?.type === 'eventBasedGateway' && source.instantiate) return source;
  }
  return undefined;
}

/** The instance begins where something was received: that element has happened. */
function receive(game: Game, instance: ElementInstance, received: Received): void {
  const graph = graphOf(game, instance.processId);
  const node = nodeById(game, instance.processId, received.elementId);
  const gateway = instantiatingGatewayOf(graph, node);
  if (gateway === undefined) {
    const key = activate(game, node, instance.key, []);
    enqueue(game, { kind: 'happen', key, results: received.results });
    return;
  }
  receiveBehind(game, instance, gateway, received);
}

/**
 * Exclusive: the first event is the only one; nobody waits for the others. Parallel: each of the others is waited for, in
 * the conversation of the first, and the instance does not complete without them.
 *
 * @source BPMN 2.0.2 §13.2, §13.4.4 ("the remaining Message triggers will be part of the Process instance")
 */
function receiveBehind(game: Game, instance: ElementInstance, gateway: EventBasedGateway, received: Received): void {
  const { key: scopeKey, processId } = instance;
  const { flows } = graphOf(game, processId);
  const isParallel = gateway.gatewayType === 'Parallel';
  const gatewayKey = activate(game, gateway, scopeKey, []);
  emit(game, { type: 'ElementCompleted', key: gatewayKey });
  const taken = gateway.outgoing.filter((flowId) => isParallel || flows[flowId]?.target === received.elementId);
  for (const flowId of taken) emit(game, { type: 'SequenceFlowTaken', flowId, scopeKey, elementKey: gatewayKey });
  const others: Work[] = [];
  for (const flowId of taken) {
    const node = nodeById(game, processId, flows[flowId]?.target ?? '');
    const isFirst = node.id === received.elementId;
    const key = activate(game, node, scopeKey, [flowId], undefined, isFirst ? undefined : received.correlationKey);
    if (isFirst) enqueue(game, { kind: 'happen', key, results: received.results });
    else others.push({ kind: 'enter', key });
  }
  // After the first has happened, so that what it brought can be read where the others are awaited.
  for (const work of others) enqueue(game, work);
}
