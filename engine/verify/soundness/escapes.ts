import type { EventDefinition, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, isSubProcess, type GraphView } from '../graph-view.ts';
import type { Escape } from './net.ts';

/** What a scope catches of what is thrown in it, and what its activities may be hit by. */

/** What an end or throw event throws out of the flow; nothing for the others. */
export function thrownBy(node: FlowNode): readonly Escape[] {
  if (node.type !== 'endEvent' && node.type !== 'intermediateThrowEvent') return [];
  return definitionsOf(node).flatMap((definition): readonly Escape[] => {
    switch (definition.type) {
      case 'error':
      case 'escalation':
        return [{ type: definition.type, elementId: node.id, ...codeOf(definition) }];
      case 'cancel':
        return [{ type: 'cancel', elementId: node.id }];
      default:
        return [];
    }
  });
}

/** The event sub-process of a scope that catches the escape; a catch of the code goes before a catch of any. */
export function caughtInScope(escape: Escape, scopeId: string, view: GraphView): FlowNode | undefined {
  const starts = view
    .inScope(scopeId)
    .filter((node) => isSubProcess(node) && node.triggeredByEvent)
    .flatMap((node) => view.inScope(node.id).filter((inner) => inner.type === 'startEvent'));
  return nearest(escape, starts);
}

/** The boundary event of an activity that catches the escape. */
export function caughtAtBoundary(
  escape: Escape,
  boundaryIds: readonly string[],
  view: GraphView,
): FlowNode | undefined {
  return nearest(
    escape,
    boundaryIds.flatMap((id) => view.node(id) ?? []),
  );
}

/** Whether the nearest catch of an escalation, going outwards from a scope, interrupts what throws it. Nobody: it goes unheard. */
export function escalationInterrupts(escape: Escape, scopeId: string, view: GraphView): boolean {
  for (let at: string | undefined = scopeId; at !== undefined; at = view.graph.scopes[at]?.parentId) {
    const inside = caughtInScope(escape, at, view);
    if (inside !== undefined) return interrupts(inside);
    const owner = view.node(at);
    const outside =
      owner !== undefined && isSubProcess(owner) ? caughtAtBoundary(escape, owner.boundaryEvents, view) : undefined;
    if (outside !== undefined) return interrupts(outside);
  }
  return false;
}

function interrupts(catcher: FlowNode): boolean {
  return catcher.type === 'boundaryEvent'
    ? catcher.cancelActivity
    : catcher.type === 'startEvent' && catcher.isInterrupting;
}

function nearest(escape: Escape, catchers: readonly FlowNode[]): FlowNode | undefined {
  return (
    catchers.find((node) => definitionsOf(node).some((definition) => catches(definition, escape, true))) ??
    catchers.find((node) => definitionsOf(node).some((definition) => catches(definition, escape, false)))
  );
}

function catches(definition: EventDefinition, escape: Escape, byCode: boolean): boolean {
  if (definition.type !== escape.type) return false;
  if (definition.type === 'cancel') return byCode;
  const { code } = codeOf(definition);
  return byCode ? code !== undefined && code === escape.code : code === undefined || escape.code === undefined;
}

/** The code of an error or escalation where it is written out. */
function codeOf(definition: EventDefinition): { readonly code?: string } {
  const code =
    definition.type === 'error'
      ? definition.errorCode
      : definition.type === 'escalation'
        ? definition.escalationCode
        : undefined;
  return code?.kind === 'literal' ? { code: String(code.value) } : {};
}
