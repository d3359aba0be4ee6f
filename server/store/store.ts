import type { Knex } from 'knex';
import type {
  CalendarDecision,
  CalendarSource,
  CaseState,
  LogEntry,
  SealedCommit,
  StaffMember,
  Tile,
  TileKey,
} from '../../engine/index.ts';
import type {
  AttachmentRecord,
  BufferedMessage,
  CaseRecord,
  DraftRecord,
  EscalationRecord,
  EffectivePeriod,
  IdempotencyRecord,
  IncidentRecord,
  JobRecord,
  NotificationKey,
  NotificationRecord,
  OutboxRecord,
  ProcedureVersionRecord,
  ProcedureVersionSummary,
  StartTimerRecord,
  SubscriptionRecord,
  TaskDraft,
  TaskListItem,
  TaskRecord,
  TimerRecord,
  VersionActRecord,
} from './records.ts';
import type { EventLogHead, LogRefusal, EventLogBatch, CheckpointRecord } from './event-log-records.ts';
import type { CaseMigration, CaseMigrationResult } from './case-migration-records.ts';
import type { CommitBatch, AppendResult } from './commit-batch.ts';
import type {
  PageRequest,
  Page,
  CaseFilter,
  TaskFilter,
  JobFilter,
  EscalationFilter,
  IncidentFilter,
  Claim,
  JobActivation,
  SubscriptionCursor,
} from './store-queries.ts';

/**
 * The store port: every read and write of the server. Two implementations, SQLite and PostgreSQL, one contract suite
 * (`tests/store/contract.ts`).
 *
 * - A case changes only through `appendBatch`: history, read models, timers, jobs, subscriptions, outbox, idempotency record
 *   and snapshot of many commands in one transaction. When it resolves with `ok`, everything is on disk.
 * - Reads see acknowledged commits only.
 * - Lists are cursor-paginated and stable under concurrent writes.
 */
export interface Store {
  readonly dialect: 'sqlite' | 'postgresql';
  /** True when other nodes are expected to write too (PostgreSQL): leases may be a neighbour's, lists of versions grow old. */
  readonly shared: boolean;
  /** The pools, for the other modules of server/store only (accounts). On SQLite the writer has one connection. */
  readonly connections: { readonly writer: Knex; readonly reader: Knex };
  /** What was written since the store was opened; the bench reads it. */
  readonly counters: StoreCounters;

  /** Brings the schema up to date. Idempotent; safe when several nodes start at once. */
  migrate(): Promise<void>;
  /** Resolves when the database answers, its durability is as required and no migration is pending; rejects with the reason. */
  ready(): Promise<void>;
  close(): Promise<void>;

  // --- cases -----------------------------------------------------------------------------------------------------------

  /** All or nothing. A conflict (another node was faster, or a key was used before) changes nothing and names what collided. */
  appendBatch(batch: CommitBatch): Promise<AppendResult>;
  /** What is needed to continue a case: newest snapshot and the commits after it. */
  loadCase(caseId: string): Promise<StoredCase | undefined>;
  /** Last acknowledged version of a case. */
  caseVersion(caseId: string): Promise<number | undefined>;
  getCase(caseId: string): Promise<CaseRecord | undefined>;
  findCaseByDossierCode(dossierCode: string): Promise<CaseRecord | undefined>;
  /** Newest first. */
  listCases(filter: CaseFilter, page: PageRequest): Promise<Page<CaseRecord>>;
  /** Commits in order. `after`: only those whose last event is later than this sequence number. */
  loadCommits(
    caseId: string,
    range: { readonly after?: number; readonly limit?: number },
  ): Promise<readonly SealedCommit[]>;
  /** The commit that holds the event with this sequence number. */
  loadCommitAt(caseId: string, seq: number): Promise<SealedCommit | undefined>;

  // --- tasks -----------------------------------------------------------------------------------------------------------

  getTask(caseId: string, taskKey: number): Promise<TaskListItem | undefined>;
  /** Earliest due date first, tasks without one last. */
  listTasks(filter: TaskFilter, page: PageRequest): Promise<Page<TaskListItem>>;
  /** Tasks of one case in order of creation, open and ended. */
  listTasksOfCase(caseId: string): Promise<readonly TaskRecord[]>;
  saveTaskDraft(draft: TaskDraft): Promise<void>;
  getTaskDraft(caseId: string, taskKey: number): Promise<TaskDraft | undefined>;

  /** The active officers of an office (all of them where `unit` is empty), what they hold, when each step of a procedure was
   *  last given to them by rule, and who is away at an instant. Always in the same order. */
  readStaff(query: {
    readonly unit: string;
    readonly procedureCode: string;
    readonly at: string;
  }): Promise<readonly StaffMember[]>;

  // --- timers, jobs, messages -----------------------------------------------------------------------------------------

  listTimers(filter: { readonly caseId?: string }, page: PageRequest): Promise<Page<TimerRecord>>;
  /** Leases due timers, earliest first; a lease that runs out (crash) is offered again. */
  claimDueTimers(claim: Claim): Promise<readonly TimerRecord[]>;
  /** Gives back every lease, due timers and outbox rows alike. At start on a store that is not shared: whoever held them is gone. */
  releaseLeases(): Promise<void>;
  /** Earliest instant at which an unleased timer, retry or outbox row wants attention. */
  nextDueAt(): Promise<string | undefined>;

  getJob(caseId: string, jobKey: number): Promise<JobRecord | undefined>;
  listJobs(filter: JobFilter, page: PageRequest): Promise<Page<JobRecord>>;
  /** Locks open jobs of one type for a worker, oldest first. */
  activateJobs(activation: JobActivation): Promise<readonly JobRecord[]>;
  /** False when the token no longer holds the job. */
  extendJobLock(caseId: string, jobKey: number, lockToken: string, now: string, lockedUntil: string): Promise<boolean>;

  /** Oldest first. A subscription without a key matches every message of its name. */
  findMessageSubscriptions(
    name: string,
    correlationKey: string | undefined,
    limit: number,
  ): Promise<readonly SubscriptionRecord[]>;
  findSignalSubscriptions(
    name: string,
    after: SubscriptionCursor | undefined,
    limit: number,
  ): Promise<readonly SubscriptionRecord[]>;

  /** A message or signal from outside the cases. Nothing happens when the row is there already. */
  insertOutbox(record: OutboxRecord): Promise<void>;
  /** Leases undelivered outbox rows, oldest first. */
  claimOutbox(claim: Claim): Promise<readonly OutboxRecord[]>;
  /** Removes a delivered row. Idempotent. */
  markDelivered(caseId: string, seq: number): Promise<void>;
  /** Puts a row back until `at`. */
  postponeOutbox(caseId: string, seq: number, at: string): Promise<void>;

  /** False when a message with this id is there already. */
  bufferMessage(message: BufferedMessage): Promise<boolean>;
  /** Unexpired buffered messages that a waiting subscription now matches, oldest first. */
  findDeliverableMessages(now: string, limit: number): Promise<readonly BufferedMessage[]>;
  /** Unexpired buffered messages of these names with exactly this correlation key, or without one; oldest first. */
  findBufferedMessages(
    names: readonly string[],
    correlationKey: string | undefined,
    now: string,
  ): Promise<readonly BufferedMessage[]>;
  /** Nobody finds these any more. Their ids stay known until they expire, so that `bufferMessage` refuses them. */
  takeBufferedMessages(messageIds: readonly string[]): Promise<void>;
  /** False when it was taken already. */
  removeBufferedMessage(messageId: string): Promise<boolean>;
  /** Removes messages that waited too long; how many went. */
  expireBufferedMessages(now: string): Promise<number>;

  /** Replaces the schedule of a procedure's timer start events. */
  replaceStartTimers(procedureCode: string, timers: readonly StartTimerRecord[]): Promise<void>;
  listStartTimers(): Promise<readonly StartTimerRecord[]>;
  claimDueStartTimers(claim: Claim): Promise<readonly StartTimerRecord[]>;
  /** After a firing: the next one, or none, whereupon the entry is `done`. Changes nothing when the row is not at `fired.firing` any more. */
  advanceStartTimer(fired: StartTimerRecord, next: StartTimerRecord | undefined): Promise<void>;

  /** Cases whose heads are to be told of a deadline, the earliest first. Claimed ones come again after the lease, unless a commit
   *  has said by then when there is next something to tell. */
  claimDueAlerts(claim: Claim): Promise<readonly string[]>;
  /** What the heads have been told of and is still open, by due date. */
  listEscalations(filter: EscalationFilter, page: PageRequest): Promise<Page<EscalationRecord>>;

  getIncident(caseId: string, incidentKey: number): Promise<IncidentRecord | undefined>;
  /** Newest first. */
  listIncidents(filter: IncidentFilter, page: PageRequest): Promise<Page<IncidentRecord>>;

  // --- notifications and attachments --------------------------------------------------------------------------------------

  /** Leases what is to be told now, earliest first; every claim counts as an attempt. */
  claimNotifications(claim: Claim): Promise<readonly NotificationRecord[]>;
  /** Notes how an attempt ended. Changes nothing when the row is no longer being sent. */
  settleNotification(key: NotificationKey, outcome: NotificationOutcome): Promise<void>;
  /** Ends attempts whose sender is gone: e-mail becomes a dead letter (it may have been sent), webhooks wait again (their
   *  receiver knows the key). How many letters died. */
  releaseLostNotifications(now: string): Promise<number>;
  getNotification(key: NotificationKey): Promise<NotificationRecord | undefined>;
  /** Newest first. */
  listNotifications(
    filter: { readonly status?: NotificationRecord['status']; readonly caseId?: string },
    page: PageRequest,
  ): Promise<Page<NotificationRecord>>;
  /** False unless it is a dead letter. */
  retryNotification(key: NotificationKey, now: string): Promise<boolean>;

  /** False when this id is there already. */
  insertAttachment(attachment: AttachmentRecord): Promise<boolean>;
  getAttachment(id: string): Promise<AttachmentRecord | undefined>;
  getAttachments(ids: readonly string[]): Promise<readonly AttachmentRecord[]>;

  // --- the log over all cases -------------------------------------------------------------------------------------------

  readEventLog(): Promise<EventLogHead>;
  /** Commits that the log lacks, in the order in which they became durable, after the place that the log has looked at. A
   *  commit that is acknowledged later never comes before one that this has given out. */
  commitsToLog(
    place: string,
    limit: number,
  ): Promise<{
    readonly entries: readonly LogEntry[];
    readonly place: string;
    readonly more: boolean;
  }>;
  /** Commits that the log lacks, wherever they lie, in the order of cases, after this one. Reads every commit there is. */
  commitsNotInLog(
    after: Pick<LogEntry, 'caseId' | 'firstSeq'> | undefined,
    limit: number,
  ): Promise<readonly LogEntry[]>;
  /** Tiles in the order asked for. Rejects when one is not there. */
  readLogTiles(keys: readonly TileKey[]): Promise<readonly Tile[]>;
  /** Appends entries behind `expectedSize`, with the tiles that they lead to. False, and nothing changes, when the log is not
   *  of this size any more or holds one of the commits already. */
  appendToLog(batch: EventLogBatch): Promise<boolean>;
  logEntries(from: number, limit: number): Promise<readonly LogEntry[]>;
  /** Places of the commits of a case, in their order. */
  logIndexesOfCase(caseId: string): Promise<readonly { readonly index: number; readonly firstSeq: number }[]>;
  /** False when a checkpoint of this size is there already. */
  insertCheckpoint(checkpoint: CheckpointRecord): Promise<boolean>;
  latestCheckpoint(): Promise<CheckpointRecord | undefined>;
  /** Notes why the log is not signed any more; undefined takes it back. */
  noteLogRefusal(refusal: LogRefusal | undefined): Promise<void>;

  // --- keys and serials -----------------------------------------------------------------------------------------------

  findIdempotencyRecord(actorId: string, key: string): Promise<IdempotencyRecord | undefined>;
  /** Removes records older than `before`, at most `limit`; how many went. */
  expireIdempotencyRecords(before: string, limit: number): Promise<number>;
  /** Last serial given out for this scope (unit, day and pattern); 0 when none. Drawn in `appendBatch`. */
  lastSerial(scope: string): Promise<number>;

  // --- procedures ------------------------------------------------------------------------------------------------------

  /**
   * Publishes a version and, in the same transaction, closes the intervals that it takes over. `exists`: this code and version,
   * or this very bundle, is published already; `stale`: a version that it follows has been acted upon meanwhile.
   */
  insertProcedureVersion(
    version: ProcedureVersionRecord,
    followed?: readonly VersionActEntry[],
  ): Promise<'inserted' | 'exists' | 'stale'>;
  listProcedureVersions(): Promise<readonly ProcedureVersionSummary[]>;
  getProcedureVersion(code: string, version: string): Promise<ProcedureVersionRecord | undefined>;
  getProcedureByDigest(digest: string): Promise<ProcedureVersionRecord | undefined>;
  /** False when there is no such version, or another act has been entered since `known`. */
  recordVersionAct(code: string, entry: VersionActEntry): Promise<boolean>;

  insertDraft(draft: DraftRecord): Promise<void>;
  getDraft(id: string): Promise<DraftRecord | undefined>;
  /** Newest change first, without files. */
  listDrafts(): Promise<readonly Omit<DraftRecord, 'files'>[]>;
  /** False when the stored revision is not `draft.revision - 1`. */
  updateDraft(draft: DraftRecord): Promise<boolean>;
  deleteDraft(id: string): Promise<boolean>;

  // --- calendars -------------------------------------------------------------------------------------------------------

  /** Keeps a calendar's source with all its decisions; replaces the one of this id. */
  saveCalendarSource(source: CalendarSource): Promise<void>;
  listCalendarSources(): Promise<readonly CalendarSource[]>;
  /** Adds a decision to a calendar, and with it the sweep that will bring it to the open cases. */
  addCalendarDecision(
    calendarId: string,
    decision: CalendarDecision,
    by: string,
    at: string,
  ): Promise<'added' | 'exists' | 'no-calendar'>;
  /** Oldest first, finished ones too. */
  listCalendarSweeps(): Promise<readonly CalendarSweep[]>;
  /** Notes a batch of cases: `seen` and `moved` are added to what was counted before. */
  advanceCalendarSweep(
    decisionId: string,
    batch: { readonly cursor?: string; readonly seen: number; readonly moved: number; readonly finishedAt?: string },
  ): Promise<void>;

  // --- migrations of cases ------------------------------------------------------------------------------------------------

  insertCaseMigration(migration: CaseMigration): Promise<void>;
  getCaseMigration(id: string): Promise<CaseMigration | undefined>;
  /** Newest first. */
  listCaseMigrations(procedureCode: string): Promise<readonly CaseMigration[]>;
  /** The oldest that runs, and how far it has come in the list of open cases. */
  nextCaseMigration(): Promise<
    (Omit<CaseMigration, 'migrated' | 'refused' | 'alreadyThere'> & { readonly cursor?: string }) | undefined
  >;
  /** Approved by a second person, or withdrawn. False unless it is proposed. */
  settleCaseMigration(
    id: string,
    decision: { readonly status: 'running' | 'withdrawn'; readonly by: string; readonly at: string },
  ): Promise<boolean>;
  /** Notes a batch of cases. What was noted of a case before stays. */
  advanceCaseMigration(
    id: string,
    batch: { readonly cursor?: string; readonly finishedAt?: string; readonly results: readonly CaseMigrationResult[] },
  ): Promise<void>;
  /** By case. */
  listCaseMigrationResults(
    id: string,
    filter: { readonly outcome?: CaseMigrationResult['outcome'] },
    page: PageRequest,
  ): Promise<Page<CaseMigrationResult>>;
}

/** An act on a published version, with what it leads to. */
export interface VersionActEntry {
  readonly version: string;
  /** Acts that the caller knows of: the act follows these, or is not entered. */
  readonly known: readonly VersionActRecord[];
  readonly act: VersionActRecord;
  readonly status: ProcedureVersionSummary['status'];
  readonly effective: readonly EffectivePeriod[];
}

/** How far a calendar decision has been brought to the open cases. */
export interface CalendarSweep {
  readonly decision: CalendarDecision;
  readonly calendarId: string;
  readonly addedBy: string;
  readonly addedAt: string;
  /** Of the list of open cases; absent before the first batch. */
  readonly cursor?: string;
  readonly seen: number;
  readonly moved: number;
  readonly finishedAt?: string;
}

/** How an attempt to tell ended. */
export interface NotificationOutcome {
  readonly status: 'delivered' | 'waiting' | 'failed';
  readonly failure?: string;
  /** With `waiting`: not before. */
  readonly claimableAt?: string;
  readonly deliveredAt?: string;
}

/** A case as loaded: fold `commits` over `snapshot` (over nothing when there is none). */
export interface StoredCase {
  readonly record: CaseRecord;
  readonly snapshot?: CaseState;
  readonly commits: readonly SealedCommit[];
}

export interface StoreCounters {
  /** Transactions of the command path that were committed (one fsync each). */
  commits: number;
  statements: number;
  /** Rows inserted, updated and deleted by the command path. */
  rows: number;
  /** Bytes of bound values of the command path. */
  bytes: number;
}
