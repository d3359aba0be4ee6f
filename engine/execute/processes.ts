import { emit, instanceOf, nodeOf, type Game } from './game.ts';
import { raiseIncident } from './incidents.ts';
import { leave } from './moves.ts';
import type { ElementInstance } from './state.ts';
import { closeWaits, dropCompensations } from './termination.ts';

/**
 * A process instance has ended by itself. The root's end is the end of the case. A called one hands its variables to its
 * caller, which goes on, also after a terminate end event: that ended the called process and nothing else.
 *
 * @source BPMN 2.0.2 §13.5.6 (End Events), §13.3.4 (Call Activity)
 */
export function finishProcess(game: Game, instance: ElementInstance, how: 'completed' | 'terminated'): void {
  const { key, scopeKey, variables } = instance;
  closeWaits(game, key);
  dropCompensations(game, key);
  emit(game, { type: how === 'completed' ? 'ProcessInstanceCompleted' : 'ProcessInstanceTerminated', key });
  if (scopeKey === 0) {
    const { outcome } = game.draft.state;
    if (how === 'terminated') emit(game, { type: 'CaseTerminated' });
    else emit(game, { type: 'CaseCompleted', ...(outcome === undefined ? {} : { outcome }) });
    return;
  }
  const caller = instanceOf(game, scopeKey);
  if (caller === undefined) return;
  const node = nodeOf(game, caller);
  const handsOver = node.type === 'callActivity' && node.propagateAllChildVariables;
  // Output mappings read the called process's variables even where not all of them propagate.
  const needed = handsOver || node.outputs.length > 0;
  const problem = leave(game, caller, needed ? (variables ?? {}) : {});
  if (problem !== undefined) raiseIncident(game, caller, problem);
}
