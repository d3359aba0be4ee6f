import { describeVi } from '../../compile/describe-vi.ts';
import { describe, type Named } from '../../compile/findings.ts';
import type { Bilingual } from '../../model/expression.ts';
import { definitionsOf } from '../graph-view.ts';
import type { ProcedureRule } from '../rule.ts';

/** Every legal basis names an article of an act that the manifest lists: `168/2025/NĐ-CP#95.1`. */
export const legalActReference: ProcedureRule = {
  id: 'legal-act-reference',
  check({ manifest, procedure }, report) {
    const acts = new Set(manifest.legalActs.map((act) => act.id));
    const check = (basis: string | undefined, element: Named | undefined, where: Bilingual): void => {
      if (basis === undefined) return;
      const [act, article] = split(basis);
      if (article === undefined)
        report(
          'error',
          element,
          {
            en: `${where.en} rests on '${basis}', which names no article.`,
            vi: `${where.vi} căn cứ vào “${basis}”, không nêu điều khoản.`,
          },
          {
            en: 'Write the act, # and the article: 168/2025/NĐ-CP#95.1.',
            vi: 'Ghi số hiệu văn bản, dấu # và điều khoản: 168/2025/NĐ-CP#95.1.',
          },
        );
      if (!acts.has(act))
        report(
          'error',
          element,
          {
            en: `${where.en} rests on act '${act}', which procedure.json does not list.`,
            vi: `${where.vi} căn cứ vào văn bản “${act}”, không có trong procedure.json.`,
          },
          { en: 'Add it to legalActs, or correct the number.', vi: 'Thêm vào legalActs, hoặc sửa số hiệu.' },
        );
    };
    const { clock } = manifest;
    check(clock.limit.basis, undefined, { en: 'The time limit', vi: 'Thời hạn giải quyết' });
    check(clock.cutoff?.basis, undefined, { en: 'The cut-off', vi: 'Giờ nhận hồ sơ trong ngày' });
    check(clock.supplement.basis, undefined, { en: 'The supplement rule', vi: 'Quy định bổ sung hồ sơ' });
    check(clock.extension.basis, undefined, { en: 'The extension rule', vi: 'Quy định gia hạn' });
    check(clock.escalation?.basis, undefined, { en: 'The escalation rule', vi: 'Quy định báo lãnh đạo' });
    check(manifest.transition?.basis, undefined, { en: 'The transition clause', vi: 'Quy định chuyển tiếp' });
    for (const item of manifest.conditions)
      check(item.basis, undefined, { en: `Condition '${item.id}'`, vi: `Điều kiện “${item.id}”` });
    for (const item of manifest.papers)
      check(item.basis, undefined, { en: `Paper '${item.id}'`, vi: `Giấy tờ “${item.id}”` });
    for (const item of manifest.fees)
      check(item.basis, undefined, { en: `Fee '${item.id}'`, vi: `Khoản phí, lệ phí “${item.id}”` });
    for (const item of [...manifest.supplementGrounds, ...manifest.refusalGrounds])
      check(item.basis, undefined, { en: `Ground '${item.code}'`, vi: `Căn cứ “${item.code}”` });
    for (const interval of manifest.effective) {
      for (const by of [interval.openedBy, interval.closedBy]) {
        const act = by === undefined ? undefined : split(by)[0];
        if (act !== undefined && !acts.has(act))
          report(
            'error',
            undefined,
            {
              en: `An interval of effect is opened or closed by act '${act}', which procedure.json does not list.`,
              vi: `Một khoảng hiệu lực được mở hoặc đóng theo văn bản “${act}”, không có trong procedure.json.`,
            },
            { en: 'Add it to legalActs.', vi: 'Thêm vào legalActs.' },
          );
      }
    }
    for (const graph of Object.values(procedure.processes)) {
      for (const node of Object.values(graph.nodes)) {
        if ('statute' in node) {
          for (const basis of node.statute?.legalBasis ?? [])
            check(basis, node, { en: describe(node), vi: describeVi(node) });
          check(node.statute?.timeLimit?.basis, node, {
            en: `The time limit of ${describe(node)}`,
            vi: `Thời hạn của ${describeVi(node)}`,
          });
        }
        for (const definition of definitionsOf(node)) {
          if (definition.type === 'timer' && definition.timer.kind === 'statutory')
            check(definition.timer.value.duration.basis, node, {
              en: `The timer of ${describe(node)}`,
              vi: `Bộ hẹn giờ của ${describeVi(node)}`,
            });
        }
      }
    }
  },
};

function split(basis: string): readonly [string, string | undefined] {
  const at = basis.indexOf('#');
  return at === -1 ? [basis, undefined] : [basis.slice(0, at), basis.slice(at + 1) || undefined];
}
