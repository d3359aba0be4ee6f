import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A receive task that starts instances begins the process: nothing flows into it, and it lies at the process level. @source BPMN 2.0.2 §10.3.3 (Receive Task) */
export const instantiatingReceive: ProcessRule = {
  id: 'instantiating-receive',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'receiveTask' || !node.instantiate) continue;
      if (node.incoming.length > 0)
        report(
          'error',
          node,
          {
            en: `${describe(node)} starts instances and has an incoming sequence flow.`,
            vi: `${describeVi(node)} khởi tạo quy trình nhưng có luồng tuần tự đi vào.`,
          },
          { en: 'Remove the flow, or take away "instantiate".', vi: 'Xóa luồng đó, hoặc bỏ “instantiate”.' },
        );
      if (view.enclosing(node) !== undefined)
        report(
          'error',
          node,
          {
            en: `${describe(node)} starts instances but lies in a sub-process.`,
            vi: `${describeVi(node)} khởi tạo quy trình nhưng nằm trong quy trình con.`,
          },
          {
            en: 'Move it to the process level, or take away "instantiate".',
            vi: 'Chuyển ra ngoài quy trình con, hoặc bỏ “instantiate”.',
          },
        );
      if (node.loop !== undefined)
        report(
          'error',
          node,
          {
            en: `${describe(node)} starts instances and loops: the message that starts one comes once.`,
            vi: `${describeVi(node)} khởi tạo quy trình nhưng lặp lại: thông điệp khởi tạo chỉ đến một lần.`,
          },
          { en: 'Receive the others by a task after it.', vi: 'Nhận các thông điệp sau bằng một bước phía sau.' },
        );
      if (node.message === undefined)
        report(
          'error',
          node,
          {
            en: `${describe(node)} starts instances but names no message.`,
            vi: `${describeVi(node)} khởi tạo quy trình nhưng không nêu thông điệp nào.`,
          },
          { en: 'Say which message it receives.', vi: 'Nêu thông điệp mà bước này nhận.' },
        );
    }
  },
};
