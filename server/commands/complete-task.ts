import type { JsonObject } from '../../engine/index.ts';
import { caseAnswer } from './case-answer.ts';
import { attachmentsIn } from './check-attachments.ts';
import { sameUnit } from './guards.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface CompleteTaskRequest extends VerbRequest {
  readonly caseId: string;
  readonly taskKey: number;
  /** What the officer filled in; the form is enforced inside `decide`. */
  readonly submission: JsonObject;
  readonly expectedVersion?: number;
}

/** The officer who holds a task completes it with its form; the case moves on until every token rests again. */
export function completeTask(shell: Shell, request: CompleteTaskRequest): Promise<CommandOutcome> {
  const { caseId, taskKey, submission, expectedVersion, by, idempotency } = request;
  return shell.handler.handle({
    command: {
      type: 'CompleteUserTask',
      caseId,
      taskKey,
      submission,
      enforceForm: true,
      by,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    guard: sameUnit(by),
    ...attachmentsIn(shell, submission, by, caseId),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
