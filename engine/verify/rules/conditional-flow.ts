import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { isActivity } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/**
 * Only activities and exclusive, inclusive and complex gateways choose by condition. An activity whose flows are all
 * conditional needs a default, or its token could find no way on.
 *
 * @source BPMN 2.0.2 §8.4.13 (Conditional Sequence Flow: not from events, parallel or event-based gateways)
 */
export const conditionalFlow: ProcessRule = {
  id: 'conditional-flow',
  check({ view }, report) {
    for (const node of view.nodes) {
      const flows = view.outgoing(node);
      const conditional = flows.filter((flow) => flow.condition !== undefined);
      if (conditional.length === 0) continue;
      const chooses =
        isActivity(node) ||
        node.type === 'exclusiveGateway' ||
        node.type === 'inclusiveGateway' ||
        node.type === 'complexGateway';
      if (!chooses) {
        for (const flow of conditional)
          report(
            'error',
            flow,
            {
              en: `Flow '${flow.name ?? flow.id}' from ${describe(node)} has a condition.`,
              vi: `Luồng “${flow.name ?? flow.id}” từ ${describeVi(node)} có điều kiện.`,
            },
            {
              en: 'Only activities and exclusive, inclusive and complex gateways have conditional flows; insert an exclusive gateway.',
              vi: 'Chỉ các bước và cổng loại trừ, cổng bao hàm, cổng phức hợp mới có luồng có điều kiện; hãy chèn một cổng loại trừ.',
            },
          );
      } else if (isActivity(node) && conditional.length === flows.length && node.defaultFlow === undefined) {
        report(
          'warning',
          node,
          {
            en: `Every flow from ${describe(node)} has a condition: if all are false, the case is stuck there.`,
            vi: `Mọi luồng từ ${describeVi(node)} đều có điều kiện: nếu không điều kiện nào đúng, hồ sơ mắc lại tại đó.`,
          },
          { en: 'Mark one flow as default.', vi: 'Chọn một luồng làm luồng mặc định.' },
        );
      }
    }
  },
};
