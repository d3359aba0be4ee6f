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
        `No step of ${describe({ ...main, type: 'process' })} decides an outcome.`,
        'Mark the deciding steps or end events (statute:outcome code="GRANTED").',
      );
  },
};
