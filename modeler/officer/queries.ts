import { queryOptions } from '@tanstack/react-query';
import { get, post, request } from '../api-client.ts';
import type {
  CaseSummary,
  CaseView,
  CompletedTask,
  Page,
  Receipt,
  Startable,
  TaskSummary,
  TaskView,
} from '../contract.ts';
import type { JsonObject } from '../../engine/index.ts';

/** What the officer's pages read and ask, one function per question. */

export const TASK_FILTERS = ['mine', 'offered', 'all'] as const;
export type TaskFilter = (typeof TASK_FILTERS)[number];

export const tasksQuery = (filter: TaskFilter, q: string) =>
  queryOptions({
    queryKey: ['tasks', filter, q],
    queryFn: ({ signal }) => get<Page<TaskSummary>>('/api/tasks', { query: { filter, q, limit: 100 }, signal }),
    refetchInterval: 30_000,
  });

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId],
    queryFn: ({ signal }) => get<TaskView>(`/api/tasks/${encodeURIComponent(taskId)}`, { signal }),
    // A page that is being filled in is renewed by what its own buttons do, never under the officer's hands.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

export const startableQuery = queryOptions({
  queryKey: ['startable'],
  queryFn: ({ signal }) => get<Page<Startable>>('/api/startable', { signal }),
});

export const casesQuery = (q: string, state: string) =>
  queryOptions({
    queryKey: ['cases', q, state],
    queryFn: ({ signal }) => get<Page<CaseSummary>>('/api/cases', { query: { q, state, limit: 100 }, signal }),
  });

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => get<CaseView>(`/api/cases/${encodeURIComponent(caseId)}`, { signal }),
  });

const taskPath = (taskId: string, verb: string): string => `/api/tasks/${encodeURIComponent(taskId)}/${verb}`;

export const claimTask = (taskId: string) => post<unknown>(taskPath(taskId, 'claim'));
export const releaseTask = (taskId: string) => post<unknown>(taskPath(taskId, 'release'));
export const completeTask = (taskId: string, submission: JsonObject) =>
  post<CompletedTask>(taskPath(taskId, 'complete'), { submission });
export const saveTaskDraft = (taskId: string, data: JsonObject) =>
  request<void>('PUT', taskPath(taskId, 'draft'), { body: { data } });

export interface Application {
  readonly procedureCode: string;
  readonly channel: 'counter' | 'online' | 'post';
  readonly applicant: { readonly name: string; readonly contact?: JsonObject };
  readonly data: JsonObject;
}
export const receiveApplication = (application: Application) => post<Receipt>('/api/cases', application);
export const withdrawCase = (caseId: string, reason: string) =>
  post<unknown>(`/api/cases/${encodeURIComponent(caseId)}/withdraw`, { reason });
