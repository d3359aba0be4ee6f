import { describe } from '../../compile/findings.ts';
import type { ProcedureRule } from '../rule.ts';

/**
 * A procedure is complete only with its eight legal components: name, order of steps, manner, papers, time limit, who may
 * apply, deciding authority, and result with form, conditions and fees where there are any.
 *
 * @source Decree 63/2010/NĐ-CP Art. 8(2) as amended by Decree 92/2017/NĐ-CP
 */
export const legalComponents: ProcedureRule = {
  id: 'legal-components',
  check({ manifest, main }, report) {
    const missing = (what: string, hint: string): void =>
      report(
        'error',
        undefined,
        `The procedure has no ${what}, one of its legal components (63/2010/NĐ-CP Art. 8(2)).`,
        hint,
      );
    if (manifest.name.vi.trim() === '') missing('name', 'Fill in name.');
    if (!Object.values(main.nodes).some((node) => node.type === 'userTask'))
      missing('order of steps', `Draw the steps in ${describe({ ...main, type: 'process' })}.`);
    if (manifest.manner.length === 0)
      missing('manner of carrying it out', 'Say in manner how people apply: at the counter, online, by post.');
    if (manifest.papers.length === 0) missing('composition of the dossier', 'List the papers.');
    // 0 working days means "within the day".
    const { value, unit } = manifest.clock.limit;
    if (value <= 0 && unit !== 'WORKING_DAY') missing('time limit', 'Fill in clock.limit.');
    if (manifest.applicants.vi.trim() === '') missing('applicants', 'Say in applicants who may apply.');
    if (manifest.authority.vi.trim() === '') missing('deciding authority', 'Fill in authority.');
    if (manifest.result.vi.trim() === '') missing('result', 'Fill in result.');
    if (manifest.startForm === undefined)
      report('warning', undefined, 'The procedure has no application form.', 'Name the form in startForm.');
    if (manifest.clock.limit.basis === undefined)
      report('error', undefined, 'The time limit of the procedure has no legal basis.', 'Fill in clock.limit.basis.');
  },
};
