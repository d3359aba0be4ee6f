import type { Knex } from 'knex';
import { decodeCursor, likeContains, pageOf, type SortKey } from './page.ts';
import { parseJson, toTask, toTaskListItem, type TaskListRow, type TaskRow } from './rows.ts';
import type { Store } from './store.ts';
import type { TaskFilter } from './store-queries.ts';
import { candidateGroup, candidateUser } from './batch/tasks.ts';

type TaskQueries = Pick<Store, 'getTask' | 'listTasks' | 'listTasksOfCase' | 'saveTaskDraft' | 'getTaskDraft'>;

interface DraftRow {
  case_id: string;
  task_key: number;
  data: string;
  saved_by: string;
  saved_at: string;
}

/** Reads of the task list, and the drafts that belong to it. */
export function taskQueries(reader: Knex, writer: Knex): TaskQueries {
  /** Tasks beside their case. */
  const tasks = () =>
    reader('tasks as t')
      .join('cases as c', 'c.case_id', 't.case_id')
      .select<TaskListRow[]>('t.*', { case_due_at: 'c.due_at', case_status: 'c.status', case_version: 'c.version' });

  return {
    async getTask(caseId, taskKey) {
      const row = await tasks().where({ 't.case_id': caseId, 't.task_key': taskKey }).first<TaskListRow | undefined>();
      return row === undefined ? undefined : toTaskListItem(row);
    },
    async listTasks(filter, { limit, cursor }) {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ['string', 'string', 'number']);
      const sources = sourcesOf(reader, filter, after);
      const query = tasks()
        .orderBy(['t.due_order', 't.case_id', 't.task_key'])
        .limit(limit + 1);
      if (sources.length > 0) {
        const [first, ...others] = sources;
        void query.whereIn(['t.case_id', 't.task_key'], (found) => {
          void found.select('case_id', 'task_key').from((first ?? reader('tasks')).union(others).as('found'));
        });
      }
      // Beside a source too: it spares the planner the question, and a task may have been claimed since it was offered.
      void query.whereIn('t.status', filter.offeredTo === undefined ? ['offered', 'claimed'] : ['offered']);
      if (filter.unit !== undefined) void query.where('t.unit', filter.unit);
      if (filter.procedureCode !== undefined) void query.where('t.procedure_code', filter.procedureCode);
      if (filter.text !== undefined)
        void query.whereRaw("upper(t.dossier_code) LIKE ? ESCAPE '!'", [likeContains(filter.text)]);
      if (after !== undefined) void query.whereRaw('(t.due_order, t.case_id, t.task_key) > (?, ?, ?)', [...after]);
      return pageOf(await query, limit, toTaskListItem, (row) => [row.due_order, row.case_id, row.task_key]);
    },
    async listTasksOfCase(caseId) {
      const rows = await reader<TaskRow>('tasks').where({ case_id: caseId }).orderBy('task_key');
      return rows.map(toTask);
    },
    async saveTaskDraft({ caseId, taskKey, data, savedBy, savedAt }) {
      await writer<DraftRow>('task_drafts')
        .insert({
          case_id: caseId,
          task_key: taskKey,
          data: JSON.stringify(data),
          saved_by: savedBy,
          saved_at: savedAt,
        })
        .onConflict(['case_id', 'task_key'])
        .merge();
    },
    async getTaskDraft(caseId, taskKey) {
      const row = await reader<DraftRow>('task_drafts').where({ case_id: caseId, task_key: taskKey }).first();
      if (row === undefined) return undefined;
      return { caseId, taskKey, data: parseJson(row.data), savedBy: row.saved_by, savedAt: row.saved_at };
    },
  };
}

/** Where the tasks of one person are found by index: those that the person holds, and those offered to the person. */
function sourcesOf(reader: Knex, filter: TaskFilter, after: SortKey | undefined): Knex.QueryBuilder[] {
  const sources: Knex.QueryBuilder[] = [];
  const paged = (query: Knex.QueryBuilder): Knex.QueryBuilder => {
    if (filter.unit !== undefined) void query.where('unit', filter.unit);
    if (after !== undefined) void query.whereRaw('(due_order, case_id, task_key) > (?, ?, ?)', [...after]);
    return query;
  };
  const holder = filter.assignee ?? filter.visibleTo?.user;
  const holders = holder === undefined ? [] : [holder, ...(filter.visibleTo?.standsInFor ?? [])];
  if (holders.length > 0)
    sources.push(
      paged(reader('tasks').select('case_id', 'task_key').where({ status: 'claimed' }).whereIn('assignee', holders)),
    );
  const offered = filter.offeredTo ?? filter.visibleTo;
  if (offered !== undefined) {
    const candidates = [...offered.groups.map(candidateGroup), candidateUser(offered.user)];
    sources.push(paged(reader('task_offers').select('case_id', 'task_key').whereIn('candidate', candidates)));
  }
  return sources;
}
