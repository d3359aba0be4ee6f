import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { definitionsOf } from '../graph-view.ts';
import type { ProcedureRule } from '../rule.ts';

/**
 * Silence has a legal effect only where the law gives it one: the timer names the article, and which of the law's effects it
 * is, so that history, papers and statistics can say so.
 *
 * @source 217/2026/NĐ-CP Art. 56 (a consulted agency), 46/2026/NĐ-CP Art. 16 (a dossier that is void)
 */
export const deemedEffect: ProcedureRule = {
  id: 'deemed-effect',
  check({ procedure }, report) {
    for (const graph of Object.values(procedure.processes)) {
      for (const node of Object.values(graph.nodes)) {
        for (const definition of definitionsOf(node)) {
          if (definition.type !== 'timer' || definition.timer.kind !== 'statutory') continue;
          const { deemed, duration } = definition.timer.value;
          if (deemed === undefined) continue;
          if (duration.basis === undefined)
            report(
              'error',
              node,
              {
                en: `Silence at ${describe(node)} has a legal effect that rests on nothing.`,
                vi: `Im lặng tại ${describeVi(node)} có hệ quả pháp lý nhưng không nêu căn cứ.`,
              },
              {
                en: 'Name the article in basis: 217/2026/NĐ-CP#56.',
                vi: 'Ghi điều khoản vào basis: 217/2026/NĐ-CP#56.',
              },
            );
          if (deemed.kind === undefined)
            report(
              'warning',
              node,
              {
                en: `What silence at ${describe(node)} counts as is said in words only, so statistics cannot count it.`,
                vi: `Hệ quả của im lặng tại ${describeVi(node)} chỉ được diễn đạt bằng lời nên thống kê không phân loại được.`,
              },
              {
                en: 'Add deemed: CONSENT, CONFIRMATION, VOID or NOT_MET.',
                vi: 'Thêm deemed: CONSENT, CONFIRMATION, VOID hoặc NOT_MET.',
              },
            );
        }
      }
    }
  },
};
