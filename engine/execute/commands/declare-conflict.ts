import type { Rejection } from '../../errors.ts';
import type { DeclareConflict } from '../command.ts';
import { giveAgain } from '../assignment.ts';
import { emit, type Game } from '../game.ts';
import { find } from '../table.ts';
import { refuseUnreasoned } from './override-rules.ts';

/**
 * An officer declares an interest in the case. What they hold in it, or others hold on their
 * behalf, goes back to its candidates (to the next one, where a rule gives it out), and nothing of the case can
 * be claimed by them or given to them any more. Declaring it twice changes nothing.
 */
export function declareConflict(game: Game, { by, reason }: DeclareConflict): Rejection | undefined {
  const { conflicts, tasks } = game.draft.state;
  if (conflicts?.includes(by.id) === true) return undefined;
  const unreasoned = refuseUnreasoned(reason);
  if (unreasoned !== undefined) return unreasoned;
  emit(game, { type: 'ConflictDeclared', person: by.id, reason });
  for (const { key } of tasks.filter((task) => task.assignee === by.id || task.onBehalfOf === by.id)) {
    emit(game, { type: 'UserTaskReleased', key });
    const released = find(game.draft.state.tasks, key);
    if (released?.byRule !== true) continue;
    const refused = giveAgain(game, released);
    // With nobody left it waits for whoever comes; without a staff list nobody knows who is left.
    if (refused?.code === 'STAFF_MISSING') return refused;
  }
  return undefined;
}
