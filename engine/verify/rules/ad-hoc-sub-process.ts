import { describeVi } from '../../compile/describe-vi.ts';
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
        report(
          'error',
          node,
          { en: `${describe(node)} holds no activity.`, vi: `${describeVi(node)} không chứa bước nào.` },
          { en: 'Draw the activities from which people choose.', vi: 'Vẽ các bước để cán bộ lựa chọn.' },
        );
      for (const event of inside) {
        if (event.type === 'startEvent' || event.type === 'endEvent')
          report(
            'error',
            event,
            {
              en: `${describe(event)} lies in ad-hoc ${describe(node)}.`,
              vi: `${describeVi(event)} nằm trong ${describeVi(node)}.`,
            },
            {
              en: 'An ad-hoc sub-process has neither start nor end events; remove it.',
              vi: 'Quy trình con tùy biến không có sự kiện bắt đầu và sự kiện kết thúc; hãy xóa sự kiện này.',
            },
          );
      }
    }
  },
};
