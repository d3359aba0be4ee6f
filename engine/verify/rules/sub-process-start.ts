import { describe } from '../../compile/findings.ts';
import { isSubProcess } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** A sub-process can be entered: it has one none start event, or nodes that begin by themselves. @source BPMN 2.0.2 §10.3.5, §10.5.2 */
export const subProcessStart: ProcessRule = {
  id: 'sub-process-start',
  check({ view, graph }, report) {
    for (const node of view.nodes) {
      if (!isSubProcess(node) || node.triggeredByEvent) continue;
      const scope = graph.scopes[node.id];
      if (scope === undefined) continue;
      const starts = view.inScope(node.id).filter((inner) => inner.type === 'startEvent');
      if (starts.length > 1)
        report(
          'warning',
          node,
          `${describe(node)} has ${starts.length} start events: each begins with a token of its own.`,
          'Draw one start event and a gateway.',
        );
      if (scope.nodes.length === 0)
        report(
          'warning',
          node,
          `${describe(node)} is empty: control passes through.`,
          'Draw its inside, or use a task.',
        );
      else if (scope.entry.length === 0)
        report('error', node, `${describe(node)} has nothing that could begin.`, 'Draw a start event without trigger.');
    }
  },
};
