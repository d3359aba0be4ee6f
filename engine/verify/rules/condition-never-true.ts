import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { isNeverTrue } from '../condition-analysis.ts';
import type { ProcessRule } from '../rule.ts';

/** A condition that no data can make true hides a way that is drawn but never taken. */
export const conditionNeverTrue: ProcessRule = {
  id: 'condition-never-true',
  check({ view }, report) {
    for (const flow of view.flows) {
      if (flow.condition?.kind !== 'feel' || !isNeverTrue(flow.condition.source)) continue;
      const source = view.node(flow.source);
      report(
        'warning',
        flow,
        {
          en: `The condition of flow '${flow.name ?? flow.id}'${source === undefined ? '' : ` from ${describe(source)}`} can never be true: ${flow.condition.source}`,
          vi: `Điều kiện của luồng “${flow.name ?? flow.id}”${source === undefined ? '' : ` từ ${describeVi(source)}`} không bao giờ đúng: ${flow.condition.source}`,
        },
        { en: 'Correct the condition or remove the flow.', vi: 'Sửa điều kiện hoặc xóa luồng.' },
      );
    }
  },
};
