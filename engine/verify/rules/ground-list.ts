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
            `${describe(node)} must choose a ground of ${list}, but the procedure publishes none.`,
            `List them under ${list}Grounds.`,
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
        `The ground '${code}' occurs twice in ${where}.`,
        'Give every ground a code of its own.',
      );
    seen.add(code);
  }
}
