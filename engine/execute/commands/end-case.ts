import type { Rejection } from '../../errors.ts';
import type { CancelCase, WithdrawCase } from '../command.ts';
import { emit, openInstance, type Game } from '../game.ts';
import { turnClock } from '../step-statute.ts';
import { terminate } from '../termination.ts';

/** An operator ends the case: every token is withdrawn, and each active activity leaves its record. */
export function cancelCase(game: Game, command: CancelCase): Rejection | undefined {
  endAll(game);
  emit(game, { type: 'CaseCancelled', reason: command.reason });
  return undefined;
}

/**
 * The applicant takes the application back. Lawful only while no decision exists.
 *
 * @source Decree 118/2025/NĐ-CP Art. 21
 */
export function withdrawCase(game: Game, command: WithdrawCase): Rejection | undefined {
  const { outcome } = game.draft.state;
  if (outcome !== undefined) {
    return {
      code: 'TRANSITION_NOT_ALLOWED',
      message: `The case has been decided (${outcome}) and can no longer be withdrawn; the applicant may appeal instead.`,
      details: { outcome },
    };
  }
  endAll(game);
  emit(game, { type: 'CaseWithdrawn', reason: command.reason });
  return undefined;
}

function endAll(game: Game): void {
  const { clock, rootKey } = game.draft.state;
  if (clock?.status === 'running' || clock?.status === 'paused') turnClock(game, 'STOP', undefined, undefined, 'flows');
  terminate(game, openInstance(game, rootKey));
}
