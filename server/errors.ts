import { REJECTION_CODES, type Json, type RejectionCode } from '../engine/index.ts';

/**
 * Why the server refuses a request that the engine never sees: what surrounds a case (sign-in, drafts, versions, the HTTP
 * envelope). With the engine's REJECTION_CODES these are the `code` of every problem document. Public API: added, never
 * renamed.
 */
export const SERVER_CODES = {
  // the request
  REQUEST_INVALID: 'The request does not have the documented shape.',
  BODY_NOT_JSON: 'The body is not valid JSON.',
  BODY_TOO_LARGE: 'The body is larger than this address accepts.',
  MEDIA_TYPE_UNSUPPORTED: 'Only application/json is accepted.',
  ROUTE_NOT_FOUND: 'There is nothing at this address.',
  IDEMPOTENCY_KEY_MISSING: 'A request that changes something needs an Idempotency-Key.',
  IDEMPOTENCY_KEY_REUSED: 'This Idempotency-Key already belongs to another request.',
  PRECONDITION_FAILED: 'The resource has changed since it was read.',
  CURSOR_INVALID: 'The cursor was not given out by this list.',
  // who asks
  NOT_SIGNED_IN: 'Sign in first.',
  INVALID_CREDENTIALS: 'User name or password is wrong.',
  FORBIDDEN: 'This account has no role that may do this.',
  CROSS_SITE_REQUEST: 'The request came from another site.',
  TOO_MANY_REQUESTS: 'Too many attempts.',
  // accounts
  USER_NOT_FOUND: 'There is no such account.',
  USERNAME_TAKEN: 'Another account has this user name.',
  PASSWORD_TOO_WEAK: 'The password is too easy to guess.',
  UNIT_NOT_FOUND: 'There is no such unit.',
  // absences
  ABSENCE_NOT_FOUND: 'There is no such absence.',
  ABSENCE_INVALID: 'The absence has no possible time.',
  ABSENCE_OVERLAPS: 'The person is away at that time already.',
  DEPUTY_NOT_ELIGIBLE: 'This officer cannot stand in for the other.',
  // procedures
  PROCEDURE_NOT_FOUND: 'There is no such procedure.',
  VERSION_NOT_FOUND: 'The procedure has no such version.',
  MIGRATION_NOT_FOUND: 'There is no such migration of cases.',
  MIGRATION_NOT_PROPOSED: 'The migration does not wait for a second person.',
  VERSION_EXISTS: 'The version exists and cannot be replaced.',
  VERSION_NOT_EFFECTIVE: 'No version of the procedure is in force on this date.',
  MODEL_REFUSED: 'The model cannot be published.',
  VERSION_OVERLAPS: 'Two versions would govern the same dates.',
  VERSION_ACT_IMPOSSIBLE: 'The version does not accept this act.',
  PUBLICATION_NOT_PROPOSED: 'The draft must be proposed before it is published.',
  PUBLICATION_SECOND_PERSON: 'Whoever wrote or proposed a version may not publish it.',
  DRAFT_PROPOSED: 'The draft is proposed and does not change.',
  DRAFT_NOT_FOUND: 'There is no such draft.',
  STALE_REVISION: 'The draft has been saved by someone else since it was read.',
  // papers
  PAPER_NOT_ISSUABLE: 'The form cannot be issued now.',
  // attachments and notifications
  ATTACHMENT_NOT_FOUND: 'There is no such file.',
  ATTACHMENT_REFUSED: 'The file cannot be attached.',
  NOTIFICATION_NOT_FOUND: 'There is no such notification.',
  NOTIFICATION_NOT_FAILED: 'The notification is no dead letter.',
  // the log of events
  CHECKPOINT_NOT_FOUND: 'The log of events has not been signed up to there.',
  // calendars
  CALENDAR_NOT_FOUND: 'There is no such calendar.',
  CALENDAR_DECISION_EXISTS: 'A calendar decision is added and never changed.',
  CALENDAR_DECISION_INVALID: 'The calendar decision cannot be read.',
  // work and messages
  JOB_LOCK_LOST: 'The lock on the job has run out or belongs to another worker.',
  MESSAGE_EXISTS: 'A message with this id has been published already.',
  // the server
  OVERLOADED: 'The server is busy.',
  INTERNAL_ERROR: 'The server failed.',
} as const;
export type ServerCode = keyof typeof SERVER_CODES;

/** Every code that a caller can meet. */
export type RefusalCode = RejectionCode | ServerCode;

/** A refused request: the engine's Rejection, or its like from the server. A value; it becomes an answer in
 *  `plugins/problem-details.ts` and nowhere else. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What, where, what to do. No personal data. */
  readonly message: string;
  readonly details?: { readonly [key: string]: Json };
}

/**
 * Carries a Refusal to the caller from a place that cannot return one (hooks and route handlers of the HTTP room).
 * Commands return refusals as values.
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Short form of `throw new RefusedError({ code, message, details })`, for expressions. */
export function refuse(code: RefusalCode, message: string = defaultMessage(code), details?: Refusal['details']): never {
  throw new RefusedError({ code, message, ...(details === undefined ? {} : { details }) });
}

function defaultMessage(code: RefusalCode): string {
  const catalogue: Readonly<Record<RefusalCode, string>> = { ...REJECTION_CODES, ...SERVER_CODES };
  return catalogue[code];
}
