import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import type { ClockAction } from '../../model/statute.ts';
import type { ProcedureRule } from '../rule.ts';

/** What pauses the clock of the law is followed somewhere by what lets it run again, and a clock that waits for an event has a step that starts it. */
export const clockActions: ProcedureRule = {
  id: 'clock-actions',
  check({ manifest, main }, report) {
    const nodes = Object.values(main.nodes);
    const doing = (action: ClockAction): readonly FlowNode[] =>
      nodes.filter(
        (node) => 'statute' in node && (node.statute?.onEnter === action || node.statute?.onLeave === action),
      );
    const resumes = [...doing('RESUME'), ...doing('RESTART'), ...doing('STOP')];
    for (const node of doing('PAUSE'))
      if (resumes.length === 0)
        report(
          'error',
          node,
          {
            en: `${describe(node)} pauses the clock, and no step lets it run again.`,
            vi: `${describeVi(node)} tạm dừng tính thời hạn giải quyết, nhưng không bước nào cho tính tiếp.`,
          },
          {
            en: 'Let a later step RESUME or RESTART it.',
            vi: 'Cho một bước sau tính tiếp (RESUME) hoặc tính lại từ đầu (RESTART).',
          },
        );
    for (const node of doing('RESUME'))
      if (doing('PAUSE').length === 0)
        report(
          'error',
          node,
          {
            en: `${describe(node)} resumes the clock, which no step pauses.`,
            vi: `${describeVi(node)} cho tính tiếp thời hạn giải quyết, nhưng không bước nào tạm dừng.`,
          },
          { en: 'Let a step before it PAUSE the clock.', vi: 'Cho một bước trước đó tạm dừng (PAUSE).' },
        );
    const startsLater = manifest.clock.start === 'COMPETENT_AUTHORITY_RECEIVED' || manifest.clock.start === 'PAID';
    if (startsLater && doing('START').length === 0)
      report(
        'error',
        undefined,
        {
          en: `The clock starts at ${manifest.clock.start}, but no step starts it.`,
          vi: `Thời hạn giải quyết bắt đầu tính tại ${manifest.clock.start}, nhưng không bước nào bắt đầu tính.`,
        },
        {
          en: 'Mark the step (statute:clock onEnter or onLeave START).',
          vi: 'Đánh dấu bước bắt đầu tính (statute:clock onEnter hoặc onLeave START).',
        },
      );
  },
};
