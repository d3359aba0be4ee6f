import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** An end event is no source of a sequence flow. @source BPMN 2.0.2 §10.5.3 (End Event, Sequence Flow Connections) */
export const endEventFlow: ProcessRule = {
  id: 'end-event-flow',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'endEvent') continue;
      if (node.outgoing.length > 0)
        report(
          'error',
          node,
          { en: `${describe(node)} has an outgoing sequence flow.`, vi: `${describeVi(node)} có luồng tuần tự đi ra.` },
          {
            en: 'Make it an intermediate throw event, or remove the flow.',
            vi: 'Đổi thành sự kiện trung gian phát, hoặc xóa luồng.',
          },
        );
      if (node.incoming.length === 0)
        report(
          'error',
          node,
          { en: `${describe(node)} is reached by nothing.`, vi: `Không có gì dẫn đến ${describeVi(node)}.` },
          { en: 'Draw a sequence flow to it or remove it.', vi: 'Vẽ một luồng tuần tự dẫn đến, hoặc xóa sự kiện này.' },
        );
    }
  },
};
