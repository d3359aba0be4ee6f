import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A step that is given out by rule names those among whom the rule chooses, and nobody in particular. */
export const assignmentRule: ProcessRule = {
  id: 'assignment-rule',
  check({ view, graph }, report) {
    for (const node of view.nodes) {
      if (!('statute' in node) || node.statute?.assignment === undefined) continue;
      if (node.type !== 'userTask') {
        report(
          'error',
          node,
          {
            en: `${describe(node)} has a rule of assignment, but nobody does it.`,
            vi: `${describeVi(node)} có quy tắc phân công, nhưng không do người nào thực hiện.`,
          },
          { en: 'Say it of a user task.', vi: 'Đặt quy tắc này ở một bước của cán bộ.' },
        );
        continue;
      }
      const { assignee, candidateGroups, candidateUsers } = node.assignment;
      if (assignee !== undefined)
        report(
          'error',
          node,
          {
            en: `${describe(node)} has an assignee and a rule of assignment, which would never be asked.`,
            vi: `${describeVi(node)} đã chỉ định người thực hiện nên quy tắc phân công không bao giờ được dùng.`,
          },
          { en: 'Keep one of the two.', vi: 'Giữ lại một trong hai.' },
        );
      const inLane = graph.lanes.some(({ nodes }) => nodes.includes(node.id));
      if (assignee === undefined && candidateGroups === undefined && candidateUsers === undefined && !inLane)
        report(
          'error',
          node,
          {
            en: `${describe(node)} is given out by rule, but names no candidates: the rule would choose among everybody.`,
            vi: `${describeVi(node)} phân công theo quy tắc nhưng không nêu nhóm nào: quy tắc sẽ chọn trong tất cả mọi người.`,
          },
          { en: 'Put it into a lane or name its candidate groups.', vi: 'Đặt vào một làn, hoặc nêu nhóm được giao.' },
        );
    }
  },
};
