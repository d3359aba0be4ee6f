import type { Rejection } from '../../errors.ts';
import type { CompleteJob } from '../command.ts';
import { emit, openInstance, type Game } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { leave } from '../moves.ts';
import { checkVariables } from './checks.ts';
import { jobAccepting } from './job-rules.ts';

/** A worker has done its work; what it brings leaves the element. */
export function completeJob(game: Game, command: CompleteJob): Rejection | undefined {
  const { jobKey, variables } = command;
  const job = jobAccepting(game.draft.state, jobKey, 'COMPLETE');
  if ('code' in job) return job;
  const invalid = checkVariables(variables);
  if (invalid !== undefined) return invalid;
  emit(game, { type: 'JobCompleted', key: jobKey });
  const instance = openInstance(game, jobKey);
  const problem = leave(game, instance, variables);
  if (problem !== undefined) raiseIncident(game, instance, problem);
  return undefined;
}
