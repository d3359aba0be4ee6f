import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { ProcessRule } from '../rule.ts';

/** A called process is in the bundle. It may also be deployed beside it, so this is a warning; calling oneself is an endless circle. */
export const calledProcess: ProcessRule = {
  id: 'called-process',
  check({ view, graph, procedure }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'callActivity' || node.processId.kind !== 'literal') continue;
      const id = String(node.processId.value);
      if (id === graph.id && graph.scopes[graph.id]?.nodes.length === 1)
        report(
          'error',
          node,
          {
            en: `${describe(node)} is all that its process does, and calls it again.`,
            vi: `${describeVi(node)} là toàn bộ quy trình của nó và gọi lại chính quy trình đó.`,
          },
          { en: 'Call another process.', vi: 'Gọi một quy trình khác.' },
        );
      else if (procedure.processes[id] === undefined)
        report(
          'warning',
          node,
          {
            en: `${describe(node)} calls process '${id}', which is not in the bundle: a case waits there until it is deployed.`,
            vi: `${describeVi(node)} gọi quy trình “${id}”, không có trong bộ tệp của thủ tục: hồ sơ sẽ chờ tại đó cho đến khi quy trình được triển khai.`,
          },
          { en: 'Add the process, or correct its id.', vi: 'Thêm quy trình đó, hoặc sửa mã.' },
        );
    }
  },
};
