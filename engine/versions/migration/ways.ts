import type { FlowNode, ProcessGraph } from '../../model/process-graph.ts';
import { createGraphView, type GraphView } from '../../verify/graph-view.ts';

/** The ways through one drawing, as far as tokens of one scope go: what lies ahead, and what can be at work together. */
export interface Ways {
  readonly graph: ProcessGraph;
  readonly view: GraphView;
  /** Ids of nodes and flows that a token at a node or on a flow can still come to within its scope, itself included. */
  ahead(id: string, notThrough?: string): ReadonlySet<string>;
  /** Whether two tokens of one scope can be at these places at the same time. May say yes where they cannot. */
  together(one: string, other: string, scopeId: string): boolean;
  /** The drawing without its words: two that have the same go the same ways. */
  readonly shape: string;
}

const known = new WeakMap<ProcessGraph, Ways>();

/** The ways of a graph, worked out once. */
export function waysOf(graph: ProcessGraph): Ways {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const view = createGraphView(graph);
  const closures = new Map<string, ReadonlySet<string>>();
  const ahead = (id: string, notThrough?: string): ReadonlySet<string> => {
    const key = `${id}\n${notThrough ?? ''}`;
    const made = closures.get(key);
    if (made !== undefined) return made;
    const closure = closureOf(view, id, notThrough);
    closures.set(key, closure);
    return closure;
  };
  const splits = new Map<string, readonly (readonly [string, string])[]>();
  const together = (one: string, other: string, scopeId: string): boolean => {
    let pairs = splits.get(scopeId);
    if (pairs === undefined) {
      pairs = branchPairs(view, scopeId);
      splits.set(scopeId, pairs);
    }
    return pairs.some(
      ([left, right]) =>
        (ahead(left).has(one) && ahead(right).has(other)) || (ahead(left).has(other) && ahead(right).has(one)),
    );
  };
  const ways: Ways = { graph, view, ahead, together, shape: shapeOf(graph) };
  known.set(graph, ways);
  return ways;
}

function closureOf(view: GraphView, id: string, notThrough: string | undefined): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at === notThrough) continue;
    const flow = view.graph.flows[at];
    if (flow !== undefined) {
      open.push(flow.target);
      continue;
    }
    const node = view.node(at);
    if (node === undefined) continue;
    open.push(...node.outgoing);
    for (const next of view.successors(node)) {
      if (next.scopeId === node.scopeId && !isHandler(next) && !isReachedByFlow(view, node, next)) open.push(next.id);
    }
  }
  return seen;
}

/** Places from which two tokens go on side by side: the branches of every split, pair by pair. */
function branchPairs(view: GraphView, scopeId: string): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const all = (places: readonly string[]): void => {
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) pairs.push([one, other]);
    }
  };
  all(view.graph.scopes[scopeId]?.entry ?? []);
  for (const node of view.inScope(scopeId)) {
    const chooses =
      node.type === 'exclusiveGateway' || (node.type === 'eventBasedGateway' && node.gatewayType === 'Exclusive');
    if (!chooses) all(node.outgoing);
    if (!('boundaryEvents' in node)) continue;
    if (node.completionQuantity > 1) for (const id of node.outgoing) pairs.push([id, id]);
    for (const id of node.boundaryEvents) {
      const event = view.node(id);
      // While it rings the activity is at work, and so may other alarms be, and the same one again.
      if (event?.type === 'boundaryEvent' && !event.cancelActivity) pairs.push([node.id, id], [id, id]);
    }
  }
  return pairs;
}

function isHandler(node: FlowNode): boolean {
  return 'isForCompensation' in node && node.isForCompensation;
}

function isReachedByFlow(view: GraphView, from: FlowNode, to: FlowNode): boolean {
  return from.outgoing.some((id) => view.graph.flows[id]?.target === to.id);
}

function shapeOf({ nodes, flows }: ProcessGraph): string {
  return JSON.stringify([
    Object.values(nodes).map((node) => [
      node.id,
      node.type,
      node.scopeId,
      node.incoming,
      node.outgoing,
      node.type === 'boundaryEvent' ? [node.attachedTo, node.cancelActivity] : null,
      'completionQuantity' in node ? node.completionQuantity : 1,
    ]),
    Object.values(flows).map(({ id, source, target }) => [id, source, target]),
  ]);
}
