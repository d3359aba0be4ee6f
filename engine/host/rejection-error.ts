import type { Rejection, RejectionCode } from '../errors.ts';

/** A host call that the engine refused. The host's calls have no other way to answer with a refusal than to throw. */
export class RejectionError extends Error {
  readonly code: RejectionCode;
  readonly details: Rejection['details'];

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.name = 'RejectionError';
    this.code = rejection.code;
    this.details = rejection.details;
  }
}
