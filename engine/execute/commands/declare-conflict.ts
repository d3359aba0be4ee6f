import type { Rejection } from '../../errors.ts';
import type { DeclareConflict } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { refuseUnreasoned } from './override-rules.ts';

/**
 * An officer declares an interest in the case. What they hold in it goes back to its candidates, and nothing of the case can
 * be claimed by them or given to them any more. Declaring it twice changes nothing.
 */
export function declareConflict(game: Game, { by, reason }: DeclareConflict): Rejection | undefined {
  const { conflicts, tasks } = game.draft.state;
  if (conflicts?.includes(by.id) === true) return undefined;
  const unreasoned = refuseUnreasoned(reason);
  if (unreasoned !== undefined) return unreasoned;
  emit(game, { type: 'ConflictDeclared', person: by.id, reason });
  for (const { key } of tasks.filter(({ assignee }) => assignee === by.id))
    emit(game, { type: 'UserTaskReleased', key });
  return undefined;
}
