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
        `The condition of flow '${flow.name ?? flow.id}'${source === undefined ? '' : ` from ${describe(source)}`} can never be true: ${flow.condition.source}`,
        'Correct the condition or remove the flow.',
      );
    }
  },
};
