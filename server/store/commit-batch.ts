import type { CaseState, SealedCommit } from '../../engine/index.ts';
import type {
  CaseRecord,
  EscalationRecord,
  IdempotencyRecord,
  IncidentRecord,
  JobRecord,
  NotificationRecord,
  OutboxRecord,
  SubscriptionRecord,
  TaskRecord,
  TaskStatus,
  TimerRecord,
} from './records.ts';

/** Decided commands of many cases, to be made durable together. */
export interface CommitBatch {
  readonly entries: readonly BatchEntry[];
  /** Serials drawn by the batch: written only if the stored one still is `expected`. */
  readonly serials: readonly { readonly scope: string; readonly expected: number; readonly last: number }[];
}

/** One accepted command: its sealed commit and everything that follows from its events. */
export interface BatchEntry {
  readonly sealed: SealedCommit;
  /** The case after the commit. */
  readonly case: CaseRecord;
  readonly changes: ProjectionChanges;
  /** Every so many events, so that loading stays short. */
  readonly snapshot?: CaseState;
  readonly idempotency?: IdempotencyRecord;
  /** Who is told of the commit, where a channel is set up. */
  readonly notifications?: readonly NotificationRecord[];
}

/** What the events of one commit do to the read models. Pure result of `commands/project-commit.ts`. */
export interface ProjectionChanges {
  readonly tasksCreated: readonly TaskRecord[];
  readonly tasksChanged: readonly {
    readonly taskKey: number;
    readonly status: TaskStatus;
    readonly assignee?: string;
    readonly onBehalfOf?: string;
    readonly endedAt?: string;
    /** Given when a calendar decision has moved it; otherwise the date stays. */
    readonly dueAt?: string;
    /** Its case goes on under another version, and it by this element. */
    readonly moved?: Pick<TaskRecord, 'elementId' | 'procedureDigest'>;
    /** The other version has it otherwise: all of this is replaced, and what is left out it has no more. */
    readonly rewritten?: Pick<TaskRecord, 'candidateGroups' | 'candidateUsers' | 'formId' | 'priority' | 'dueAt'>;
  }[];
  /** The case goes on under another version: process, digest and label of its row are written too. */
  readonly caseMoved?: true;
  /** What goes by another element since then. */
  readonly elementsRenamed?: readonly {
    readonly of: 'timers' | 'subscriptions' | 'jobs' | 'incidents';
    readonly key: number;
    readonly elementId: string;
  }[];
  /** Tasks that became claimable, with their candidates. */
  readonly offersMade: readonly TaskOffer[];
  /** Tasks that were claimed, assigned or ended: nobody can claim them any more. */
  readonly offersWithdrawn: readonly { readonly taskKey: number }[];
  /** Steps given out by rule, and when. */
  readonly turnsGiven: readonly { readonly elementId: string; readonly officer: string; readonly turn: string }[];
  readonly timersScheduled: readonly TimerRecord[];
  readonly timersRemoved: readonly number[];
  readonly jobsCreated: readonly JobRecord[];
  /** Failed, or given new retries: the lock goes. */
  readonly jobsChanged: readonly {
    readonly jobKey: number;
    readonly status: JobRecord['status'];
    readonly retries: number;
    readonly retryAt?: string;
  }[];
  readonly jobsRemoved: readonly number[];
  readonly subscriptionsOpened: readonly SubscriptionRecord[];
  readonly subscriptionsClosed: readonly number[];
  readonly incidentsRaised: readonly IncidentRecord[];
  readonly incidentsResolved: readonly { readonly incidentKey: number; readonly resolvedAt: string }[];
  readonly outbox: readonly OutboxRecord[];
  /** Deadlines that the heads are told of; replaces what they were told of the same one before. */
  readonly escalationsRaised: readonly EscalationRecord[];
  /** Deadlines that were kept, ended or moved: tasks, 0 for the case. */
  readonly escalationsClosed: readonly number[];
}

/** Who may claim a task. */
export type TaskOffer = Pick<TaskRecord, 'taskKey' | 'candidateGroups' | 'candidateUsers' | 'dueAt'>;

export type AppendResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** Cases whose stored version is not the one the commit builds on. */
      readonly staleCases: readonly string[];
      /** Idempotency records that exist already, as stored. */
      readonly usedKeys: readonly IdempotencyRecord[];
      readonly staleSerials: readonly string[];
    };
