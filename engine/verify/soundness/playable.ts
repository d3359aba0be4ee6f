import type { CounterExampleStep } from '../../errors.ts';
import type { Expression } from '../../model/expression.ts';
import type { Procedure } from '../../model/procedure.ts';
import type { FlowNode, SequenceFlow } from '../../model/process-graph.ts';
import type { Escape, Net, NetFlow, NetNode } from './net.ts';

/** A net written back as a process that the token game plays, and what its ids stand for in the drawing. */
export interface Playable {
  readonly procedure: Procedure;
  /** Id of a node or flow of the playable process → what it stands for. */
  readonly meaning: ReadonlyMap<string, Meaning>;
  /** Whether more tokens can never hinder anything: no inclusive or complex join. */
  readonly monotone: boolean;
  /** Ids at which only tokens of alarms rest. */
  readonly beside: ReadonlySet<string>;
  /** Ids of tasks that stand for an alarm which is yet to be raised: in the drawing no token rests there. */
  readonly unraised: ReadonlySet<string>;
}

export interface Meaning {
  readonly members: readonly string[];
  readonly steps: readonly CounterExampleStep[];
  readonly escape?: Escape;
}

export const PLAYED_PROCESS = 'net';

/**
 * Writes a net as a process graph: splits and joins as gateways, everything that waits as a user task, so that a token
 * rests exactly where it may rest in the drawing. One flow of every circle waits, or the game would never come to rest.
 */
export function toPlayable(net: Net): Playable {
  const meaning = new Map<string, Meaning>();
  const nodes = new Map<string, FlowNode>();
  const flows: SequenceFlow[] = [];
  const closing = closingFlows(net);
  const flowing = reachedWithoutAlarm(net);
  const beside = new Set<string>();
  for (const node of net.nodes) {
    meaning.set(node.id, {
      members: node.members,
      // Done when it is left, not when it is reached: said by the first flow that leaves.
      steps: node.waits ? [] : node.steps,
      ...(node.escape !== undefined && { escape: node.escape }),
    });
  }
  const incoming = new Map<NetNode, string[]>();
  const outgoing = new Map<NetNode, string[]>();
  const list = (map: Map<NetNode, string[]>, node: NetNode): string[] => {
    const known = map.get(node) ?? [];
    map.set(node, known);
    return known;
  };
  for (const node of net.nodes) {
    if (!flowing.has(node)) beside.add(node.id);
    const [first] = node.outgoing;
    for (const flow of node.outgoing) {
      if (flow.alarm || !flowing.has(node))
        for (const id of [flow.id, `${flow.id}#wait`, `${flow.id}#waited`]) beside.add(id);
      const steps = node.waits && flow === first ? [...node.steps, ...flow.steps] : flow.steps;
      const what = { members: flow.members, steps };
      list(outgoing, flow.source).push(flow.id);
      if (!flow.waits && !closing.has(flow)) {
        flows.push(sequenceFlow(flow.id, flow.source.id, flow.target.id, flow.condition));
        list(incoming, flow.target).push(flow.id);
        meaning.set(flow.id, what);
        continue;
      }
      const [wait, waited] = [`${flow.id}#wait`, `${flow.id}#waited`];
      flows.push(
        sequenceFlow(flow.id, flow.source.id, wait, flow.condition),
        sequenceFlow(waited, wait, flow.target.id),
      );
      nodes.set(wait, activity(wait, [flow.id], [waited], 'userTask', 1, 1));
      list(incoming, flow.target).push(waited);
      meaning.set(waited, flow.waits ? what : { ...what, steps: [] });
      // A wait that only closes a circle is not in the drawing: the flow is taken when it is chosen.
      if (!flow.waits) meaning.set(flow.id, { members: [], steps });
    }
  }
  for (const node of net.nodes) nodes.set(node.id, flowNode(node, incoming.get(node) ?? [], outgoing.get(node) ?? []));
  const graph = {
    id: PLAYED_PROCESS,
    scopes: {
      [PLAYED_PROCESS]: {
        id: PLAYED_PROCESS,
        nodes: [...nodes.keys()],
        entry: [net.begin.id],
        eventSubProcesses: [],
        dataObjects: [],
      },
    },
    nodes: Object.fromEntries(nodes),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    lanes: [],
  };
  const procedure: Procedure = {
    format: 1,
    digest: '',
    processes: { [PLAYED_PROCESS]: graph },
    mainProcessId: PLAYED_PROCESS,
    forms: {},
    decisions: {},
  };
  const monotone = ![...net.nodes].some(
    (node) => node.kind === 'complex' || (node.kind === 'or' && node.incoming.size > 1),
  );
  const unraised = new Set(
    [...net.nodes].flatMap(({ id, waits, incoming: ins }) =>
      waits && ins.size > 0 && [...ins].every(({ alarm }) => alarm) ? [id] : [],
    ),
  );
  return { procedure, meaning, monotone, beside, unraised };
}

function sequenceFlow(id: string, source: string, target: string, condition?: Expression): SequenceFlow {
  return { id, source, target, scopeId: PLAYED_PROCESS, ...(condition !== undefined && { condition }) };
}

function flowNode(node: NetNode, incoming: readonly string[], outgoing: readonly string[]): FlowNode {
  const base = { id: node.id, scopeId: PLAYED_PROCESS, incoming, outgoing, inputs: [], outputs: [] };
  switch (node.kind) {
    case 'begin':
      return { ...base, type: 'startEvent', eventDefinitions: [], isInterrupting: true, parallelMultiple: false };
    case 'end':
      return { ...base, type: 'endEvent', eventDefinitions: [] };
    case 'terminate':
      return { ...base, type: 'endEvent', eventDefinitions: [{ type: 'terminate' }] };
    case 'xor':
      return { ...base, type: 'exclusiveGateway' };
    case 'and':
      return { ...base, type: 'parallelGateway' };
    case 'or':
      return { ...base, type: 'inclusiveGateway' };
    case 'complex': {
      const fallback = [...node.outgoing].find((flow) => flow.isDefault);
      return {
        ...base,
        type: 'complexGateway',
        ...(node.activation !== undefined && { activationCondition: node.activation }),
        ...(fallback !== undefined && { defaultFlow: fallback.id }),
      };
    }
    case 'pass':
      return activity(
        node.id,
        incoming,
        outgoing,
        node.waits ? 'userTask' : 'task',
        node.startQuantity,
        node.completionQuantity,
      );
    default:
      return node.kind satisfies never;
  }
}

function activity(
  id: string,
  incoming: readonly string[],
  outgoing: readonly string[],
  type: 'task' | 'userTask',
  startQuantity: number,
  completionQuantity: number,
): FlowNode {
  const parts = {
    id,
    scopeId: PLAYED_PROCESS,
    incoming,
    outgoing,
    inputs: [],
    outputs: [],
    boundaryEvents: [],
    isForCompensation: false,
    startQuantity,
    completionQuantity,
  };
  return type === 'task' ? { ...parts, type } : { ...parts, type, assignment: {} };
}

function reachedWithoutAlarm(net: Net): ReadonlySet<NetNode> {
  const reached = new Set([net.begin]);
  for (const node of reached) for (const flow of node.outgoing) if (!flow.alarm) reached.add(flow.target);
  return reached;
}

/** The flows that close a circle: the back edges of a depth-first search. */
function closingFlows(net: Net): ReadonlySet<NetFlow> {
  const closing = new Set<NetFlow>();
  const done = new Set<NetNode>();
  const onPath = new Set<NetNode>();
  for (const root of net.nodes) {
    if (done.has(root)) continue;
    const path: { readonly node: NetNode; readonly rest: NetFlow[] }[] = [{ node: root, rest: [...root.outgoing] }];
    onPath.add(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const flow = top.rest.pop();
      if (flow === undefined) {
        path.pop();
        onPath.delete(top.node);
        done.add(top.node);
      } else if (onPath.has(flow.target)) closing.add(flow);
      else if (!done.has(flow.target)) {
        onPath.add(flow.target);
        path.push({ node: flow.target, rest: [...flow.target.outgoing] });
      }
    }
  }
  return closing;
}
