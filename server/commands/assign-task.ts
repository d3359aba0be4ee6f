import { caseAnswer } from './case-answer.ts';
import { sameUnit } from './guards.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface AssignTaskRequest extends VerbRequest {
  readonly caseId: string;
  readonly taskKey: number;
  readonly assignee: string;
  /** Groups of the assignee now; the engine refuses someone whom the model does not name. */
  readonly assigneeGroups: readonly string[];
  readonly expectedVersion?: number;
}

/** A head gives a task to an officer. */
export function assignTask({ handler }: Shell, request: AssignTaskRequest): Promise<CommandOutcome> {
  const { caseId, taskKey, assignee, assigneeGroups, expectedVersion, by, idempotency } = request;
  return handler.handle({
    command: {
      type: 'AssignUserTask',
      caseId,
      taskKey,
      assignee,
      assigneeGroups,
      by,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    guard: sameUnit(by),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
