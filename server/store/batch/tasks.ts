import type { TaskRecord } from '../records.ts';
import { NEVER } from '../rows.ts';
import type { ProjectionChanges, TaskOffer } from '../commit-batch.ts';
import { insert, remove, rowKey, update, valueAt, type BatchTable, type Columns, type Row } from './batch-table.ts';

/** Who may claim: groups and users share one column, told apart by their first letter. */
export const candidateGroup = (group: string): string => `g:${group}`;
export const candidateUser = (user: string): string => `u:${user}`;

const KEY: Columns = { case_id: 'text', task_key: 'integer' };

/** A column that is replaced where the task is rewritten by another version. */
const rewritten = (column: string, index: number, type: 'text' | 'integer' = 'text'): string =>
  `${column} = CASE WHEN ${valueAt(9, 'integer')} = 1 THEN ${valueAt(index, type)} ELSE ${column} END`;

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
      `due_at = CASE WHEN ${valueAt(9, 'integer')} = 1 THEN ${valueAt(6, 'text')} ELSE COALESCE(${valueAt(6, 'text')}, due_at) END`,
      `due_order = CASE WHEN ${valueAt(9, 'integer')} = 1 THEN COALESCE(${valueAt(6, 'text')}, '${NEVER}') ELSE COALESCE(${valueAt(6, 'text')}, due_order) END`,
      `element_id = COALESCE(${valueAt(7, 'text')}, element_id)`,
      `procedure_digest = COALESCE(${valueAt(8, 'text')}, procedure_digest)`,
      rewritten('candidate_groups', 10),
      rewritten('candidate_users', 11),
      rewritten('form_id', 12),
      rewritten('priority', 13, 'integer'),
    ]),
  ],
  rows({ entries }) {
    const created = new Map<string, TaskRecord>();
    const changed = new Map<string, ChangedTask>();
    for (const { case: record, changes } of entries) {
      for (const task of changes.tasksCreated) created.set(rowKey(task.caseId, task.taskKey), task);
      for (const change of changes.tasksChanged) {
        const key = rowKey(record.caseId, change.taskKey);
        const task = created.get(key);
        if (task === undefined) changed.set(key, followed(changed.get(key), { ...change, caseId: record.caseId }));
        else created.set(key, changedTask(task, change));
      }
    }
    return [[...created.values()].map(row), [...changed.values()].map(changedRow)];
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

type TaskChange = ProjectionChanges['tasksChanged'][number];
type ChangedTask = TaskChange & { readonly caseId: string };

/** What an earlier commit of the batch has moved, dated or rewritten stays so, until a later one does it again. */
function followed(earlier: ChangedTask | undefined, change: ChangedTask): ChangedTask {
  if (earlier === undefined) return change;
  const moved = change.moved ?? earlier.moved;
  const anew = change.rewritten ?? earlier.rewritten;
  // A rewritten task has the date that it was rewritten with, and none of before.
  const dueAt = change.dueAt ?? (change.rewritten === undefined ? earlier.dueAt : undefined);
  return {
    ...change,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(moved === undefined ? {} : { moved }),
    ...(anew === undefined ? {} : { rewritten: anew }),
  };
}

function changedRow({ caseId, moved, rewritten: anew, ...change }: ChangedTask): Row {
  return [
    caseId,
    change.taskKey,
    change.status,
    change.assignee ?? null,
    change.endedAt ?? null,
    change.onBehalfOf ?? null,
    change.dueAt ?? anew?.dueAt ?? null,
    moved?.elementId ?? null,
    moved?.procedureDigest ?? null,
    anew === undefined ? 0 : 1,
    anew === undefined ? null : JSON.stringify(anew.candidateGroups),
    anew === undefined ? null : JSON.stringify(anew.candidateUsers),
    anew?.formId ?? null,
    anew?.priority ?? null,
  ];
}

/** A change says all of this: who is not named any more has let go of the task. */
function changedTask(task: TaskRecord, { taskKey: _key, moved, rewritten: anew, ...change }: TaskChange): TaskRecord {
  const { assignee: _, endedAt: __, onBehalfOf: ___, ...rest } = task;
  if (anew === undefined) return { ...rest, ...moved, ...change };
  const { formId: _form, priority: _priority, dueAt: _due, ...kept } = rest;
  return { ...kept, ...moved, ...anew, ...change };
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
