import { caseAnswer } from './case-answer.ts';
import { sameUnit } from './guards.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface ClaimTaskRequest extends VerbRequest {
  readonly caseId: string;
  readonly taskKey: number;
  /** Version of the case that the officer looked at; another one is refused with STALE_VERSION. */
  readonly expectedVersion?: number;
}

/** An officer takes a task that is offered to one of the officer's groups. */
export function claimTask({ handler }: Shell, request: ClaimTaskRequest): Promise<CommandOutcome> {
  const { caseId, taskKey, expectedVersion, by, idempotency } = request;
  return handler.handle({
    command: {
      type: 'ClaimUserTask',
      caseId,
      taskKey,
      by,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    guard: sameUnit(by),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
