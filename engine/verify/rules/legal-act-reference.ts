import { describe, type Named } from '../../compile/findings.ts';
import { definitionsOf } from '../graph-view.ts';
import type { ProcedureRule } from '../rule.ts';

/** Every legal basis names an article of an act that the manifest lists: `168/2025/NĐ-CP#95.1`. */
export const legalActReference: ProcedureRule = {
  id: 'legal-act-reference',
  check({ manifest, procedure }, report) {
    const acts = new Set(manifest.legalActs.map((act) => act.id));
    const check = (basis: string | undefined, element: Named | undefined, where: string): void => {
      if (basis === undefined) return;
      const [act, article] = split(basis);
      if (article === undefined)
        report(
          'error',
          element,
          `${where} rests on '${basis}', which names no article.`,
          'Write the act, # and the article: 168/2025/NĐ-CP#95.1.',
        );
      if (!acts.has(act))
        report(
          'error',
          element,
          `${where} rests on act '${act}', which procedure.json does not list.`,
          'Add it to legalActs, or correct the number.',
        );
    };
    const { clock } = manifest;
    check(clock.limit.basis, undefined, 'The time limit');
    check(clock.cutoff?.basis, undefined, 'The cut-off');
    check(clock.supplement.basis, undefined, 'The supplement rule');
    check(clock.extension.basis, undefined, 'The extension rule');
    for (const item of manifest.conditions) check(item.basis, undefined, `Condition '${item.id}'`);
    for (const item of manifest.papers) check(item.basis, undefined, `Paper '${item.id}'`);
    for (const item of manifest.fees) check(item.basis, undefined, `Fee '${item.id}'`);
    for (const item of [...manifest.supplementGrounds, ...manifest.refusalGrounds])
      check(item.basis, undefined, `Ground '${item.code}'`);
    for (const interval of manifest.effective) {
      for (const by of [interval.openedBy, interval.closedBy]) {
        const act = by === undefined ? undefined : split(by)[0];
        if (act !== undefined && !acts.has(act))
          report(
            'error',
            undefined,
            `An interval of effect is opened or closed by act '${act}', which procedure.json does not list.`,
            'Add it to legalActs.',
          );
      }
    }
    for (const graph of Object.values(procedure.processes)) {
      for (const node of Object.values(graph.nodes)) {
        if ('statute' in node) {
          for (const basis of node.statute?.legalBasis ?? []) check(basis, node, describe(node));
          check(node.statute?.timeLimit?.basis, node, `The time limit of ${describe(node)}`);
        }
        for (const definition of definitionsOf(node)) {
          if (definition.type === 'timer' && definition.timer.kind === 'statutory')
            check(definition.timer.value.duration.basis, node, `The timer of ${describe(node)}`);
        }
      }
    }
  },
};

function split(basis: string): readonly [string, string | undefined] {
  const at = basis.indexOf('#');
  return at === -1 ? [basis, undefined] : [basis.slice(0, at), basis.slice(at + 1) || undefined];
}
