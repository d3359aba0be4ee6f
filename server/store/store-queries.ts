import type { CaseStatus, JobRecord } from './records.ts';

/** What lists are asked for. */

export interface PageRequest {
  /** 1–200. */
  readonly limit: number;
  /** Opaque; from the page before. A malformed one is refused with `InvalidCursorError`. */
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface CaseFilter {
  readonly status?: CaseStatus;
  readonly unit?: string;
  readonly procedureCode?: string;
  /** Pinned to this version. */
  readonly procedureDigest?: string;
  /** Part of a dossier code, upper or lower case. */
  readonly text?: string;
}

export interface TaskFilter {
  /** Tasks claimed by this officer. */
  readonly assignee?: string;
  /** Unclaimed tasks offered to one of these groups or to this user. */
  readonly offeredTo?: { readonly groups: readonly string[]; readonly user: string };
  /** Open tasks that this officer holds or may claim. */
  readonly visibleTo?: {
    readonly groups: readonly string[];
    readonly user: string;
    /** Colleagues who are away and whose deputy the officer is: what they hold is to be seen too. */
    readonly standsInFor?: readonly string[];
  };
  readonly unit?: string;
  readonly procedureCode?: string;
  readonly text?: string;
}

export interface JobFilter {
  readonly caseId?: string;
  readonly jobType?: string;
  readonly status?: JobRecord['status'];
}

export interface EscalationFilter {
  readonly unit?: string;
  /** Only what one of these groups was told. */
  readonly groups?: readonly string[];
  readonly caseId?: string;
}

export interface IncidentFilter {
  readonly caseId?: string;
  readonly unit?: string;
  readonly procedureCode?: string;
  /** Resolved ones too. */
  readonly includeResolved?: boolean;
}

/** A request for due work: what is due at `now` is leased to this node until `leaseUntil`. */
export interface Claim {
  readonly now: string;
  readonly leaseUntil: string;
  readonly limit: number;
}

export interface JobActivation {
  readonly jobType: string;
  readonly worker: string;
  readonly lockToken: string;
  readonly now: string;
  readonly lockedUntil: string;
  readonly limit: number;
}

export interface SubscriptionCursor {
  readonly openedAt: string;
  readonly caseId: string;
  readonly subscriptionKey: number;
}

/** A cursor that no list of ours gave out. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  constructor() {
    super('The cursor is not one that this list gave out; start again without a cursor.');
  }
}
