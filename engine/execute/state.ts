import type { JsonObject } from '../model/json.ts';

/**
 * A case between two commands: a fold over its events, plain JSON. The token game owns this file.
 */
export interface CaseState {
  readonly caseId: string;
  /** Sequence number of the last event. */
  readonly version: number;
  readonly processId: string;
  readonly procedureDigest: string;
  readonly variables: JsonObject;
}
