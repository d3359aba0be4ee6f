import { caseAnswer } from './case-answer.ts';
import { sameUnit } from './guards.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface ReleaseTaskRequest extends VerbRequest {
  readonly caseId: string;
  readonly taskKey: number;
  /** Version of the case that the officer looked at; another one is refused with STALE_VERSION. */
  readonly expectedVersion?: number;
}

/** The officer who holds a task gives it back to its candidates; the draft stays with the task. */
export function releaseTask({ handler }: Shell, request: ReleaseTaskRequest): Promise<CommandOutcome> {
  const { caseId, taskKey, expectedVersion, by, idempotency } = request;
  return handler.handle({
    command: {
      type: 'ReleaseUserTask',
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
