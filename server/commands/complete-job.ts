import type { JsonObject } from '../../engine/index.ts';
import { caseAnswer } from './case-answer.ts';
import type { CommandOutcome } from './command-request.ts';
import { holdsJobLock } from './job-lock.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface CompleteJobRequest extends VerbRequest {
  readonly caseId: string;
  readonly jobKey: number;
  readonly lockToken: string;
  readonly variables: JsonObject;
}

/** A worker has done a job; its variables go into the case and the case moves on. */
export function completeJob(shell: Shell, request: CompleteJobRequest): Promise<CommandOutcome> {
  const { caseId, jobKey, lockToken, variables, by, idempotency } = request;
  return shell.handler.handle({
    command: { type: 'CompleteJob', caseId, jobKey, variables, by },
    precondition: holdsJobLock(shell, caseId, jobKey, lockToken),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
