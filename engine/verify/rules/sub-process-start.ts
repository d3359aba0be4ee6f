import { describeVi } from '../../compile/describe-vi.ts';
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
          {
            en: `${describe(node)} has ${starts.length} start events: each begins with a token of its own.`,
            vi: `${describeVi(node)} có ${starts.length} sự kiện bắt đầu: mỗi sự kiện mở một nhánh xử lý riêng.`,
          },
          { en: 'Draw one start event and a gateway.', vi: 'Vẽ một sự kiện bắt đầu và một cổng.' },
        );
      if (scope.nodes.length === 0)
        report(
          'warning',
          node,
          {
            en: `${describe(node)} is empty: control passes through.`,
            vi: `${describeVi(node)} trống: hồ sơ đi thẳng qua.`,
          },
          { en: 'Draw its inside, or use a task.', vi: 'Vẽ phần bên trong, hoặc dùng một bước.' },
        );
      else if (scope.entry.length === 0)
        report(
          'error',
          node,
          {
            en: `${describe(node)} has nothing that could begin.`,
            vi: `${describeVi(node)} không có phần tử nào có thể bắt đầu.`,
          },
          { en: 'Draw a start event without trigger.', vi: 'Vẽ một sự kiện bắt đầu không có điều kiện kích hoạt.' },
        );
    }
  },
};
