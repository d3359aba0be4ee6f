import { checkFeel } from '../../feel/feel.ts';
import type { ProcedureRule } from '../rule.ts';

/** Papers, fees and conditions have ids of their own, and what decides whether a paper is required is valid FEEL. */
export const paperList: ProcedureRule = {
  id: 'paper-list',
  check({ manifest }, report) {
    for (const [where, items] of [
      ['papers', manifest.papers],
      ['fees', manifest.fees],
      ['conditions', manifest.conditions],
      ['groups', manifest.groups],
      ['legalActs', manifest.legalActs],
    ] as const) {
      const seen = new Set<string>();
      for (const { id } of items) {
        if (seen.has(id))
          report('error', undefined, `'${id}' occurs twice in ${where}.`, 'Give each an id of its own.');
        seen.add(id);
      }
    }
    for (const paper of manifest.papers) {
      if (paper.requiredIf === undefined) continue;
      const check = checkFeel(paper.requiredIf.replace(/^=/, ''));
      if (!check.ok)
        report(
          'error',
          undefined,
          `When paper '${paper.id}' is required is no valid FEEL: ${check.message}`,
          'Write a condition over the application form, e.g. married = true.',
        );
      if (paper.original + paper.copies === 0 && paper.replacedBy === undefined)
        report(
          'warning',
          undefined,
          `Paper '${paper.id}' is asked for in no copy at all.`,
          'Say how many originals or copies.',
        );
    }
  },
};
