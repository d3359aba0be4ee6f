import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { isActivity } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/** Start and completion quantities are whole numbers from 1. @source BPMN 2.0.2 Table 10.3 */
export const tokenQuantity: ProcessRule = {
  id: 'token-quantity',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (!isActivity(node)) continue;
      for (const [what, value] of [
        ['start', node.startQuantity],
        ['completion', node.completionQuantity],
      ] as const) {
        if (!Number.isInteger(value) || value < 1)
          report(
            'error',
            node,
            {
              en: `The ${what} quantity of ${describe(node)} is ${value}.`,
              vi: `Số lượng ${what === 'start' ? 'bắt đầu' : 'hoàn thành'} của ${describeVi(node)} là ${value}.`,
            },
            { en: 'Write a whole number from 1.', vi: 'Viết một số nguyên từ 1.' },
          );
      }
    }
  },
};
