import { enqueue, graphOf, nodeById, scopeDefinitionOf, type Game, type Problem } from './game.ts';
import { activate } from './moves.ts';
import type { ElementInstance } from './state.ts';
import { eventSubProcessWaits, openWaits } from './waits.ts';

/**
 * Opens a scope: its event sub-processes wait, and its start nodes are activated, each beginning when its turn comes.
 * `startIds` replaces the plain entry (a start event that was chosen, the activities of an ad-hoc sub-process).
 *
 * @source BPMN 2.0.2 §13.2 (instantiation), §13.3.4 (sub-process)
 */
export function enterScope(game: Game, instance: ElementInstance, startIds?: readonly string[]): Problem | undefined {
  const scope = scopeDefinitionOf(game, instance);
  if (scope === undefined) return undefined;
  const problem = openWaits(game, instance, eventSubProcessWaits(game, instance));
  if (problem !== undefined) return problem;
  for (const id of startIds ?? scope.entry) {
    const key = activate(game, nodeById(game, instance.processId, id), instance.key, []);
    enqueue(game, { kind: 'enter', key });
  }
  // A scope with nothing to start is done at once.
  enqueue(game, { kind: 'settle', key: instance.key });
  return undefined;
}

/** Whether a scope has nothing left to do. A token before a join that never fires is something left. */
export function isSettled(game: Game, instance: ElementInstance): boolean {
  return instance.active === 0 && graphOf(game, instance.processId).scopes[instance.elementId] !== undefined;
}
