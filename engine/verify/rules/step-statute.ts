import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/**
 * Every user task of a procedure says on which articles it rests, how long it may take, and who is responsible.
 *
 * @source Circular 01/2018/TT-VPCP Art. 8 (each step of the internal process: who, what, how long)
 */
export const stepStatute: ProcessRule = {
  id: 'step-statute',
  check({ view, manifest }, report) {
    if (manifest === undefined) return;
    for (const node of view.nodes) {
      if (node.type !== 'userTask') continue;
      if ((node.statute?.legalBasis.length ?? 0) === 0 && node.statute?.timeLimit?.basis === undefined)
        report(
          'error',
          node,
          { en: `${describe(node)} has no legal basis.`, vi: `${describeVi(node)} không có căn cứ pháp lý.` },
          {
            en: 'Say on which article it rests (statute:legalBasis).',
            vi: 'Nêu điều khoản làm căn cứ (statute:legalBasis).',
          },
        );
      if (
        node.statute?.timeLimit === undefined &&
        node.statute?.onEnter !== 'STOP' &&
        node.statute?.onEnter !== 'PAUSE'
      )
        report(
          'error',
          node,
          { en: `${describe(node)} has no time limit.`, vi: `${describeVi(node)} không có thời hạn.` },
          {
            en: 'Say how long it may take (statute:timeLimit), or that it lies outside the clock (statute:clock onEnter STOP or PAUSE).',
            vi: 'Nêu thời hạn của bước (statute:timeLimit), hoặc cho biết bước nằm ngoài thời hạn giải quyết (statute:clock onEnter STOP hoặc PAUSE).',
          },
        );
      const { assignee, candidateGroups, candidateUsers } = node.assignment;
      if (assignee === undefined && candidateGroups === undefined && candidateUsers === undefined)
        report(
          'error',
          node,
          {
            en: `${describe(node)} is nobody's: it names no group and lies in no lane.`,
            vi: `${describeVi(node)} không giao cho ai: không nêu nhóm nào và không nằm trong làn nào.`,
          },
          { en: 'Put it into a lane or name its candidate groups.', vi: 'Đặt vào một làn, hoặc nêu nhóm được giao.' },
        );
    }
  },
};
