import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { GraphView } from '../graph-view.ts';
import type { ProcessRule, Report } from '../rule.ts';

/** Who must not be the same person is said of user tasks that exist, of two different ones, and not of one fixed person. */
export const separationOfDuties: ProcessRule = {
  id: 'separation-of-duties',
  check({ view, graph, manifest, procedure }, report) {
    for (const node of view.nodes) {
      if (!('statute' in node)) continue;
      for (const id of node.statute?.notBy ?? []) checkPair(node, id, view, report);
    }
    if (manifest === undefined || graph.id !== procedure.mainProcessId) return;
    for (const [first, second] of manifest.separationOfDuties) {
      const node = view.node(first);
      if (node === undefined)
        report(
          'error',
          undefined,
          {
            en: `Separation of duties names '${first}', which is no step of the process.`,
            vi: `Quy định tách bạch trách nhiệm nêu “${first}”, không phải một bước của quy trình.`,
          },
          { en: 'Use the id of a user task.', vi: 'Dùng mã của một bước của cán bộ.' },
        );
      else checkPair(node, second, view, report);
    }
  },
};

function checkPair(node: FlowNode, otherId: string, view: GraphView, report: Report): void {
  const other = view.node(otherId);
  if (other?.type !== 'userTask') {
    report(
      'error',
      node,
      {
        en: `${describe(node)} may not be done by who did '${otherId}', which is no user task of this process.`,
        vi: `${describeVi(node)} không được do người đã làm “${otherId}” thực hiện, nhưng đó không phải bước của cán bộ trong quy trình này.`,
      },
      { en: 'Use the id of a user task.', vi: 'Dùng mã của một bước của cán bộ.' },
    );
    return;
  }
  if (node.type !== 'userTask') {
    report(
      'error',
      node,
      {
        en: `${describe(node)} carries a separation of duties, but nobody does it.`,
        vi: `${describeVi(node)} có quy định tách bạch trách nhiệm, nhưng không do người nào thực hiện.`,
      },
      { en: 'Say it of a user task.', vi: 'Đặt quy định này ở một bước của cán bộ.' },
    );
    return;
  }
  if (node.id === other.id)
    report(
      'error',
      node,
      { en: `${describe(node)} is separated from itself.`, vi: `${describeVi(node)} được tách bạch với chính nó.` },
      { en: 'Name two different steps.', vi: 'Nêu hai bước khác nhau.' },
    );
  const [one, two] = [node.assignment.assignee, other.assignment.assignee];
  if (one?.kind === 'literal' && two?.kind === 'literal' && one.value === two.value)
    report(
      'error',
      node,
      {
        en: `${describe(node)} and ${describe(other)} need different people, but both are assigned to '${String(one.value)}'.`,
        vi: `${describeVi(node)} và ${describeVi(other)} phải do hai người khác nhau làm, nhưng cả hai đều giao cho “${String(one.value)}”.`,
      },
      { en: 'Assign them to groups.', vi: 'Giao cho các nhóm.' },
    );
}
