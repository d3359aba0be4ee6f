import type { TaskRecord } from '../records.ts';
import { NEVER } from '../rows.ts';
import type { TaskOffer } from '../store.ts';
import { insert, remove, rowKey, update, valueAt, type BatchTable, type Columns, type Row } from './batch-table.ts';

/** Who may claim: groups and users share one column, told apart by their first letter. */
export const candidateGroup = (group: string): string => `g:${group}`;
export const candidateUser = (user: string): string => `u:${user}`;

const KEY: Columns = { case_id: 'text', task_key: 'integer' };

/** User tasks. */
export const tasks: BatchTable = {
  statements: [
    insert('tasks', {
      ...KEY,
      element_id: 'text',
      status: 'text',
      procedure_code: 'text',
      procedure_digest: 'text',
      unit: 'text',
      dossier_code: 'text',
      assignee: 'text',
      candidate_groups: 'text',
      candidate_users: 'text',
      form_id: 'text',
      priority: 'integer',
      created_at: 'text',
      due_at: 'text',
      due_order: 'text',
      ended_at: 'text',
      on_behalf_of: 'text',
    }),
    update('tasks', KEY, { status: 'text', assignee: 'text', ended_at: 'text', on_behalf_of: 'text' }, [
      `due_at = COALESCE(${valueAt(6, 'text')}, due_at)`,
      `due_order = COALESCE(${valueAt(6, 'text')}, due_order)`,
    ]),
  ],
  rows({ entries }) {
    const created = new Map<string, TaskRecord>();
    const changed = new Map<string, Row>();
    for (const { case: record, changes } of entries) {
      for (const task of changes.tasksCreated) created.set(rowKey(task.caseId, task.taskKey), task);
      for (const { taskKey, status, assignee, onBehalfOf, endedAt, dueAt } of changes.tasksChanged) {
        const key = rowKey(record.caseId, taskKey);
        const task = created.get(key);
        // A date that an earlier commit of the batch has moved stays moved.
        const due = dueAt ?? changed.get(key)?.[6] ?? null;
        if (task === undefined)
          changed.set(key, [
            record.caseId,
            taskKey,
            status,
            assignee ?? null,
            endedAt ?? null,
            onBehalfOf ?? null,
            due,
          ]);
        else
          created.set(
            key,
            changedTask(task, {
              status,
              ...(assignee === undefined ? {} : { assignee }),
              ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
              ...(endedAt === undefined ? {} : { endedAt }),
              ...(dueAt === undefined ? {} : { dueAt }),
            }),
          );
      }
    }
    return [[...created.values()].map(row), [...changed.values()]];
  },
};

/** Tasks that somebody may claim, a row for each candidate. */
export const taskOffers: BatchTable = {
  statements: [
    remove('task_offers', KEY),
    // Taken back and made again in one batch. PostgreSQL may run this before the removal, which then leaves alone what
    // this has written: either way the offer stands.
    insert(
      'task_offers',
      { ...KEY, candidate: 'text', unit: 'text', due_order: 'text' },
      'ON CONFLICT (case_id, task_key, candidate) DO UPDATE SET unit = excluded.unit, due_order = excluded.due_order',
    ),
  ],
  rows({ entries }) {
    const made = new Map<string, readonly Row[]>();
    const withdrawn = new Map<string, Row>();
    for (const {
      case: { caseId, unit },
      changes,
    } of entries) {
      // In the order of events: what a batch offers and takes back leaves no row.
      for (const { taskKey } of changes.offersWithdrawn) {
        withdrawn.set(rowKey(caseId, taskKey), [caseId, taskKey]);
        made.delete(rowKey(caseId, taskKey));
      }
      for (const offer of changes.offersMade) {
        const { taskKey, dueAt = NEVER } = offer;
        made.set(
          rowKey(caseId, taskKey),
          candidatesOf(offer).map((candidate) => [caseId, taskKey, candidate, unit, dueAt]),
        );
      }
    }
    return [[...withdrawn.values()], [...made.values()].flat()];
  },
};

/** A change says all of this: who is not named any more has let go of the task. */
function changedTask(
  task: TaskRecord,
  change: Pick<TaskRecord, 'status' | 'assignee' | 'onBehalfOf' | 'endedAt' | 'dueAt'>,
): TaskRecord {
  const { assignee: _, endedAt: __, onBehalfOf: ___, ...rest } = task;
  return { ...rest, ...change };
}

function row(task: TaskRecord): Row {
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
    task.onBehalfOf ?? null,
  ];
}

function candidatesOf(offer: TaskOffer): readonly string[] {
  return [...new Set([...offer.candidateGroups.map(candidateGroup), ...offer.candidateUsers.map(candidateUser)])];
}
