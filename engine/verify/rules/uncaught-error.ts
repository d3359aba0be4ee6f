import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { Expression } from '../../model/expression.ts';
import type { EventDefinition, FlowNode } from '../../model/process-graph.ts';
import type { Procedure } from '../../model/procedure.ts';
import { createGraphView, definitionsOf, isSubProcess, type GraphView } from '../graph-view.ts';
import type { ProcessRule } from '../rule.ts';

/**
 * An error or escalation that a model throws is caught somewhere around it. Otherwise an error ends the whole process as
 * failed; a process that others may call from outside the bundle may leave it to them, so this is a warning.
 *
 * @source BPMN 2.0.2 §10.5.1, §13.5.4 (an error that nobody catches: behaviour unspecified)
 */
export const uncaughtError: ProcessRule = {
  id: 'uncaught-error',
  check({ graph, view, procedure }, report) {
    for (const node of view.nodes) {
      if (node.type !== 'endEvent' && node.type !== 'intermediateThrowEvent') continue;
      for (const definition of definitionsOf(node)) {
        if (definition.type !== 'error' && definition.type !== 'escalation') continue;
        if (isCaughtFrom(node.scopeId, definition, view)) continue;
        if (isCaughtByCallers(graph.id, definition, procedure)) continue;
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

/** Every process of the bundle that calls this one catches what comes out of it; none where nobody calls it. */
function isCaughtByCallers(processId: string, thrown: EventDefinition, procedure: Procedure): boolean {
  const calls = Object.values(procedure.processes).flatMap((graph) =>
    Object.values(graph.nodes).flatMap((node) =>
      node.type === 'callActivity' && node.processId.kind === 'literal' && node.processId.value === processId
        ? [{ graph, call: node }]
        : [],
    ),
  );
  return (
    calls.length > 0 &&
    calls.every(({ graph, call }) => {
      const around = createGraphView(graph);
      const boundaries = call.boundaryEvents.flatMap((id) => around.node(id) ?? []);
      return isAmong(boundaries, thrown) || isCaughtFrom(call.scopeId, thrown, around);
    })
  );
}

/** Something catches it in the scope that it is thrown in, or around. */
function isCaughtFrom(from: string, thrown: EventDefinition, view: GraphView): boolean {
  for (let scopeId: string | undefined = from; scopeId !== undefined; scopeId = view.graph.scopes[scopeId]?.parentId) {
    const owner = view.node(scopeId);
    const handlers = view
      .inScope(scopeId)
      .filter((node) => isSubProcess(node) && node.triggeredByEvent && node.id !== from)
      .flatMap((node) => view.inScope(node.id).filter((inner) => inner.type === 'startEvent'));
    const boundaries =
      owner !== undefined && isSubProcess(owner) ? owner.boundaryEvents.flatMap((id) => view.node(id) ?? []) : [];
    if (isAmong([...handlers, ...boundaries], thrown)) return true;
  }
  return false;
}

function isAmong(catchers: readonly FlowNode[], thrown: EventDefinition): boolean {
  return catchers.some((catcher) => definitionsOf(catcher).some((caught) => matches(caught, thrown)));
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
