import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** Groups that a model names are listed in the manifest, so that the staff list can be checked against them. */
export const groupReference: ProcessRule = {
  id: 'group-reference',
  check({ view, manifest }, report) {
    if (manifest === undefined) return;
    const known = new Set(manifest.groups.map((group) => group.id));
    for (const node of view.nodes) {
      if (node.type !== 'userTask' || node.assignment.candidateGroups?.kind !== 'literal') continue;
      for (const group of String(node.assignment.candidateGroups.value)
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !known.has(name))) {
        report(
          'error',
          node,
          {
            en: `${describe(node)} is offered to group '${group}', which procedure.json does not list.`,
            vi: `${describeVi(node)} được giao cho nhóm “${group}”, nhóm này không có trong procedure.json.`,
          },
          {
            en: `Add it to groups, or use one of ${[...known].join(', ')}.`,
            vi: `Thêm vào groups, hoặc dùng một trong các nhóm ${[...known].join(', ')}.`,
          },
        );
      }
    }
  },
};
