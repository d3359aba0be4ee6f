import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { isSubProcess } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** An event sub-process has exactly one start event and stands outside the flow. @source BPMN 2.0.2 §10.3.5 (Event Sub-Processes) */
export const eventSubProcess: ProcessRule = {
  id: 'event-sub-process',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (!isSubProcess(node) || !node.triggeredByEvent) continue;
      if (node.incoming.length + node.outgoing.length > 0)
        report(
          'error',
          node,
          {
            en: `${describe(node)} is triggered by an event and has sequence flows.`,
            vi: `${describeVi(node)} do sự kiện kích hoạt nhưng có luồng tuần tự.`,
          },
          {
            en: 'Remove the flows, or make it a plain sub-process.',
            vi: 'Xóa các luồng đó, hoặc đổi thành quy trình con thường.',
          },
        );
      const starts = view.inScope(node.id).filter((inner) => inner.type === 'startEvent');
      if (starts.length !== 1)
        report(
          'error',
          node,
          {
            en: `${describe(node)} has ${starts.length} start events.`,
            vi: `${describeVi(node)} có ${starts.length} sự kiện bắt đầu.`,
          },
          {
            en: 'An event sub-process has exactly one, with a trigger.',
            vi: 'Quy trình con sự kiện có đúng một sự kiện bắt đầu, có điều kiện kích hoạt.',
          },
        );
      if (node.loop !== undefined)
        report(
          'error',
          node,
          {
            en: `${describe(node)} is triggered by an event and loops.`,
            vi: `${describeVi(node)} do sự kiện kích hoạt nhưng lại lặp.`,
          },
          { en: 'Put the loop inside.', vi: 'Đặt vòng lặp vào bên trong.' },
        );
    }
  },
};
