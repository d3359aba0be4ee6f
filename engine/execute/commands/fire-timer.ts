import type { Rejection } from '../../errors.ts';
import type { FireTimer } from '../command.ts';
import type { Game } from '../game.ts';
import { occur } from '../happenings.ts';
import { find } from '../table.ts';
import { fire } from './wait-rules.ts';

/** A timer's time has come. */
export function fireTimer(game: Game, command: FireTimer): Rejection | undefined {
  const { state } = game.draft;
  const timer = find(state.timers, command.timerKey);
  if (timer === undefined) {
    return {
      code: 'TIMER_NOT_FOUND',
      message: `Case '${state.caseId}' has no waiting timer ${command.timerKey}; the token has moved on.`,
    };
  }
  if (Date.parse(command.at) < Date.parse(timer.dueAt)) {
    return {
      code: 'TIMER_NOT_DUE',
      message: `Timer '${timer.elementId}' is due at ${timer.dueAt}, and it is ${command.at}. Wait until then.`,
      details: { dueAt: timer.dueAt },
    };
  }
  fire(game, timer);
  occur(game, timer, {});
  return undefined;
}
