import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { areTotal } from '../condition-analysis.ts';
import type { ProcessRule } from '../rule.ts';

/**
 * An exclusive or inclusive gateway always finds a way: it has a default flow, an unconditional flow, or conditions that
 * cover every case. Otherwise a case can be stuck there. A warning in a bare model, an error where a manifest is present.
 *
 * @source BPMN 2.0.2 §13.4.2, §13.4.3 (an exception is thrown when no condition is true and there is no default)
 */
export const gatewayTotal: ProcessRule = {
  id: 'gateway-total',
  check({ view, manifest }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'exclusiveGateway' && node.type !== 'inclusiveGateway') continue;
      const flows = view.outgoing(node);
      if (node.defaultFlow !== undefined || flows.length === 0 || flows.some((flow) => flow.condition === undefined))
        continue;
      if (areTotal(flows.flatMap((flow) => (flow.condition?.kind === 'feel' ? [flow.condition.source] : [])))) continue;
      report(
        manifest === undefined ? 'warning' : 'error',
        node,
        {
          en: `${describe(node)} has no default flow, and its conditions do not cover every case.`,
          vi: `${describeVi(node)} không có luồng mặc định, và các điều kiện không bao quát mọi trường hợp.`,
        },
        { en: 'Mark one outgoing flow as default.', vi: 'Chọn một luồng đi ra làm luồng mặc định.' },
      );
    }
  },
};
