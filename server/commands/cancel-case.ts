import { caseAnswer } from './case-answer.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface CancelCaseRequest extends VerbRequest {
  readonly caseId: string;
  readonly reason: string;
  readonly expectedVersion?: number;
}

/** An operator ends a case; everything in it is withdrawn and leaves its record. */
export function cancelCase({ handler }: Shell, request: CancelCaseRequest): Promise<CommandOutcome> {
  const { caseId, reason, expectedVersion, by, idempotency } = request;
  return handler.handle({
    command: { type: 'CancelCase', caseId, reason, by, ...(expectedVersion === undefined ? {} : { expectedVersion }) },
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
