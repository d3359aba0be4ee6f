import { queryOptions } from '@tanstack/react-query';
import { get, post, request } from '../api-client.ts';
import type { Incident, Job, Page, Role, Timer, Unit, User } from '../contract.ts';

const list = <T>(name: string, path: string) =>
  queryOptions({
    queryKey: ['operator', name],
    queryFn: ({ signal }) => get<Page<T>>(path, { query: { limit: 100 }, signal }),
    refetchInterval: 15_000,
  });

export const incidentsQuery = list<Incident>('incidents', '/api/incidents');
export const jobsQuery = list<Job>('jobs', '/api/jobs');
export const timersQuery = list<Timer>('timers', '/api/timers');
export const usersQuery = list<User>('users', '/api/users');
export const unitsQuery = list<Unit>('units', '/api/units');

export const resolveIncident = (
  incidentId: string,
  resolution: { readonly retries?: number; readonly reason?: string },
) => post<unknown>(`/api/incidents/${encodeURIComponent(incidentId)}/resolve`, resolution);
export const cancelCase = (caseId: string, reason: string) =>
  post<unknown>(`/api/cases/${encodeURIComponent(caseId)}/cancel`, { reason });

export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly unit?: string;
  readonly groups: readonly string[];
}
export const addUser = (user: NewUser) => post<User>('/api/users', user);
export const changeUser = (id: string, change: { readonly disabled: boolean }) =>
  request<User>('PATCH', `/api/users/${encodeURIComponent(id)}`, { body: change });
