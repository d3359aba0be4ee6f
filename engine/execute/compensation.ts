import type { FlowNode } from '../model/process-graph.ts';
import { emit, graphOf, type Game } from './game.ts';
import type { ElementInstance } from './state.ts';
import { dropCompensations } from './termination.ts';

/**
 * Remembers, as an activity completes, that it can be undone: by its handler, or, a sub-process or loop body without one,
 * by what completed inside it. Called before ElementCompleted, while its variables are still there.
 *
 * @source BPMN 2.0.2 §13.5.5 (Compensation), §10.7
 */
export function enableCompensation(game: Game, instance: ElementInstance, node: FlowNode): void {
  if (!('isForCompensation' in node)) return;
  const holdsOthers = instance.role === 'body' || isSubProcess(node);
  if (node.compensationHandler === undefined && !holdsOthers) return;
  const { key, scopeKey, variables } = instance;
  const snapshot = variables === undefined ? {} : { variables };
  const enabled = { type: 'CompensationEnabled' as const, key, activityId: node.id, scopeKey, ...snapshot };
  const handlerId = node.compensationHandler;
  if (handlerId !== undefined && instance.role !== 'body') {
    // A handler undoes the activity as a whole; what completed inside it is no longer anyone's business.
    dropCompensations(game, key);
    emit(game, { ...enabled, handlerId });
    return;
  }
  if (
    game.draft.state.compensations.some((inner) => inner.scopeKey === key) ||
    hasCompensationSubProcess(game, instance)
  ) {
    emit(game, enabled);
  }
}

function isSubProcess({ type }: FlowNode): boolean {
  return type === 'subProcess' || type === 'transaction' || type === 'adHocSubProcess';
}

/** The compensation event sub-process of a scope, by the id of the sub-process. */
export function compensationSubProcess(game: Game, instance: ElementInstance): string | undefined {
  if (instance.role === 'body') return undefined;
  const graph = graphOf(game, instance.processId);
  return graph.scopes[instance.elementId]?.eventSubProcesses.find((id) =>
    graph.scopes[id]?.nodes.some((nodeId) => {
      const node = graph.nodes[nodeId];
      return node?.type === 'startEvent' && node.eventDefinitions.some(({ type }) => type === 'compensate');
    }),
  );
}

function hasCompensationSubProcess(game: Game, instance: ElementInstance): boolean {
  return compensationSubProcess(game, instance) !== undefined;
}
