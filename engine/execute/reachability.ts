import type { FlowNode, ProcessGraph } from '../model/process-graph.ts';

/**
 * From where which incoming flows of a gateway can be reached without visiting the gateway: what an inclusive join asks.
 * Computed once per gateway and graph, in time linear in the size of the scope for each 32 incoming flows.
 *
 * Paths follow sequence flows, and beyond them what moves a token within a scope without one: from an activity to its
 * boundary events, from a link throw event to its link catch event.
 */
export interface Reach {
  /** Incoming flow → its bit. */
  readonly bitOf: ReadonlyMap<string, number>;
  /** Node → the incoming flows that a token in it can reach. Nodes that reach none are absent. */
  readonly from: ReadonlyMap<string, Bits>;
  readonly size: number;
}
export type Bits = Uint32Array;

const known = new WeakMap<ProcessGraph, Map<string, Reach>>();

export function reachOf(graph: ProcessGraph, gateway: FlowNode): Reach {
  let perGateway = known.get(graph);
  if (perGateway === undefined) {
    perGateway = new Map();
    known.set(graph, perGateway);
  }
  let reach = perGateway.get(gateway.id);
  if (reach === undefined) {
    reach = compute(graph, gateway);
    perGateway.set(gateway.id, reach);
  }
  return reach;
}

/** True when a token in this node can reach an empty incoming flow, but no filled one: the join must wait for it. */
export function mustWaitFor(reach: Reach, nodeId: string, filled: Bits): boolean {
  const bits = reach.from.get(nodeId);
  if (bits === undefined) return false;
  let reachesEmpty = false;
  for (let word = 0; word < bits.length; word += 1) {
    const reachable = bits[word] ?? 0;
    const full = filled[word] ?? 0;
    if ((reachable & full) !== 0) return false;
    if ((reachable & ~full) !== 0) reachesEmpty = true;
  }
  return reachesEmpty;
}

export function noBits(reach: Reach): Bits {
  return new Uint32Array(Math.max(1, Math.ceil(reach.size / 32)));
}

export function setBit(bits: Bits, bit: number): void {
  const word = bit >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (bit & 31));
}

function compute(graph: ProcessGraph, gateway: FlowNode): Reach {
  const bitOf = new Map(gateway.incoming.map((flowId, bit) => [flowId, bit]));
  const from = new Map<string, Bits>();
  const reach: Reach = { bitOf, from, size: gateway.incoming.length };
  const backwards = predecessorsIn(graph, gateway.scopeId);
  for (const [flowId, bit] of bitOf) {
    const source = graph.flows[flowId]?.source;
    if (source === undefined) continue;
    // A flow from the gateway to itself is reached from the gateway alone, and from nowhere else without visiting it.
    const stack = [source];
    const seen = new Set<string>();
    for (let nodeId = stack.pop(); nodeId !== undefined; nodeId = stack.pop()) {
      if (seen.has(nodeId)) continue;
      seen.add(nodeId);
      let bits = from.get(nodeId);
      if (bits === undefined) {
        bits = noBits(reach);
        from.set(nodeId, bits);
      }
      setBit(bits, bit);
      if (nodeId !== gateway.id) stack.push(...(backwards.get(nodeId) ?? []));
    }
  }
  return reach;
}

/** Node → the nodes of the same scope from which a token can move into it. */
function predecessorsIn(graph: ProcessGraph, scopeId: string): ReadonlyMap<string, readonly string[]> {
  const backwards = new Map<string, string[]>();
  const link = (from: string, to: string): void => {
    const list = backwards.get(to);
    if (list === undefined) backwards.set(to, [from]);
    else list.push(from);
  };
  const nodes = (graph.scopes[scopeId]?.nodes ?? []).flatMap((id) => graph.nodes[id] ?? []);
  for (const node of nodes) {
    for (const flowId of node.outgoing) {
      const target = graph.flows[flowId]?.target;
      if (target !== undefined) link(node.id, target);
    }
    if (node.type === 'boundaryEvent') link(node.attachedTo, node.id);
  }
  const catches = nodes.filter((node) => node.type === 'intermediateCatchEvent');
  for (const node of nodes) {
    if (node.type !== 'intermediateThrowEvent') continue;
    for (const definition of node.eventDefinitions) {
      if (definition.type !== 'link') continue;
      const target = catches.find(({ eventDefinitions }) =>
        eventDefinitions.some((other) => other.type === 'link' && other.name === definition.name),
      );
      if (target !== undefined) link(node.id, target.id);
    }
  }
  return backwards;
}
