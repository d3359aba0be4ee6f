import type { Rejection } from '../../errors.ts';
import type { CorrelateMessage } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { occur } from '../happenings.ts';
import { checkVariables } from './checks.ts';
import { openSubscription } from './wait-rules.ts';

/** A message has found this subscription: name and key were matched by whoever holds all cases. */
export function correlateMessage(game: Game, command: CorrelateMessage): Rejection | undefined {
  const wait = openSubscription(game.draft.state, command.subscriptionKey, 'message');
  if ('code' in wait) return wait;
  const invalid = checkVariables(command.variables);
  if (invalid !== undefined) return invalid;
  emit(game, { type: 'MessageCorrelated', key: wait.key, messageId: command.messageId, name: wait.name ?? '' });
  occur(game, wait, command.variables);
  return undefined;
}
