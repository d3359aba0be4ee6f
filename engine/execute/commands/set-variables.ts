import type { Rejection } from '../../errors.ts';
import type { SetVariables } from '../command.ts';
import { instanceOf, type Game } from '../game.ts';
import { setVariables } from '../variables.ts';
import { checkVariables } from './checks.ts';

/** Sets variables in one scope, the root's unless another is named. */
export function setCaseVariables(game: Game, command: SetVariables): Rejection | undefined {
  const invalid = checkVariables(command.variables);
  if (invalid !== undefined) return invalid;
  const scopeKey = command.scopeKey ?? game.draft.state.rootKey;
  if (instanceOf(game, scopeKey) === undefined) {
    return {
      code: 'SCOPE_NOT_FOUND',
      message: `Case '${command.caseId}' has no active scope ${scopeKey}; read it again.`,
    };
  }
  setVariables(game, scopeKey, command.variables, 'command');
  return undefined;
}
