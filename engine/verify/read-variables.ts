import { checkFeel } from '../feel/feel.ts';
import type { Expression } from '../model/expression.ts';
import type { FlowNode } from '../model/process-graph.ts';
import type { Procedure } from '../model/procedure.ts';
import { isActivity, type GraphView } from './graph-view.ts';

/** Variables that a node reads before its work: inputs, loops, assignments, and what its form reads that it does not write. */
export function readsOnEntry(node: FlowNode, procedure: Procedure): readonly string[] {
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
export function readsOnLeaving(node: FlowNode, view: GraphView): readonly string[] {
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
