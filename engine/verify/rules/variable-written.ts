import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { checkFeel } from '../../feel/feel.ts';
import type { Expression } from '../../model/expression.ts';
import type { FlowNode } from '../../model/process-graph.ts';
import { isActivity } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject } from '../rule.ts';
import { localsOf, writtenVariables, type Written } from '../written-variables.ts';

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
        ...unwritten(readsOnEntry(node, subject), before, localsOf(node)),
        ...unwritten(readsOnLeaving(node, subject), after, localsOf(node)),
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

function unwritten(names: readonly string[], known: Written, locals: Written): readonly string[] {
  if (known === 'everything' || locals === 'everything') return [];
  return names.filter((name) => !known.has(name) && !locals.has(name));
}

function readsOnEntry(node: FlowNode, { procedure }: ProcessSubject): readonly string[] {
  const form = node.type === 'userTask' && node.formId !== undefined ? procedure.forms[node.formId] : undefined;
  const own = new Set(form?.fields.flatMap((field) => field.path[0] ?? []));
  const loop = isActivity(node) ? node.loop : undefined;
  const looping = loop?.kind === 'multiInstance' ? [loop.collection, loop.cardinality] : [loop?.condition];
  const special =
    node.type === 'scriptTask'
      ? [node.script?.expression]
      : node.type === 'userTask'
        ? [node.assignment.assignee, node.assignment.candidateGroups, node.assignment.candidateUsers]
        : [];
  return [
    ...namesIn([...node.inputs.map((mapping) => mapping.source), ...looping, ...special]),
    ...(form?.reads ?? []).filter((name) => !own.has(name)),
  ];
}

/** Conditions of the flows that leave the node are read after it has written. */
function readsOnLeaving(node: FlowNode, { view }: ProcessSubject): readonly string[] {
  return namesIn(
    view
      .outgoing(node)
      .map((flow) => ('defaultFlow' in node && node.defaultFlow === flow.id ? undefined : flow.condition)),
  );
}

function namesIn(expressions: readonly (Expression | undefined)[]): readonly string[] {
  return expressions.flatMap((expression) => {
    if (expression?.kind !== 'feel') return [];
    const check = checkFeel(expression.source);
    return check.ok ? check.variables : [];
  });
}
