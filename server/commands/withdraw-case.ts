import { caseAnswer } from './case-answer.ts';
import { sameUnit } from './guards.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface WithdrawCaseRequest extends VerbRequest {
  readonly caseId: string;
  readonly reason: string;
  readonly expectedVersion?: number;
}

/** The applicant takes the application back, through the one-stop office. */
export function withdrawCase({ handler }: Shell, request: WithdrawCaseRequest): Promise<CommandOutcome> {
  const { caseId, reason, expectedVersion, by, idempotency } = request;
  return handler.handle({
    command: {
      type: 'WithdrawCase',
      caseId,
      reason,
      by,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    guard: sameUnit(by),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
