import { caseAnswer } from './case-answer.ts';
import type { CommandOutcome } from './command-request.ts';
import type { Shell, VerbRequest } from './shell.ts';

export interface ResolveIncidentRequest extends VerbRequest {
  readonly caseId: string;
  readonly incidentKey: number;
  /** New attempts for a job; ignored elsewhere. */
  readonly retries?: number;
  readonly reason?: string;
}

/** An operator lets a stuck case try again where its token stands. */
export function resolveIncident({ handler }: Shell, request: ResolveIncidentRequest): Promise<CommandOutcome> {
  const { caseId, incidentKey, retries, reason, by, idempotency } = request;
  return handler.handle({
    command: {
      type: 'ResolveIncident',
      caseId,
      incidentKey,
      by,
      ...(retries === undefined ? {} : { retries }),
      ...(reason === undefined ? {} : { reason }),
    },
    answer: caseAnswer,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}
