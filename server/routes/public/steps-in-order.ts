import type { FlowNode, Procedure } from '../../../engine/index.ts';

type Process = Procedure['processes'][string];

/**
 * The flow nodes of a procedure as a person reads the diagram: a node after those that lead to it, what is left out of a loop
 * back; boundary events after what they are attached to, the inside of a sub-process after the sub-process itself, called
 * processes after the process that a case starts. Pure.
 */
export function nodesInOrder({ processes, mainProcessId }: Procedure): readonly FlowNode[] {
  const main = processes[mainProcessId];
  const called = Object.values(processes).filter((process) => process !== main);
  return [...(main === undefined ? [] : [main]), ...called].flatMap((process) => scopeInOrder(process, process.id));
}

/** Reverse post-order of a depth-first walk: a topological order of what is not a way back. */
function scopeInOrder(process: Process, scopeId: string): readonly FlowNode[] {
  const scope = process.scopes[scopeId];
  if (scope === undefined) return [];
  const seen = new Set<string>();
  const left: FlowNode[] = [];
  const visit = (id: string): void => {
    const node = process.nodes[id];
    if (node === undefined || seen.has(id)) return;
    seen.add(id);
    // The last alternative first, since the order is turned round at the end.
    for (const next of followers(process, node).toReversed()) visit(next);
    left.push(node);
  };
  for (const id of [...scope.entry, ...scope.nodes].toReversed()) if (isEntry(process, id)) visit(id);
  for (const id of scope.nodes.toReversed()) visit(id);
  return left
    .toReversed()
    .flatMap((node) => (node.id in process.scopes ? [node, ...scopeInOrder(process, node.id)] : [node]));
}

function isEntry(process: Process, id: string): boolean {
  const node = process.nodes[id];
  return node !== undefined && node.type !== 'boundaryEvent' && node.incoming.length === 0;
}

function followers(process: Process, node: FlowNode): readonly string[] {
  const along = node.outgoing.map((flow) => process.flows[flow]?.target ?? '');
  return 'boundaryEvents' in node ? [...along, ...node.boundaryEvents] : along;
}
