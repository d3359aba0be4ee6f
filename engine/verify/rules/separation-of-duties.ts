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
          `Separation of duties names '${first}', which is no step of the process.`,
          'Use the id of a user task.',
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
      `${describe(node)} may not be done by who did '${otherId}', which is no user task of this process.`,
      'Use the id of a user task.',
    );
    return;
  }
  if (node.type !== 'userTask') {
    report(
      'error',
      node,
      `${describe(node)} carries a separation of duties, but nobody does it.`,
      'Say it of a user task.',
    );
    return;
  }
  if (node.id === other.id)
    report('error', node, `${describe(node)} is separated from itself.`, 'Name two different steps.');
  const [one, two] = [node.assignment.assignee, other.assignment.assignee];
  if (one?.kind === 'literal' && two?.kind === 'literal' && one.value === two.value)
    report(
      'error',
      node,
      `${describe(node)} and ${describe(other)} need different people, but both are assigned to '${String(one.value)}'.`,
      'Assign them to groups.',
    );
}
