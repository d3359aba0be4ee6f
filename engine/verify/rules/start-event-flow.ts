import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A start event is no target of a sequence flow. @source BPMN 2.0.2 §10.5.2 (Start Event, Sequence Flow Connections) */
export const startEventFlow: ProcessRule = {
  id: 'start-event-flow',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'startEvent') continue;
      if (node.incoming.length > 0)
        report(
          'error',
          node,
          {
            en: `${describe(node)} has an incoming sequence flow.`,
            vi: `${describeVi(node)} có luồng tuần tự đi vào.`,
          },
          {
            en: 'Lead the flow to the node after the start event.',
            vi: 'Dẫn luồng đến phần tử ngay sau sự kiện bắt đầu.',
          },
        );
      if (node.outgoing.length === 0)
        report(
          'error',
          node,
          { en: `${describe(node)} leads nowhere.`, vi: `${describeVi(node)} không dẫn đến đâu.` },
          { en: 'Draw a sequence flow from it.', vi: 'Vẽ một luồng tuần tự đi ra từ nó.' },
        );
    }
  },
};
