import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, contentOf, intent } from '../api-client.ts';

export const absencesQuery = queryOptions({
  queryKey: ['absences'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/absences', { signal })),
});

/** Officers whom an operator may record as away, or as a deputy. */
export const officersQuery = queryOptions({
  queryKey: ['officers'],
  queryFn: async ({ signal }) => {
    const { items } = await contentOf(api.GET('/api/users', { params: { query: { limit: 200 } }, signal }));
    return items.filter(({ roles, disabled }) => roles.includes('officer') && !disabled);
  },
});

export interface NewAbsence {
  /** Account; absent: one's own. */
  readonly person?: string;
  readonly deputy?: string;
  /** Instants. */
  readonly from: string;
  readonly until: string;
}
export const recordAbsence = (body: NewAbsence) =>
  contentOf(api.POST('/api/absences', { params: { header: intent() }, body }));
export const endAbsence = (absenceId: string) =>
  answerOf(api.POST('/api/absences/{absenceId}/end', { params: { path: { absenceId }, header: intent() } }));
