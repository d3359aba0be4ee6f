import { caseAnswer } from './case-answer.ts';
import { sameUnit } from './guards.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface DeclareConflictRequest extends VerbRequest {
  readonly caseId: string;
  readonly reason: string;
}

/** An officer declares an interest in a case and is out of it from now on. */
export function declareConflict({ handler }: Shell, request: DeclareConflictRequest): Promise<CommandOutcome> {
  const { caseId, reason, by, idempotency } = request;
  return handler.handle({
    command: { type: 'DeclareConflict', caseId, reason, by },
    guard: sameUnit(by),
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
