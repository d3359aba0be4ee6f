import type { JsonObject, SealedCommit } from '../../engine/index.ts';
import { decodeEvents } from './event-format.ts';
import type {
  BufferedMessage,
  CaseRecord,
  CaseStatus,
  EscalationRecord,
  IdempotencyRecord,
  IncidentRecord,
  JobRecord,
  OutboxRecord,
  StartTimerRecord,
  SubscriptionRecord,
  TaskListItem,
  TaskRecord,
  TaskStatus,
  TimerRecord,
} from './records.ts';

/** Rows as both databases return them, and the records that they stand for. One place knows the column names. */

export interface CommitRow {
  case_id: string;
  first_seq: number;
  last_seq: number;
  at: string;
  by_kind: 'user' | 'worker' | 'system';
  by_id: string;
  command_type: string;
  event_format: number;
  events: string;
  seal_format: 1;
  hash: string;
  salt: string | null;
  salts: string | null;
}

/** Commits of one case in order. A row does not repeat the hash before it: the chain begins at `previousHash`. */
export function toCommits(rows: readonly CommitRow[], previousHash: string): readonly SealedCommit[] {
  let head = previousHash;
  return rows.map((row) => {
    const seal: SealedCommit['seal'] = {
      format: row.seal_format,
      previousHash: head,
      hash: row.hash,
      ...present({ salt: row.salt }),
      ...(row.salts === null ? {} : { salts: parseJson<Readonly<Record<string, string>>>(row.salts) }),
    };
    head = row.hash;
    return {
      seal,
      commit: {
        caseId: row.case_id,
        firstSeq: row.first_seq,
        at: row.at,
        by: { kind: row.by_kind, id: row.by_id },
        commandType: row.command_type,
        events: decodeEvents(row.events, row.event_format),
      },
    };
  });
}

export interface SnapshotRow {
  case_id: string;
  version: number;
  state: string;
}

export interface CaseRow {
  case_id: string;
  version: number;
  status: CaseStatus;
  process_id: string;
  procedure_digest: string;
  procedure_code: string;
  procedure_version: string;
  head_hash: string;
  started_at: string;
  updated_at: string;
  ended_at: string | null;
  dossier_code: string | null;
  unit: string;
  channel: 'counter' | 'online' | 'post' | null;
  received_at: string | null;
  applicant_name: string | null;
  due_at: string | null;
  clock_seq: number | null;
  public_status: number | null;
  outcome: string | null;
  alert_at: string | null;
  escalated: number | null;
}

export function toCase(row: CaseRow): CaseRecord {
  return {
    caseId: row.case_id,
    version: row.version,
    status: row.status,
    processId: row.process_id,
    procedureDigest: row.procedure_digest,
    procedureCode: row.procedure_code,
    procedureVersion: row.procedure_version,
    headHash: row.head_hash,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    unit: row.unit,
    ...present({
      endedAt: row.ended_at,
      dossierCode: row.dossier_code,
      channel: row.channel,
      receivedAt: row.received_at,
      applicantName: row.applicant_name,
      dueAt: row.due_at,
      clockSeq: row.clock_seq,
      publicStatus: row.public_status,
      outcome: row.outcome,
      alertAt: row.alert_at,
    }),
    ...(row.escalated === 1 ? { escalated: true as const } : {}),
  };
}

export interface EscalationRow {
  case_id: string;
  task_key: number;
  seq: number;
  element_id: string | null;
  level: EscalationRecord['level'];
  due_at: string;
  raised_at: string;
  told: string;
  assignee: string | null;
  unit: string;
  procedure_code: string;
  procedure_digest: string;
  dossier_code: string | null;
}

export function toEscalation(row: EscalationRow): EscalationRecord {
  return {
    caseId: row.case_id,
    taskKey: row.task_key,
    seq: row.seq,
    level: row.level,
    dueAt: row.due_at,
    raisedAt: row.raised_at,
    to: parseJson<readonly string[]>(row.told),
    unit: row.unit,
    procedureCode: row.procedure_code,
    procedureDigest: row.procedure_digest,
    ...present({ elementId: row.element_id, assignee: row.assignee, dossierCode: row.dossier_code }),
  };
}

export interface TaskRow {
  case_id: string;
  task_key: number;
  element_id: string;
  status: TaskStatus;
  procedure_code: string;
  procedure_digest: string;
  unit: string;
  dossier_code: string | null;
  assignee: string | null;
  candidate_groups: string;
  candidate_users: string;
  form_id: string | null;
  priority: number | null;
  created_at: string;
  due_at: string | null;
  due_order: string;
  ended_at: string | null;
  on_behalf_of: string | null;
}

export function toTask(row: TaskRow): TaskRecord {
  return {
    caseId: row.case_id,
    taskKey: row.task_key,
    elementId: row.element_id,
    status: row.status,
    procedureCode: row.procedure_code,
    procedureDigest: row.procedure_digest,
    unit: row.unit,
    candidateGroups: parseJson<readonly string[]>(row.candidate_groups),
    candidateUsers: parseJson<readonly string[]>(row.candidate_users),
    createdAt: row.created_at,
    ...present({
      dossierCode: row.dossier_code,
      assignee: row.assignee,
      onBehalfOf: row.on_behalf_of,
      formId: row.form_id,
      priority: row.priority,
      dueAt: row.due_at,
      endedAt: row.ended_at,
    }),
  };
}

/** A task row joined with what its case says. */
export interface TaskListRow extends TaskRow {
  case_due_at: string | null;
  case_status: CaseStatus;
  case_version: number;
}

export function toTaskListItem(row: TaskListRow): TaskListItem {
  return {
    ...toTask(row),
    caseStatus: row.case_status,
    caseVersion: row.case_version,
    ...present({ caseDueAt: row.case_due_at }),
  };
}

export interface TimerRow {
  case_id: string;
  timer_key: number;
  element_id: string;
  due_at: string;
  claimable_at: string;
}

export function toTimer(row: TimerRow): TimerRecord {
  return { caseId: row.case_id, timerKey: row.timer_key, elementId: row.element_id, dueAt: row.due_at };
}

export interface JobRow {
  case_id: string;
  job_key: number;
  element_id: string;
  job_type: string;
  status: JobRecord['status'];
  retries: number;
  headers: string;
  unit: string;
  created_at: string;
  retry_at: string | null;
  locked_by: string | null;
  lock_token: string | null;
  locked_until: string | null;
}

export function toJob(row: JobRow): JobRecord {
  return {
    caseId: row.case_id,
    jobKey: row.job_key,
    elementId: row.element_id,
    jobType: row.job_type,
    status: row.status,
    retries: row.retries,
    headers: parseJson<Readonly<Record<string, string>>>(row.headers),
    unit: row.unit,
    createdAt: row.created_at,
    ...present({
      retryAt: row.retry_at,
      lockedBy: row.locked_by,
      lockToken: row.lock_token,
      lockedUntil: row.locked_until,
    }),
  };
}

export interface SubscriptionRow {
  case_id: string;
  subscription_key: number;
  kind: SubscriptionRecord['kind'];
  element_id: string;
  name: string;
  correlation_key: string | null;
  opened_at: string;
}

export function toSubscription(row: SubscriptionRow): SubscriptionRecord {
  return {
    caseId: row.case_id,
    subscriptionKey: row.subscription_key,
    kind: row.kind,
    elementId: row.element_id,
    name: row.name,
    openedAt: row.opened_at,
    ...present({ correlationKey: row.correlation_key }),
  };
}

export interface IncidentRow {
  case_id: string;
  incident_key: number;
  element_id: string;
  element_key: number;
  code: string;
  message: string;
  details: string | null;
  procedure_code: string;
  unit: string;
  dossier_code: string | null;
  raised_at: string;
  resolved_at: string | null;
}

export function toIncident(row: IncidentRow): IncidentRecord {
  return {
    caseId: row.case_id,
    incidentKey: row.incident_key,
    elementId: row.element_id,
    elementKey: row.element_key,
    code: row.code,
    message: row.message,
    procedureCode: row.procedure_code,
    unit: row.unit,
    raisedAt: row.raised_at,
    ...(row.details === null ? {} : { details: parseJson<JsonObject>(row.details) }),
    ...present({ dossierCode: row.dossier_code, resolvedAt: row.resolved_at }),
  };
}

export interface OutboxRow {
  case_id: string;
  seq: number;
  kind: OutboxRecord['kind'];
  name: string;
  correlation_key: string | null;
  variables: string;
  created_at: string;
  attempts: number;
  claimable_at: string;
}

export function toOutbox(row: OutboxRow): OutboxRecord {
  return {
    caseId: row.case_id,
    seq: row.seq,
    kind: row.kind,
    name: row.name,
    variables: parseJson<JsonObject>(row.variables),
    createdAt: row.created_at,
    attempts: row.attempts,
    ...present({ correlationKey: row.correlation_key }),
  };
}

export interface BufferedMessageRow {
  message_id: string;
  name: string;
  correlation_key: string | null;
  variables: string;
  published_at: string;
  expires_at: string;
  origin: string | null;
}

export function toBufferedMessage(row: BufferedMessageRow): BufferedMessage {
  return {
    messageId: row.message_id,
    name: row.name,
    variables: parseJson<JsonObject>(row.variables),
    publishedAt: row.published_at,
    expiresAt: row.expires_at,
    ...present({ correlationKey: row.correlation_key, origin: row.origin }),
  };
}

/** The end of time: what is never due sorts last and is never claimed. */
export const NEVER = '9999-12-31T23:59:59.999Z';

export interface StartTimerRow {
  procedure_code: string;
  process_id: string;
  element_id: string;
  procedure_digest: string;
  due_at: string;
  repetitions: number | null;
  repeat_every: string | null;
  firing: number;
  claimable_at: string;
}

export function toStartTimer(row: StartTimerRow): StartTimerRecord {
  return {
    procedureCode: row.procedure_code,
    processId: row.process_id,
    elementId: row.element_id,
    procedureDigest: row.procedure_digest,
    dueAt: row.due_at,
    firing: row.firing,
    ...present({ repetitions: row.repetitions, interval: row.repeat_every }),
    ...(row.claimable_at === NEVER ? { done: true as const } : {}),
  };
}

export interface IdempotencyRow {
  actor_id: string;
  idempotency_key: string;
  fingerprint: string;
  case_id: string;
  version: number;
  answer: string;
  at: string;
}

export function toIdempotency(row: IdempotencyRow): IdempotencyRecord {
  return {
    actorId: row.actor_id,
    key: row.idempotency_key,
    fingerprint: row.fingerprint,
    caseId: row.case_id,
    version: row.version,
    answer: parseJson<JsonObject>(row.answer),
    at: row.at,
  };
}

/** JSON that this store has written itself; its type is the writer's. */
export function parseJson<T>(text: string): T {
  const value: T = JSON.parse(text);
  return value;
}

type Present<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

/** Without the entries that are null: SQL's null is our absent. */
export function present<T extends Readonly<Record<string, unknown>>>(values: T): Present<T> {
  const kept: { -readonly [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== null && value !== undefined) kept[key] = value;
  }
  return kept;
}
