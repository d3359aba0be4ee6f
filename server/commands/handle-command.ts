import type { CaseEvent, CaseReceipt, CaseState, Command, JsonObject } from '../../engine/index.ts';
import type { CaseRecord } from '../store/records.ts';
import type { CommandRejection } from './rejections.ts';

/** A command as a verb asks for it: the shell adds the time, the calendar and, for a new case, the receipt's code. */
export type RequestedCommand = Command extends infer C ? (C extends Command ? Omit<C, 'at' | 'calendar'> : never) : never;

export interface CommandRequest {
  readonly command: RequestedCommand;
  /** StartCase only: the version that the case is pinned to, and what the one-stop office knows. */
  readonly start?: {
    readonly procedureDigest: string;
    readonly receipt?: Omit<CaseReceipt, 'dossierCode' | 'receivedAt'>;
  };
  /** Same actor, key and fingerprint: the same answer, also after a restart. Another fingerprint is refused. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** May this actor touch this case at all (unit, role)? Asked before the engine is. */
  readonly guard?: (record: CaseRecord, state: CaseState) => CommandRejection | undefined;
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
  | { readonly ok: false; readonly rejection: CommandRejection };

/**
 * The imperative shell around `decide`, and its only caller. Resolves when the command is on disk or refused; throws on a
 * bug or a lost database, in which case nothing was acknowledged.
 */
export interface CommandHandler {
  handle(request: CommandRequest): Promise<CommandOutcome>;
  /** Called after every durable batch (job runner, long polls, live lists). Returns how to stop listening. */
  onCommit(listener: (commits: readonly AcceptedCommand[]) => void): () => void;
  /** Refuses new commands and waits for those under way. */
  close(): Promise<void>;
}
