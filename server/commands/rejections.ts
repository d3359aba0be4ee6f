import { REJECTION_CODES, type Json, type RejectionCode } from '../../engine/index.ts';

/** Why the server refuses what never reaches the token game. Public API like the engine's: added, never renamed. */
export const SERVER_REJECTION_CODES = {
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used for another request.',
  PROCEDURE_NOT_FOUND: 'There is no such published procedure.',
  NO_VERSION_IN_FORCE: 'No version of the procedure is in force on the date that counts.',
  VERSION_EXISTS: 'This version of the procedure is published already.',
  MODEL_REFUSED: 'The model cannot be published.',
  DRAFT_NOT_FOUND: 'There is no such draft.',
  STALE_REVISION: 'The draft has been saved by someone else since it was read.',
  OTHER_UNIT: 'The case belongs to another unit.',
  JOB_LOCK_LOST: 'The lock on the job has run out or belongs to another worker.',
  MESSAGE_EXISTS: 'A message with this id has been published already.',
} as const;
export type ServerRejectionCode = keyof typeof SERVER_REJECTION_CODES;

/** A refusal by the engine or by the server: a value with a stable code; nothing has changed. */
export interface CommandRejection {
  readonly code: RejectionCode | ServerRejectionCode;
  /** What, where and what to do. */
  readonly message: string;
  readonly details?: { readonly [key: string]: Json };
}

/** A refusal with the catalogue's sentence, or a more telling one. */
export function refuse(
  code: CommandRejection['code'],
  message?: string,
  details?: CommandRejection['details'],
): CommandRejection {
  const catalogue: Record<CommandRejection['code'], string> = { ...REJECTION_CODES, ...SERVER_REJECTION_CODES };
  return { code, message: message ?? catalogue[code], ...(details === undefined ? {} : { details }) };
}
