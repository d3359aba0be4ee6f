import type { EventDefinition, FlowNode, ProcessGraph } from '../model/process-graph.ts';

/** Where something from outside creates an instance of a process. */
export interface StartPoint {
  /** A start event, a receive task, or an event behind a gateway: what `StartCase.startEventId` names. */
  readonly elementId: string;
  /** What it waits for. */
  readonly definitions: readonly EventDefinition[];
  /** All of them are needed, not one: a parallel multiple start event. */
  readonly together: boolean;
}

const known = new WeakMap<ProcessGraph, readonly StartPoint[]>();

/**
 * Everything that, from outside, creates an instance of a process, in document order: start events with a trigger, receive
 * tasks and the events of event-based gateways that instantiate. Remembered per graph.
 *
 * @source BPMN 2.0.2 §13.2 (Process Instantiation and Termination)
 */
export function startPoints(graph: ProcessGraph): readonly StartPoint[] {
  let points = known.get(graph);
  if (points === undefined) {
    points = (graph.scopes[graph.id]?.nodes ?? []).flatMap((id) => pointsAt(graph, graph.nodes[id]));
    known.set(graph, points);
  }
  return points;
}

function pointsAt(graph: ProcessGraph, node: FlowNode | undefined): readonly StartPoint[] {
  switch (node?.type) {
    case 'startEvent': {
      const { id: elementId, eventDefinitions: definitions, parallelMultiple } = node;
      if (definitions.length === 0) return [];
      return [{ elementId, definitions, together: parallelMultiple && definitions.length > 1 }];
    }
    case 'receiveTask':
      return node.instantiate ? received(node) : [];
    case 'eventBasedGateway':
      if (!node.instantiate) return [];
      return node.outgoing.flatMap((id) => received(graph.nodes[graph.flows[id]?.target ?? '']));
    default:
      return [];
  }
}

function received(node: FlowNode | undefined): readonly StartPoint[] {
  if (node?.type === 'intermediateCatchEvent') {
    return [{ elementId: node.id, definitions: node.eventDefinitions, together: false }];
  }
  if (node?.type !== 'receiveTask' || node.message === undefined) return [];
  return [{ elementId: node.id, definitions: [{ type: 'message', message: node.message }], together: false }];
}
