import type { Bound, BulkWriter } from './bulk.ts';
import type { JobRecord, OutboxRecord, TaskRecord } from './records.ts';
import { NEVER } from './rows.ts';
import type { BatchEntry, TaskOffer } from './store.ts';

/** Who may claim: groups and users share one column, told apart by their first letter. */
export const candidateGroup = (group: string): string => `g:${group}`;
export const candidateUser = (user: string): string => `u:${user}`;

type Rows = (readonly Bound[])[];

/**
 * Writes what the events of a batch do to the read models.
 *
 * Inserts come before updates, updates before deletes; of several updates of one row in a batch only the last is written
 * (an UPDATE … FROM that meets a row twice takes whichever it likes).
 */
export async function writeProjections(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  await writeTasks(bulk, entries);
  await writeTimers(bulk, entries);
  await writeJobs(bulk, entries);
  await writeSubscriptions(bulk, entries);
  await writeIncidents(bulk, entries);
  await bulk.insert(
    'outbox',
    OUTBOX_COLUMNS,
    entries.flatMap(({ changes }) => changes.outbox.map(outboxValues)),
  );
}

const TASK_COLUMNS = [
  'case_id',
  'task_key',
  'element_id',
  'status',
  'procedure_code',
  'procedure_digest',
  'unit',
  'dossier_code',
  'assignee',
  'candidate_groups',
  'candidate_users',
  'form_id',
  'priority',
  'created_at',
  'due_at',
  'due_order',
  'ended_at',
];

async function writeTasks(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const created: Rows = [];
  const changed = new Map<string, readonly Bound[]>();
  const offers = new Map<string, Rows>();
  const withdrawn = new Map<string, readonly Bound[]>();
  for (const {
    case: { caseId, unit },
    changes,
  } of entries) {
    for (const task of changes.tasksCreated) created.push(taskValues(task));
    for (const { taskKey, status, assignee, endedAt } of changes.tasksChanged) {
      changed.set(rowKey(caseId, taskKey), [caseId, taskKey, status, assignee ?? null, endedAt ?? null]);
    }
    // In the order of events: what a batch offers and takes back leaves no row.
    for (const { taskKey } of changes.offersWithdrawn) {
      withdrawn.set(rowKey(caseId, taskKey), [caseId, taskKey]);
      offers.delete(rowKey(caseId, taskKey));
    }
    for (const offer of changes.offersMade) {
      const { taskKey, dueAt = NEVER } = offer;
      offers.set(
        rowKey(caseId, taskKey),
        candidatesOf(offer).map((candidate) => [caseId, taskKey, candidate, unit, dueAt]),
      );
    }
  }
  await bulk.insert('tasks', TASK_COLUMNS, created);
  await bulk.update(
    'tasks',
    'status = v.column3, assignee = v.column4, ended_at = v.column5',
    'tasks.case_id = v.column1 AND tasks.task_key = v.column2',
    ['text', 'integer', 'text', 'text', 'text'],
    [...changed.values()],
  );
  await bulk.remove('task_offers', ['case_id', 'task_key'], ['text', 'integer'], [...withdrawn.values()]);
  await bulk.insert(
    'task_offers',
    ['case_id', 'task_key', 'candidate', 'unit', 'due_order'],
    [...offers.values()].flat(),
  );
}

function taskValues(task: TaskRecord): readonly Bound[] {
  return [
    task.caseId,
    task.taskKey,
    task.elementId,
    task.status,
    task.procedureCode,
    task.procedureDigest,
    task.unit,
    task.dossierCode ?? null,
    task.assignee ?? null,
    JSON.stringify(task.candidateGroups),
    JSON.stringify(task.candidateUsers),
    task.formId ?? null,
    task.priority ?? null,
    task.createdAt,
    task.dueAt ?? null,
    task.dueAt ?? NEVER,
    task.endedAt ?? null,
  ];
}

function candidatesOf(offer: TaskOffer): readonly string[] {
  return [...new Set([...offer.candidateGroups.map(candidateGroup), ...offer.candidateUsers.map(candidateUser)])];
}

async function writeTimers(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const set = new Map<string, readonly Bound[]>();
  const gone: Rows = [];
  for (const {
    case: { caseId },
    changes,
  } of entries) {
    for (const { timerKey, elementId, dueAt } of changes.timersScheduled)
      set.set(rowKey(caseId, timerKey), [caseId, timerKey, elementId, dueAt, dueAt]);
    for (const timerKey of changes.timersRemoved)
      if (!set.delete(rowKey(caseId, timerKey))) gone.push([caseId, timerKey]);
  }
  await bulk.insert('timers', ['case_id', 'timer_key', 'element_id', 'due_at', 'claimable_at'], [...set.values()]);
  await bulk.remove('timers', ['case_id', 'timer_key'], ['text', 'integer'], gone);
}

const JOB_COLUMNS = [
  'case_id',
  'job_key',
  'element_id',
  'job_type',
  'status',
  'retries',
  'headers',
  'unit',
  'created_at',
  'retry_at',
];

async function writeJobs(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const created = new Map<string, readonly Bound[]>();
  const changed = new Map<string, readonly Bound[]>();
  const gone: Rows = [];
  for (const {
    case: { caseId },
    changes,
  } of entries) {
    for (const job of changes.jobsCreated) created.set(rowKey(caseId, job.jobKey), jobValues(job));
    for (const { jobKey, status, retries, retryAt } of changes.jobsChanged) {
      changed.set(rowKey(caseId, jobKey), [caseId, jobKey, status, retries, retryAt ?? null]);
    }
    for (const jobKey of changes.jobsRemoved) if (!created.delete(rowKey(caseId, jobKey))) gone.push([caseId, jobKey]);
  }
  await bulk.insert('jobs', JOB_COLUMNS, [...created.values()]);
  await bulk.update(
    'jobs',
    'status = v.column3, retries = v.column4, retry_at = v.column5, locked_by = NULL, lock_token = NULL, locked_until = NULL',
    'jobs.case_id = v.column1 AND jobs.job_key = v.column2',
    ['text', 'integer', 'text', 'integer', 'text'],
    [...changed.values()],
  );
  await bulk.remove('jobs', ['case_id', 'job_key'], ['text', 'integer'], gone);
}

function jobValues(job: JobRecord): readonly Bound[] {
  return [
    job.caseId,
    job.jobKey,
    job.elementId,
    job.jobType,
    job.status,
    job.retries,
    JSON.stringify(job.headers),
    job.unit,
    job.createdAt,
    job.retryAt ?? null,
  ];
}

const SUBSCRIPTION_COLUMNS = [
  'case_id',
  'subscription_key',
  'kind',
  'element_id',
  'name',
  'correlation_key',
  'opened_at',
];

async function writeSubscriptions(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const opened = new Map<string, readonly Bound[]>();
  const closed: Rows = [];
  for (const {
    case: { caseId },
    changes,
  } of entries) {
    for (const { subscriptionKey, kind, elementId, name, correlationKey, openedAt } of changes.subscriptionsOpened) {
      opened.set(rowKey(caseId, subscriptionKey), [
        caseId,
        subscriptionKey,
        kind,
        elementId,
        name,
        correlationKey ?? null,
        openedAt,
      ]);
    }
    for (const key of changes.subscriptionsClosed) if (!opened.delete(rowKey(caseId, key))) closed.push([caseId, key]);
  }
  await bulk.insert('subscriptions', SUBSCRIPTION_COLUMNS, [...opened.values()]);
  await bulk.remove('subscriptions', ['case_id', 'subscription_key'], ['text', 'integer'], closed);
}

const INCIDENT_COLUMNS = [
  'case_id',
  'incident_key',
  'element_id',
  'element_key',
  'code',
  'message',
  'details',
  'procedure_code',
  'unit',
  'dossier_code',
  'raised_at',
];

async function writeIncidents(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const raised: Rows = [];
  const resolved: Rows = [];
  for (const {
    case: { caseId },
    changes,
  } of entries) {
    for (const incident of changes.incidentsRaised) {
      raised.push([
        incident.caseId,
        incident.incidentKey,
        incident.elementId,
        incident.elementKey,
        incident.code,
        incident.message,
        incident.details === undefined ? null : JSON.stringify(incident.details),
        incident.procedureCode,
        incident.unit,
        incident.dossierCode ?? null,
        incident.raisedAt,
      ]);
    }
    for (const { incidentKey, resolvedAt } of changes.incidentsResolved)
      resolved.push([caseId, incidentKey, resolvedAt]);
  }
  await bulk.insert('incidents', INCIDENT_COLUMNS, raised);
  await bulk.update(
    'incidents',
    'resolved_at = v.column3',
    'incidents.case_id = v.column1 AND incidents.incident_key = v.column2',
    ['text', 'integer', 'text'],
    resolved,
  );
}

const OUTBOX_COLUMNS = [
  'case_id',
  'seq',
  'kind',
  'name',
  'correlation_key',
  'variables',
  'created_at',
  'attempts',
  'claimable_at',
];

/** @internal shared with messages from outside the cases */
export function outboxValues(row: OutboxRecord): readonly Bound[] {
  return [
    row.caseId,
    row.seq,
    row.kind,
    row.name,
    row.correlationKey ?? null,
    JSON.stringify(row.variables),
    row.createdAt,
    row.attempts,
    row.createdAt,
  ];
}

function rowKey(caseId: string, key: number): string {
  return `${caseId}:${String(key)}`;
}
