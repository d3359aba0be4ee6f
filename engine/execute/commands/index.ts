import type { Rejection } from '../../errors.ts';
import type { Command } from '../command.ts';
import type { Game } from '../game.ts';
import { assignUserTask } from './assign-user-task.ts';
import { catchSignal } from './catch-signal.ts';
import { claimUserTask } from './claim-user-task.ts';
import { completeJob } from './complete-job.ts';
import { completeUserTask } from './complete-user-task.ts';
import { correlateMessage } from './correlate-message.ts';
import { confirmOverride, rejectOverride } from './decide-override.ts';
import { declareConflict } from './declare-conflict.ts';
import { cancelCase, withdrawCase } from './end-case.ts';
import { failJob } from './fail-job.ts';
import { fireTimer } from './fire-timer.ts';
import { migrateCase } from './migrate-case.ts';
import { recomputeDueDate } from './recompute-due-date.ts';
import { releaseUserTask } from './release-user-task.ts';
import { reportDeadlines } from './report-deadlines.ts';
import { requestOverride } from './request-override.ts';
import { resolveIncident } from './resolve-incident.ts';
import { setCaseVariables } from './set-variables.ts';
import { startCase } from './start-case.ts';
import { throwJobError } from './throw-job-error.ts';
import { triggerElement } from './trigger-element.ts';

/** Does what a command asks, up to the first move, or refuses it. One file for each command. */
export function handle(game: Game, command: Command): Rejection | undefined {
  switch (command.type) {
    case 'StartCase':
      return startCase(game, command);
    case 'WithdrawCase':
      return withdrawCase(game, command);
    case 'CancelCase':
      return cancelCase(game, command);
    case 'SetVariables':
      return setCaseVariables(game, command);
    case 'ClaimUserTask':
      return claimUserTask(game, command);
    case 'ReleaseUserTask':
      return releaseUserTask(game, command);
    case 'AssignUserTask':
      return assignUserTask(game, command);
    case 'CompleteUserTask':
      return completeUserTask(game, command);
    case 'CompleteJob':
      return completeJob(game, command);
    case 'FailJob':
      return failJob(game, command);
    case 'ThrowJobError':
      return throwJobError(game, command);
    case 'CorrelateMessage':
      return correlateMessage(game, command);
    case 'CatchSignal':
      return catchSignal(game, command);
    case 'FireTimer':
      return fireTimer(game, command);
    case 'TriggerElement':
      return triggerElement(game, command);
    case 'ResolveIncident':
      return resolveIncident(game, command);
    case 'RequestOverride':
      return requestOverride(game, command);
    case 'ConfirmOverride':
      return confirmOverride(game, command);
    case 'RejectOverride':
      return rejectOverride(game, command);
    case 'DeclareConflict':
      return declareConflict(game, command);
    case 'RecomputeDueDate':
      return recomputeDueDate(game, command);
    case 'ReportDeadlines':
      return reportDeadlines(game);
    case 'MigrateCase':
      return migrateCase(game, command);
    default:
      return command satisfies never;
  }
}
