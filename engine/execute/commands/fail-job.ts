import type { Rejection } from '../../errors.ts';
import type { FailJob } from '../command.ts';
import { emit, nameOf, nodeOf, openInstance, type Game } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { jobAccepting } from './job-rules.ts';

/** A worker could not do its work. With no retries left an operator must look. */
export function failJob(game: Game, command: FailJob): Rejection | undefined {
  const { jobKey, retries, retryAt, message } = command;
  const job = jobAccepting(game.draft.state, jobKey, retries > 0 ? 'RETRY' : 'EXHAUST');
  if ('code' in job) return job;
  emit(game, {
    type: 'JobFailed',
    key: jobKey,
    retries: Math.max(0, retries),
    message,
    ...(retryAt === undefined ? {} : { retryAt }),
  });
  if (retries > 0) return undefined;
  const instance = openInstance(game, jobKey);
  raiseIncident(game, instance, {
    code: 'JOB_RETRIES_EXHAUSTED',
    phase: 'job',
    message: `Job '${job.jobType}' of ${nameOf(nodeOf(game, instance))} has no retries left; last failure: ${message} Remove the cause and resolve the incident with new retries.`,
  });
  return undefined;
}
