import { queryOptions } from '@tanstack/react-query';
import type { Deviation, JsonObject } from '../../engine/index.ts';
import { answerOf, api, contentOf, filled, intent } from '../api-client.ts';
import { engineObject, type Overrides, type Startable, type TaskView } from '../contract.ts';

/** What the officer's pages read and ask, one function per question. */

export const TASK_FILTERS = ['mine', 'offered', 'all'] as const;
export type TaskFilter = (typeof TASK_FILTERS)[number];

export const tasksQuery = (filter: TaskFilter, q: string) =>
  queryOptions({
    queryKey: ['tasks', filter, q],
    queryFn: ({ signal }) =>
      contentOf(api.GET('/api/tasks', { params: { query: { limit: 100, filter, ...filled({ q }) } }, signal })),
    refetchInterval: 10_000,
  });

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId],
    queryFn: async ({ signal }) =>
      engineObject<TaskView>(await contentOf(api.GET('/api/tasks/{taskId}', { params: { path: { taskId } }, signal }))),
    // A page that is being filled in is renewed by what its own buttons do, never under the officer's hands.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

export const startableQuery = queryOptions({
  queryKey: ['startable'],
  queryFn: async ({ signal }) =>
    engineObject<readonly Startable[]>((await contentOf(api.GET('/api/startable', { signal }))).items),
});

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => contentOf(api.GET('/api/cases/{caseId}', { params: { path: { caseId } }, signal })),
  });

export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/colleagues', { signal })),
});

const onTask = (taskId: string) => ({ path: { taskId }, header: intent() });

export const claimTask = (taskId: string) =>
  contentOf(api.POST('/api/tasks/{taskId}/claim', { params: onTask(taskId) }));
export const releaseTask = (taskId: string) =>
  contentOf(api.POST('/api/tasks/{taskId}/release', { params: onTask(taskId) }));
export const assignTask = (taskId: string, assignee: string) =>
  contentOf(api.POST('/api/tasks/{taskId}/assign', { params: onTask(taskId), body: { assignee } }));
export const completeTask = (taskId: string, submission: JsonObject) =>
  contentOf(api.POST('/api/tasks/{taskId}/complete', { params: onTask(taskId), body: { submission } }));
export const saveTaskDraft = (taskId: string, data: JsonObject) =>
  answerOf(api.PUT('/api/tasks/{taskId}/draft', { params: onTask(taskId), body: { data } }));

export interface Application {
  readonly procedureCode: string;
  readonly channel: 'counter' | 'online' | 'post';
  readonly applicant: { readonly name: string; readonly contact?: JsonObject };
  readonly data: JsonObject;
}

export const receiveApplication = (application: Application) =>
  contentOf(api.POST('/api/cases', { params: { header: intent() }, body: application }));

export const withdrawCase = (caseId: string, reason: string) =>
  contentOf(
    api.POST('/api/cases/{caseId}/withdraw', { params: { path: { caseId }, header: intent() }, body: { reason } }),
  );

/** The standard forms of a case: which may be issued now, and why not the others. */
export const papersQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['papers', caseId],
    queryFn: ({ signal }) => contentOf(api.GET('/api/cases/{caseId}/papers', { params: { path: { caseId } }, signal })),
  });

/** Departures from the rules that wait for a second person, and the grounds on which one can be asked for. */
export const overridesQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['overrides', caseId],
    queryFn: async ({ signal }) =>
      engineObject<Overrides>(
        await contentOf(api.GET('/api/cases/{caseId}/overrides', { params: { path: { caseId } }, signal })),
      ),
  });

export interface OverrideWish {
  readonly deviation: Deviation;
  readonly ground: string;
  readonly reason: string;
}
export const requestOverride = (caseId: string, wish: OverrideWish) =>
  contentOf(api.POST('/api/cases/{caseId}/overrides', { params: { path: { caseId }, header: intent() }, body: wish }));
export const confirmOverride = (overrideId: string, note: string) =>
  contentOf(
    api.POST('/api/overrides/{overrideId}/confirm', {
      params: { path: { overrideId }, header: intent() },
      body: note === '' ? {} : { note },
    }),
  );
export const rejectOverride = (overrideId: string, reason: string) =>
  contentOf(
    api.POST('/api/overrides/{overrideId}/reject', {
      params: { path: { overrideId }, header: intent() },
      body: { reason },
    }),
  );

/** The officer is kept out of the case from now on; what they hold goes back to its candidates. */
export const declareConflict = (caseId: string, reason: string) =>
  contentOf(
    api.POST('/api/cases/{caseId}/conflict', { params: { path: { caseId }, header: intent() }, body: { reason } }),
  );
