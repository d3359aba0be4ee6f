import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, contentOf, intent } from '../api-client.ts';
import type { Account, Role } from '../contract.ts';

const RENEW_MS = 15_000;
const query = { limit: 100 };

export const incidentsQuery = queryOptions({
  queryKey: ['operator', 'incidents'],
  refetchInterval: RENEW_MS,
  queryFn: ({ signal }) =>
    contentOf(api.GET('/api/incidents', { params: { query: { ...query, resolved: false } }, signal })),
});
export const jobsQuery = queryOptions({
  queryKey: ['operator', 'jobs'],
  refetchInterval: RENEW_MS,
  queryFn: ({ signal }) => contentOf(api.GET('/api/jobs', { params: { query }, signal })),
});
export const timersQuery = queryOptions({
  queryKey: ['operator', 'timers'],
  refetchInterval: RENEW_MS,
  queryFn: ({ signal }) => contentOf(api.GET('/api/timers', { params: { query }, signal })),
});
export const usersQuery = queryOptions({
  queryKey: ['operator', 'users'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/users', { params: { query }, signal })),
});
export const unitsQuery = queryOptions({
  queryKey: ['operator', 'units'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/units', { signal })),
});

export const resolveIncident = (incidentId: string, body: { readonly retries?: number; readonly reason?: string }) =>
  contentOf(
    api.POST('/api/incidents/{incidentId}/resolve', { params: { path: { incidentId }, header: intent() }, body }),
  );
export const cancelCase = (caseId: string, reason: string) =>
  contentOf(
    api.POST('/api/cases/{caseId}/cancel', { params: { path: { caseId }, header: intent() }, body: { reason } }),
  );

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly roles: Role[];
  readonly unit?: string;
  readonly groups: string[];
}
export const addAccount = (account: NewAccount) =>
  contentOf(api.POST('/api/users', { params: { header: intent() }, body: account }));
export const setDisabled = ({ id }: Account, disabled: boolean) =>
  answerOf(api.PATCH('/api/users/{id}', { params: { path: { id }, header: intent() }, body: { disabled } }));
