import type { FlowNode, ProcessGraph } from '../model/process-graph.ts';

/**
 * Which element of one drawing is which of another: by id, and where an id is gone by kind and name, when exactly one on either
 * side has them. Older id → newer id. Flows are matched by id, else by the elements that they join.
 */
export interface Matches {
  readonly nodes: ReadonlyMap<string, string>;
  readonly flows: ReadonlyMap<string, string>;
}

export function matchElements(before: ProcessGraph, after: ProcessGraph): Matches {
  const nodes = new Map<string, string>();
  for (const id of Object.keys(before.nodes)) if (Object.hasOwn(after.nodes, id)) nodes.set(id, id);
  const lost = byKindAndName(Object.values(before.nodes).filter(({ id }) => !nodes.has(id)));
  const taken = new Set(nodes.values());
  const found = byKindAndName(Object.values(after.nodes).filter(({ id }) => !taken.has(id)));
  for (const [key, [one, ...others]] of lost) {
    const [other, ...more] = found.get(key) ?? [];
    if (one !== undefined && other !== undefined && others.length === 0 && more.length === 0)
      nodes.set(one.id, other.id);
  }

  const flows = new Map<string, string>();
  for (const id of Object.keys(before.flows)) if (Object.hasOwn(after.flows, id)) flows.set(id, id);
  const used = new Set(flows.values());
  for (const flow of Object.values(before.flows)) {
    if (flows.has(flow.id)) continue;
    const [source, target] = [nodes.get(flow.source), nodes.get(flow.target)];
    const other = Object.values(after.flows).find(
      (candidate) => !used.has(candidate.id) && candidate.source === source && candidate.target === target,
    );
    if (other === undefined) continue;
    flows.set(flow.id, other.id);
    used.add(other.id);
  }
  return { nodes, flows };
}

/** The process of the newer version that one of the older goes on as: the same id, or the one that a case starts. */
export function matchProcess(
  id: string,
  before: { readonly mainProcessId: string },
  after: { readonly mainProcessId: string; readonly processes: Readonly<Record<string, ProcessGraph>> },
): ProcessGraph | undefined {
  if (Object.hasOwn(after.processes, id)) return after.processes[id];
  return id === before.mainProcessId ? after.processes[after.mainProcessId] : undefined;
}

function byKindAndName(nodes: readonly FlowNode[]): ReadonlyMap<string, readonly FlowNode[]> {
  const groups = new Map<string, FlowNode[]>();
  for (const node of nodes) {
    if (node.name === undefined || node.name.trim() === '') continue;
    const key = `${node.type} ${node.name.trim()}`;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return groups;
}
