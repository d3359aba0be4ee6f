import type { CaseEvent, CaseReceipt, CaseState, Command, JsonObject } from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { CaseRecord, ProcedureVersionSummary } from '../store/records.ts';

/** A command as a verb asks for it: the shell adds the time, the calendar, the staff list and, for a new case, the receipt's code. */
export type RequestedCommand = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'calendar' | 'staff'>
    : never
  : never;

export interface CommandRequest {
  readonly command: RequestedCommand;
  /** StartCase only: the version that the case is pinned to, and what the one-stop office knows. */
  readonly start?: {
    readonly procedure: Pick<ProcedureVersionSummary, 'code' | 'version' | 'digest'>;
    /** Without the code: the shell draws the serial in the transaction that makes the case durable. */
    readonly receipt?: Omit<CaseReceipt, 'dossierCode'>;
    /** Code of the receiving unit, for the dossier code. */
    readonly unitCode?: string;
  };
  /** Same actor, key and fingerprint: the same answer, also after a restart. Another fingerprint is refused. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** May this actor touch this case at all (unit, role)? Asked before the engine is. */
  readonly guard?: (record: CaseRecord) => Refusal | undefined;
  /** What must hold outside the case (a worker's lock). Asked before the engine; a repeated request is answered all the same. */
  readonly precondition?: () => Promise<Refusal | undefined>;
  /** What the caller is told; stored beside the idempotency key, so that a repeated request hears the same. */
  readonly answer?: (accepted: AcceptedCommand) => JsonObject;
}

/** A command that was accepted and is on disk (or, in `answer`, about to be). */
export interface AcceptedCommand {
  readonly caseId: string;
  readonly version: number;
  readonly at: string;
  readonly events: readonly CaseEvent[];
  readonly state: CaseState;
  readonly record: CaseRecord;
}

export type CommandOutcome =
  | {
      readonly ok: true;
      readonly caseId: string;
      readonly version: number;
      /** What `answer` gave when the command was accepted; `{}` without one. */
      readonly answer: JsonObject;
      /** The key was known: nothing happened now. */
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly rejection: Refusal };

/** A command whose engine threw: a bug. The case is unharmed; nothing was written. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
  constructor(
    readonly caseId: string,
    readonly version: number,
    readonly commandType: string,
    cause: unknown,
  ) {
    super(`${commandType} on case ${caseId} at event ${String(version)} failed in the engine.`, { cause });
  }
}

/** The handler no longer takes commands: the server is stopping. */
export class HandlerClosedError extends Error {
  override readonly name = 'HandlerClosedError';
  constructor() {
    super('The server is stopping; repeat the request.');
  }
}
