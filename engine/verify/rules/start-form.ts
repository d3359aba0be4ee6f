import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcedureRule } from '../rule.ts';

/** The application form of the manifest exists and is the one that the start event shows. */
export const startForm: ProcedureRule = {
  id: 'start-form',
  check({ manifest, main }, report) {
    if (manifest.startForm !== undefined && manifest.forms[manifest.startForm] === undefined)
      report(
        'error',
        undefined,
        {
          en: `The application form '${manifest.startForm}' is not among the forms of procedure.json.`,
          vi: `Tờ khai “${manifest.startForm}” không có trong danh mục biểu mẫu của procedure.json.`,
        },
        { en: 'List it under forms.', vi: 'Khai tại forms.' },
      );
    for (const node of Object.values(main.nodes)) {
      if (node.type !== 'startEvent' || node.scopeId !== main.id || node.formId === undefined) continue;
      if (manifest.startForm !== undefined && node.formId !== manifest.startForm)
        report(
          'error',
          node,
          {
            en: `${describe(node)} shows form '${node.formId}', but the application form of the procedure is '${manifest.startForm}'.`,
            vi: `${describeVi(node)} dùng biểu mẫu “${node.formId}”, nhưng tờ khai của thủ tục là “${manifest.startForm}”.`,
          },
          { en: 'Make both the same.', vi: 'Dùng cùng một biểu mẫu ở cả hai nơi.' },
        );
    }
  },
};
