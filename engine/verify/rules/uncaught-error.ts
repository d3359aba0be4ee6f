import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { Expression } from '../../model/expression.ts';
import type { EventDefinition, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, isSubProcess, type GraphView } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/**
 * An error or escalation that a model throws is caught somewhere around it. Otherwise an error ends the whole process as
 * failed; a called process may leave it to its caller, so this is a warning.
 *
 * @source BPMN 2.0.2 §10.5.1, §13.5.4 (an error that nobody catches: behaviour unspecified)
 */
export const uncaughtError: ProcessRule = {
  id: 'uncaught-error',
  check({ view }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'endEvent' && node.type !== 'intermediateThrowEvent') continue;
      for (const definition of definitionsOf(node)) {
        if (definition.type !== 'error' && definition.type !== 'escalation') continue;
        if (isCaught(node, definition, view)) continue;
        const effect = definition.type === 'error' ? 'the process ends as failed' : 'nothing happens';
        report(
          definition.type === 'error' ? 'warning' : 'info',
          node,
          {
            en: `Nothing in this process catches what ${describe(node)} throws: ${effect}, unless a calling process catches it.`,
            vi: `Trong quy trình này không có gì bắt ${definition.type === 'error' ? 'lỗi' : 'báo cáo cấp trên'} do ${describeVi(node)} phát: ${definition.type === 'error' ? 'quy trình kết thúc vì lỗi' : 'sẽ không có gì xảy ra'}, trừ khi quy trình gọi nó bắt.`,
          },
          {
            en: `Attach ${definition.type === 'error' ? 'an error' : 'an escalation'} boundary event around it, or draw an event sub-process.`,
            vi: `Gắn một sự kiện biên ${definition.type === 'error' ? 'lỗi' : 'báo cáo cấp trên'} bao quanh, hoặc vẽ một quy trình con sự kiện.`,
          },
        );
      }
    }
  },
};

function isCaught(thrower: FlowNode, thrown: EventDefinition, view: GraphView): boolean {
  for (
    let scopeId: string | undefined = thrower.scopeId;
    scopeId !== undefined;
    scopeId = view.graph.scopes[scopeId]?.parentId
  ) {
    const owner = view.node(scopeId);
    const handlers = view
      .inScope(scopeId)
      .filter((node) => isSubProcess(node) && node.triggeredByEvent && node.id !== thrower.scopeId)
      .flatMap((node) => view.inScope(node.id).filter((inner) => inner.type === 'startEvent'));
    const boundaries =
      owner !== undefined && isSubProcess(owner) ? owner.boundaryEvents.flatMap((id) => view.node(id) ?? []) : [];
    if (
      [...handlers, ...boundaries].some((catcher) => definitionsOf(catcher).some((caught) => matches(caught, thrown)))
    )
      return true;
  }
  return false;
}

function matches(caught: EventDefinition, thrown: EventDefinition): boolean {
  if (caught.type !== thrown.type) return false;
  const [catchCode, throwCode] = [codeOf(caught), codeOf(thrown)];
  if (catchCode === undefined || throwCode?.kind !== 'literal') return true;
  return catchCode.kind !== 'literal' || catchCode.value === throwCode.value;
}

function codeOf(definition: EventDefinition): Expression | undefined {
  if (definition.type === 'error') return definition.errorCode;
  return definition.type === 'escalation' ? definition.escalationCode : undefined;
}
