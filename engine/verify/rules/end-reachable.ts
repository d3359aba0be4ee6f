import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { isInterruptingBoundary, isSubProcess, type GraphView } from '../graph-view.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { ProcessRule } from '../rule.ts';

/**
 * From every node some way leads to an end of its scope: an end event or a node without outgoing flow. A circle that
 * nothing leaves never ends. A scope that an event can interrupt is left to the soundness check.
 */
export const endReachable: ProcessRule = {
  id: 'end-reachable',
  check({ view, graph }, report) {
    for (const scope of Object.values(graph.scopes)) {
      if (canBeInterrupted(scope.id, view)) continue;
      const inside = view.inScope(scope.id);
      const ending = nodesThatCanEnd(inside, view);
      const stuck = inside.filter((node) => !ending.has(node.id));
      const first = stuck[0];
      if (first === undefined) continue;
      report(
        'error',
        first,
        {
          en: `From ${describe(first)} no way leads to an end: ${stuck.length} node${stuck.length === 1 ? '' : 's'} run${stuck.length === 1 ? 's' : ''} in a circle that nothing leaves.`,
          vi: `Từ ${describeVi(first)} không có đường nào đến sự kiện kết thúc: ${stuck.length} phần tử nằm trong một vòng lặp không có lối ra.`,
        },
        { en: 'Draw a way out of the circle.', vi: 'Vẽ một lối ra khỏi vòng lặp.' },
      );
    }
  },
};

function nodesThatCanEnd(inside: readonly FlowNode[], view: GraphView): ReadonlySet<string> {
  const sources = new Map<string, FlowNode[]>();
  const can = new Set<string>();
  const open: FlowNode[] = [];
  for (const node of inside) {
    const next = view.successors(node).filter((successor) => successor.scopeId === node.scopeId);
    for (const successor of next) sources.set(successor.id, [...(sources.get(successor.id) ?? []), node]);
    const consumes = node.outgoing.length === 0 && !(node.type === 'intermediateThrowEvent' && next.length > 0);
    if (consumes) {
      can.add(node.id);
      open.push(node);
    }
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const source of sources.get(node.id) ?? []) {
      if (can.has(source.id)) continue;
      can.add(source.id);
      open.push(source);
    }
  }
  return can;
}

function canBeInterrupted(scopeId: string, view: GraphView): boolean {
  const interruptingInside = view
    .inScope(scopeId)
    .some(
      (node) =>
        isSubProcess(node) &&
        node.triggeredByEvent &&
        view.inScope(node.id).some((start) => start.type === 'startEvent' && start.isInterrupting),
    );
  const owner = view.node(scopeId);
  if (owner === undefined || !isSubProcess(owner)) return interruptingInside;
  const onBoundary = owner.boundaryEvents.some((id) => {
    const event = view.node(id);
    return event !== undefined && isInterruptingBoundary(event);
  });
  return interruptingInside || onBoundary || owner.adHoc !== undefined || canBeInterrupted(owner.scopeId, view);
}
