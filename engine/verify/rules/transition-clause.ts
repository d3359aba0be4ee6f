import { checkFeel } from '../../feel/feel.ts';
import type { ProcedureRule } from '../rule.ts';

const DATES: readonly string[] = ['received', 'submitted', 'postmarked', 'decided'];

/** A transition clause is valid FEEL and looks at nothing but the dates of a case, which are all that is known when the version
 *  is chosen. */
export const transitionClause: ProcedureRule = {
  id: 'transition-clause',
  check({ manifest: { transition } }, report) {
    if (transition === undefined) return;
    const check = checkFeel(transition.when.replace(/^=/, ''));
    if (!check.ok) {
      report(
        'error',
        undefined,
        {
          en: `The transition clause is no valid FEEL: ${check.message}`,
          vi: `Quy định chuyển tiếp không phải FEEL hợp lệ: ${check.messageVi}`,
        },
        {
          en: 'Compare dates, e.g. received < date("2026-07-01").',
          vi: 'So sánh các ngày, ví dụ received < date("2026-07-01").',
        },
      );
      return;
    }
    const unknown = [...check.variables, ...check.possibleVariables].filter((name) => !DATES.includes(name));
    if (unknown.length === 0) return;
    report(
      'error',
      undefined,
      {
        en: `The transition clause reads ${unknown.map((name) => `'${name}'`).join(', ')}; only the dates ${DATES.join(', ')} are known when the version is chosen.`,
        vi: `Quy định chuyển tiếp đọc ${unknown.map((name) => `“${name}”`).join(', ')}; khi chọn phiên bản chỉ biết các ngày ${DATES.join(', ')}.`,
      },
      { en: 'Decide by these dates alone.', vi: 'Chỉ quyết định theo các ngày này.' },
    );
  },
};
