import { caseAnswer } from './case-answer.ts';
import type { CommandOutcome } from './command-request.ts';
import { holdsJobLock } from './job-lock.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface FailJobRequest extends VerbRequest {
  readonly caseId: string;
  readonly jobKey: number;
  readonly lockToken: string;
  /** What went wrong, for the operator. */
  readonly message: string;
  /** Attempts left; absent: one fewer than before. Zero raises an incident. */
  readonly retries?: number;
  /** How long no worker is offered the job; absent: {@link retryDelaySeconds} of the attempts left. */
  readonly backoffSeconds?: number;
}

/** A worker could not do a job: it is offered again after a while, or, with no attempt left, an operator has to look. */
export async function failJob(shell: Shell, request: FailJobRequest): Promise<CommandOutcome> {
  const { caseId, jobKey, lockToken, message, by, idempotency } = request;
  const job = await shell.store.getJob(caseId, jobKey);
  const retries = request.retries ?? Math.max(0, (job?.retries ?? 1) - 1);
  const seconds = request.backoffSeconds ?? retryDelaySeconds(retries, shell.jobBackoffSeconds);
  return shell.handler.handle({
    command: {
      type: 'FailJob',
      caseId,
      jobKey,
      message,
      retries,
      by,
      ...(retries > 0 && seconds > 0
        ? { retryAt: new Date(Date.parse(shell.now()) + seconds * 1000).toISOString() }
        : {}),
    },
    precondition: holdsJobLock(shell, caseId, jobKey, lockToken),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}

/** The fewer attempts are left, the longer the wait: with a shortest one of 5 s, 5 s with four or more, then 10, 20 and 40 s. */
export function retryDelaySeconds(retriesLeft: number, shortest: number): number {
  return shortest * 2 ** Math.max(0, 4 - retriesLeft);
}
