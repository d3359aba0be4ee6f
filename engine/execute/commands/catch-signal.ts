import type { Rejection } from '../../errors.ts';
import type { CatchSignal } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { occur } from '../happenings.ts';
import { checkVariables } from './checks.ts';
import { openSubscription } from './wait-rules.ts';

/** A signal that was thrown somewhere reaches this subscription, as it does every other of its name. */
export function catchSignal(game: Game, command: CatchSignal): Rejection | undefined {
  const wait = openSubscription(game.draft.state, command.subscriptionKey, 'signal');
  if ('code' in wait) return wait;
  const invalid = checkVariables(command.variables);
  if (invalid !== undefined) return invalid;
  emit(game, { type: 'SignalCaught', key: wait.key, name: wait.name ?? '' });
  occur(game, wait, command.variables);
  return undefined;
}
