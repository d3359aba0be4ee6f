import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { readsOnEntry, readsOnLeaving } from '../read-variables.ts';
import type { ProcessRule } from '../rule.ts';
import { localsOf, unwritten, writtenVariables } from '../written-variables.ts';

/** A variable is written on every way before an expression or form reads it; what nobody has written is null. */
export const variableWritten: ProcessRule = {
  id: 'variable-written',
  check(subject, report) {
    const written = writtenVariables(subject.view, subject.procedure);
    const everWritten = new Set(
      [...written.after.values()].flatMap((names) => (names === 'everything' ? [] : [...names])),
    );
    for (const node of subject.view.nodes) {
      const before = written.before.get(node.id) ?? 'everything';
      const after = written.after.get(node.id) ?? 'everything';
      const missing = new Set([
        ...unwritten(readsOnEntry(node, subject.procedure), before, localsOf(node)),
        ...unwritten(readsOnLeaving(node, subject.view), after, localsOf(node)),
      ]);
      for (const name of missing) {
        const never = !everWritten.has(name);
        const what = never ? 'which nothing before it writes' : 'which is not written on every way that leads there';
        report(
          never && subject.manifest !== undefined ? 'error' : 'warning',
          node,
          {
            en: `${describe(node)} reads '${name}', ${what}.`,
            vi: `${describeVi(node)} đọc “${name}”, ${never ? 'nhưng trước đó không bước nào ghi biến này' : 'nhưng biến này không được ghi trên mọi đường dẫn đến đây'}.`,
          },
          {
            en: 'Add the field to a form before it, correct the name, or set a value first.',
            vi: 'Thêm trường vào một biểu mẫu trước đó, sửa tên, hoặc đặt giá trị trước.',
          },
        );
      }
    }
  },
};
