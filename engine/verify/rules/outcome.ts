import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcedureRule } from '../rule.ts';

/** A procedure says with which outcome a case is decided: at least one step or end event carries one. */
export const outcome: ProcedureRule = {
  id: 'outcome',
  check({ main }, report) {
    const decides = Object.values(main.nodes).some((node) => 'statute' in node && node.statute?.outcome !== undefined);
    if (!decides)
      report(
        'warning',
        undefined,
        {
          en: `No step of ${describe({ ...main, type: 'process' })} decides an outcome.`,
          vi: `Không bước nào của ${describeVi({ ...main, type: 'process' })} quyết định kết quả.`,
        },
        {
          en: 'Mark the deciding steps or end events (statute:outcome code="GRANTED").',
          vi: 'Đánh dấu các bước hoặc sự kiện kết thúc ra quyết định (statute:outcome code="GRANTED").',
        },
      );
  },
};
