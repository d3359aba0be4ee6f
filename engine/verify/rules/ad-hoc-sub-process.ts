import { describe } from '../../compile/findings.ts';
import { isActivity } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** An ad-hoc sub-process holds activities and neither begins nor ends at an event. @source BPMN 2.0.2 §10.3.5 (Ad-Hoc Sub-Process) */
export const adHocSubProcess: ProcessRule = {
  id: 'ad-hoc-sub-process',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'adHocSubProcess') continue;
      const inside = view.inScope(node.id);
      if (!inside.some(isActivity))
        report('error', node, `${describe(node)} holds no activity.`, 'Draw the activities from which people choose.');
      for (const event of inside) {
        if (event.type === 'startEvent' || event.type === 'endEvent')
          report(
            'error',
            event,
            `${describe(event)} lies in ad-hoc ${describe(node)}.`,
            'An ad-hoc sub-process has neither start nor end events; remove it.',
          );
      }
    }
  },
};
