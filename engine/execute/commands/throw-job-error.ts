import type { Rejection } from '../../errors.ts';
import type { ThrowJobError } from '../command.ts';
import { throwError } from '../faults.ts';
import { emit, instanceOf, nameOf, nodeOf, type Game } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import type { ElementInstance } from '../state.ts';
import { find } from '../table.ts';
import { checkVariables } from './checks.ts';
import { jobAccepting } from './job-rules.ts';

/** A worker reports a BPMN error. Where nothing catches it the token stays, with an incident. */
export function throwJobError(game: Game, command: ThrowJobError): Rejection | undefined {
  const { jobKey, errorCode, message, variables } = command;
  const instance = failing(game, command);
  if ('code' in instance) return instance;
  const invalid = variables === undefined ? undefined : checkVariables(variables);
  if (invalid !== undefined) return invalid;
  const said = message === undefined ? {} : { message };
  if (find(game.draft.state.jobs, jobKey) !== undefined) {
    emit(game, { type: 'JobErrorThrown', key: jobKey, errorCode, ...said });
  }
  const thrown = { elementKey: jobKey, errorCode, ...said };
  if (throwError(game, instance, thrown, variables ?? {}, false)) return undefined;
  raiseIncident(game, instance, {
    code: 'UNCAUGHT_ERROR',
    phase: 'job',
    message: `${nameOf(nodeOf(game, instance))} threw error '${errorCode}', which nothing catches. Remove the cause and resolve the incident to try again; catch the error in the next version.`,
    details: { errorCode, ...said },
  });
  return undefined;
}

/** The instance of an open job; for the engine's own actor also a task that waits without one. */
function failing(game: Game, { jobKey, by }: ThrowJobError): ElementInstance | Rejection {
  const { state } = game.draft;
  const instance = instanceOf(game, jobKey);
  const waitsWithoutJob = instance !== undefined && (instance.type === 'userTask' || instance.type === 'receiveTask');
  if (waitsWithoutJob && by.kind === 'system' && find(state.jobs, jobKey) === undefined) return instance;
  const job = jobAccepting(state, jobKey, 'THROW');
  if ('code' in job) return job;
  return (
    instance ?? { code: 'JOB_NOT_FOUND', message: `Case '${state.caseId}' has no open job ${jobKey}. Ask for another.` }
  );
}
