import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A form that a start event or user task shows is in the bundle. A warning in a bare model, which may be opened without its forms. */
export const formReference: ProcessRule = {
  id: 'form-reference',
  check({ view, procedure, manifest }, report) {
    for (const node of view.nodes) {
      if (
        (node.type !== 'userTask' && node.type !== 'startEvent') ||
        node.formId === undefined ||
        procedure.forms[node.formId] !== undefined
      )
        continue;
      const known = Object.keys(procedure.forms);
      report(
        manifest === undefined ? 'warning' : 'error',
        node,
        {
          en: `${describe(node)} shows form '${node.formId}', which is not in the bundle.`,
          vi: `${describeVi(node)} dùng biểu mẫu “${node.formId}”, không có trong bộ tệp của thủ tục.`,
        },
        {
          en: known.length === 0 ? 'Add the .form file.' : `The bundle has ${known.join(', ')}.`,
          vi: known.length === 0 ? 'Thêm tệp .form.' : `Bộ tệp có ${known.join(', ')}.`,
        },
      );
    }
  },
};
