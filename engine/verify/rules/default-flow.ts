import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A default flow leaves its own node and has no condition. @source BPMN 2.0.2 §8.4.13 (Sequence Flow), §10.6.2 */
export const defaultFlow: ProcessRule = {
  id: 'default-flow',
  check({ view, graph }, report) {
    for (const node of view.nodes) {
      if (!('defaultFlow' in node) || node.defaultFlow === undefined) continue;
      const flow = graph.flows[node.defaultFlow];
      if (flow === undefined || flow.source !== node.id) {
        report(
          'error',
          node,
          {
            en: `The default flow '${node.defaultFlow}' of ${describe(node)} does not leave it.`,
            vi: `Luồng mặc định “${node.defaultFlow}” của ${describeVi(node)} không đi ra từ phần tử này.`,
          },
          { en: 'Choose one of its outgoing flows.', vi: 'Chọn một trong các luồng đi ra.' },
        );
        continue;
      }
      if (flow.condition !== undefined)
        report(
          'warning',
          flow,
          {
            en: `Default flow '${flow.id}' of ${describe(node)} has a condition, which is not evaluated.`,
            vi: `Luồng mặc định “${flow.id}” của ${describeVi(node)} có điều kiện, điều kiện này không được xét.`,
          },
          { en: 'Remove the condition.', vi: 'Xóa điều kiện.' },
        );
      const others = view.outgoing(node).filter((other) => other.id !== flow.id);
      if (others.length > 0 && others.every((other) => other.condition === undefined)) {
        report(
          'warning',
          node,
          {
            en: `${describe(node)} has a default flow, but no other flow has a condition: the default is never taken.`,
            vi: `${describeVi(node)} có luồng mặc định nhưng không luồng nào khác có điều kiện: luồng mặc định không bao giờ được đi.`,
          },
          { en: 'Give the other flows conditions.', vi: 'Đặt điều kiện cho các luồng khác.' },
        );
      }
    }
  },
};
