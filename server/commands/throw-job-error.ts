import type { JsonObject } from '../../engine/index.ts';
import { caseAnswer } from './case-answer.ts';
import type { CommandOutcome } from './command-request.ts';
import { holdsJobLock } from './job-lock.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface ThrowJobErrorRequest extends VerbRequest {
  readonly caseId: string;
  readonly jobKey: number;
  readonly lockToken: string;
  readonly errorCode: string;
  readonly message?: string;
  readonly variables?: JsonObject;
}

/** A worker reports a business error that the model may catch (BPMN error); uncaught, it is an incident. */
export function throwJobError(shell: Shell, request: ThrowJobErrorRequest): Promise<CommandOutcome> {
  const { caseId, jobKey, lockToken, errorCode, message, variables, by, idempotency } = request;
  return shell.handler.handle({
    command: {
      type: 'ThrowJobError',
      caseId,
      jobKey,
      errorCode,
      by,
      ...(message === undefined ? {} : { message }),
      ...(variables === undefined ? {} : { variables }),
    },
    precondition: holdsJobLock(shell, caseId, jobKey, lockToken),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
