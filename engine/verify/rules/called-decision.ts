import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { BusinessRuleTask } from '../../model/process-graph.ts';
import type { ProcessRule } from '../rule.ts';

/** A called decision is in the bundle: decisions are part of the version and never come from elsewhere. */
export const calledDecision: ProcessRule = {
  id: 'called-decision',
  check({ view, procedure, manifest }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'businessRuleTask') continue;
      if (node.decision === undefined) {
        if (isPlainJob(node))
          report(
            'warning',
            node,
            {
              en: `${describe(node)} names neither a decision nor a worker: it waits for whoever works for '${node.id}'.`,
              vi: `${describeVi(node)} không nêu quyết định nào, cũng không nêu dịch vụ nào: hồ sơ chờ dịch vụ nhận việc “${node.id}”.`,
            },
            { en: 'Choose a decision (zeebe:calledDecision).', vi: 'Chọn một quyết định (zeebe:calledDecision).' },
          );
        continue;
      }
      const { decisionId } = node.decision;
      if (decisionId.kind !== 'literal' || procedure.decisions[String(decisionId.value)] !== undefined) continue;
      const known = Object.keys(procedure.decisions);
      report(
        manifest === undefined ? 'warning' : 'error',
        node,
        {
          en: `${describe(node)} calls decision '${String(decisionId.value)}', which is not in the bundle.`,
          vi: `${describeVi(node)} gọi quyết định “${String(decisionId.value)}”, không có trong bộ tệp của thủ tục.`,
        },
        {
          en: known.length === 0 ? 'Add the .dmn file.' : `The bundle has ${known.join(', ')}.`,
          vi: known.length === 0 ? 'Thêm tệp .dmn.' : `Bộ tệp có ${known.join(', ')}.`,
        },
      );
    }
  },
};

/** The compiler gives a rule without decision and worker a job by its own id. */
function isPlainJob(task: BusinessRuleTask): boolean {
  return task.job === undefined || (task.job.type.kind === 'literal' && task.job.type.value === task.id);
}
