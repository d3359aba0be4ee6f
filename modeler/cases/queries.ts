import { queryOptions } from '@tanstack/react-query';
import { api, contentOf, filled } from '../api-client.ts';
import { engineObject, type SealedCommit } from '../contract.ts';
import type { CaseStateName } from './case-state-badge.tsx';

/** Cases that the reader may see. `state` is '' for any. */
export const casesQuery = (q: string, state: CaseStateName | '') =>
  queryOptions({
    queryKey: ['cases', q, state],
    queryFn: ({ signal }) =>
      contentOf(
        api.GET('/api/cases', {
          params: { query: { limit: 100, ...filled({ q }), ...(state === '' ? {} : { state }) } },
          signal,
        }),
      ),
  });

/** The diagram of the version that a case is pinned to: it never changes. */
export const diagramQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['diagram', caseId],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      contentOf(api.GET('/api/cases/{caseId}/diagram', { params: { path: { caseId } }, signal })),
  });

/** The whole history of a case, page after page. */
export const historyQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['history', caseId],
    queryFn: async ({ signal }) => {
      const commits: SealedCommit[] = [];
      for (let after = 0; ;) {
        const page = await contentOf(
          api.GET('/api/cases/{caseId}/history', {
            params: { path: { caseId }, query: { after, limit: 200 } },
            signal,
          }),
        );
        commits.push(...engineObject<readonly SealedCommit[]>(page.items));
        if (page.nextCursor === undefined) return commits;
        after = Number(page.nextCursor);
      }
    },
  });

/** Whether the hash chain of a case still holds, recomputed by the server. */
export const integrityQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['integrity', caseId],
    queryFn: ({ signal }) =>
      contentOf(api.GET('/api/cases/{caseId}/integrity', { params: { path: { caseId } }, signal })),
  });
