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
          report(
            'error',
            undefined,
            { en: `'${id}' occurs twice in ${where}.`, vi: `“${id}” xuất hiện hai lần trong ${where}.` },
            { en: 'Give each an id of its own.', vi: 'Mỗi mục phải có mã riêng.' },
          );
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
          {
            en: `When paper '${paper.id}' is required is no valid FEEL: ${check.message}`,
            vi: `Điều kiện yêu cầu giấy tờ “${paper.id}” không phải FEEL hợp lệ: ${check.messageVi}`,
          },
          {
            en: 'Write a condition over the application form, e.g. married = true.',
            vi: 'Viết điều kiện trên dữ liệu của tờ khai, ví dụ married = true.',
          },
        );
      if (paper.original + paper.copies === 0 && paper.replacedBy === undefined)
        report(
          'warning',
          undefined,
          {
            en: `Paper '${paper.id}' is asked for in no copy at all.`,
            vi: `Giấy tờ “${paper.id}” không yêu cầu bản nào.`,
          },
          { en: 'Say how many originals or copies.', vi: 'Nêu số bản chính hoặc bản sao.' },
        );
    }
  },
};
