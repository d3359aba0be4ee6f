import type { JsonObject } from '../../engine/index.ts';
import { caseAnswer } from './case-answer.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface SetVariablesRequest extends VerbRequest {
  readonly caseId: string;
  readonly variables: JsonObject;
  /** Element instance whose scope receives them; absent: the root. */
  readonly scopeKey?: number;
  readonly expectedVersion?: number;
}

/** An operator mends the data of a case. */
export function setVariables({ handler }: Shell, request: SetVariablesRequest): Promise<CommandOutcome> {
  const { caseId, variables, scopeKey, expectedVersion, by, idempotency } = request;
  return handler.handle({
    command: {
      type: 'SetVariables',
      caseId,
      variables,
      by,
      ...(scopeKey === undefined ? {} : { scopeKey }),
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
