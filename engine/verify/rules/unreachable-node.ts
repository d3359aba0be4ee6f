import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { GraphView } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** Every node lies on a way from where an instance begins. What only looks reachable is found by the soundness check. */
export const unreachableNode: ProcessRule = {
  id: 'unreachable-node',
  check({ view }, report) {
    const reached = reachable(view.beginnings, view);
    for (const node of view.nodes) {
      if (reached.has(node.id) || (view.node(node.scopeId) !== undefined && !reached.has(node.scopeId))) continue;
      report(
        'error',
        node,
        { en: `No way leads to ${describe(node)}.`, vi: `Không có đường nào dẫn đến ${describeVi(node)}.` },
        { en: 'Connect it with the flow or remove it.', vi: 'Nối vào luồng, hoặc xóa phần tử này.' },
      );
    }
  },
};

function reachable(from: readonly FlowNode[], view: GraphView): ReadonlySet<string> {
  const seen = new Set(from.map((node) => node.id));
  const open = [...from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of view.successors(node)) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      open.push(next);
    }
  }
  return seen;
}
