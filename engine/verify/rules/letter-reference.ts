import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcedureRule } from '../rule.ts';

/** The seven standard letters. @source Circular 03/2025/TT-VPCP Annex I */
const STANDARD = new Set(['01', '02', '03', '04', '05', '06', '07']);

/** A letter that a step issues is one of the seven standard forms or a template of the bundle. */
export const letterReference: ProcedureRule = {
  id: 'letter-reference',
  check({ manifest, procedure }, report) {
    for (const graph of Object.values(procedure.processes)) {
      for (const node of Object.values(graph.nodes)) {
        const letter = 'statute' in node ? node.statute?.letter : undefined;
        if (letter === undefined || STANDARD.has(letter) || manifest.letters[letter] !== undefined) continue;
        report(
          'error',
          node,
          {
            en: `${describe(node)} issues letter '${letter}', which is neither a standard form (01 to 07) nor listed in procedure.json.`,
            vi: `${describeVi(node)} phát hành văn bản “${letter}”, không phải mẫu chuẩn (01 đến 07) và cũng không có trong procedure.json.`,
          },
          {
            en: 'Add the template under letters, or use a standard form.',
            vi: 'Thêm mẫu vào letters, hoặc dùng một mẫu chuẩn.',
          },
        );
      }
    }
  },
};
