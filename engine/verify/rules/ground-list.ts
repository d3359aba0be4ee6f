import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { Ground } from '../../model/procedure-manifest.ts';
import type { ProcedureRule, Report } from '../rule.ts';

/** A step that must choose a ground has a published list to choose from, and no ground is listed twice. */
export const groundList: ProcedureRule = {
  id: 'ground-list',
  check({ manifest, procedure }, report) {
    const lists = { supplement: manifest.supplementGrounds, refusal: manifest.refusalGrounds };
    checkUnique(lists.supplement, 'supplementGrounds', report);
    checkUnique(lists.refusal, 'refusalGrounds', report);
    for (const graph of Object.values(procedure.processes)) {
      for (const node of Object.values(graph.nodes)) {
        const list = 'statute' in node ? node.statute?.grounds : undefined;
        if (list !== undefined && lists[list].length === 0)
          report(
            'error',
            node,
            {
              en: `${describe(node)} must choose a ground of ${list}, but the procedure publishes none.`,
              vi: `${describeVi(node)} phải chọn căn cứ ${list === 'supplement' ? 'yêu cầu bổ sung' : 'từ chối'}, nhưng thủ tục chưa công bố căn cứ nào.`,
            },
            { en: `List them under ${list}Grounds.`, vi: `Khai danh mục tại ${list}Grounds.` },
          );
      }
    }
  },
};

function checkUnique(grounds: readonly Ground[], where: string, report: Report): void {
  const seen = new Set<string>();
  for (const { code } of grounds) {
    if (seen.has(code))
      report(
        'error',
        undefined,
        {
          en: `The ground '${code}' occurs twice in ${where}.`,
          vi: `Căn cứ “${code}” xuất hiện hai lần trong ${where}.`,
        },
        { en: 'Give every ground a code of its own.', vi: 'Mỗi căn cứ phải có mã riêng.' },
      );
    seen.add(code);
  }
}
