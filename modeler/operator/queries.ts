import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, contentOf, intent } from '../api-client.ts';
import type { CalendarSource } from '../../engine/index.ts';
import { engineObject, type Account, type Role } from '../contract.ts';

/** `any`: every state. */
export const NOTIFICATION_STATES = ['failed', 'waiting', 'sending', 'delivered', 'any'] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

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
export const notificationsQuery = (state: NotificationState) =>
  queryOptions({
    queryKey: ['operator', 'notifications', state],
    refetchInterval: RENEW_MS,
    queryFn: ({ signal }) =>
      contentOf(
        api.GET('/api/notifications', { params: { query: state === 'any' ? query : { ...query, state } }, signal }),
      ),
  });
export const calendarsQuery = queryOptions({
  queryKey: ['operator', 'calendars'],
  queryFn: async ({ signal }) => {
    const { items, sweeps } = await contentOf(api.GET('/api/calendars', { signal }));
    return { calendars: items.map((item) => engineObject<CalendarSource>(item)), sweeps };
  },
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
export const retryNotification = (notificationId: string) =>
  contentOf(
    api.POST('/api/notifications/{notificationId}/retry', { params: { path: { notificationId }, header: intent() } }),
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
