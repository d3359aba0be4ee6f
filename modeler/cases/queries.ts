import { queryOptions } from '@tanstack/react-query';
import { get } from '../api-client.ts';
import type { CaseDiagram, Integrity, Page, SealedCommit, StateAtSequence } from '../contract.ts';

const casePath = (caseId: string, what: string): string => `/api/cases/${encodeURIComponent(caseId)}/${what}`;

/** The diagram of the version that a case is pinned to: it never changes. */
export const diagramQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['diagram', caseId],
    staleTime: Infinity,
    queryFn: ({ signal }) => get<CaseDiagram>(casePath(caseId, 'diagram'), { signal }),
  });

/** The whole history of a case, page after page. */
export const historyQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['history', caseId],
    queryFn: async ({ signal }) => {
      const commits: SealedCommit[] = [];
      for (let after: string | undefined; ;) {
        const page: Page<SealedCommit> = await get(casePath(caseId, 'history'), {
          query: { after, limit: 200 },
          signal,
        });
        commits.push(...page.items);
        if (page.nextCursor === undefined) return commits;
        after = page.nextCursor;
      }
    },
  });

export const integrityQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['integrity', caseId],
    queryFn: ({ signal }) => get<Integrity>(casePath(caseId, 'integrity'), { signal }),
  });

export const stateQuery = (caseId: string, seq: number) =>
  queryOptions({
    queryKey: ['state', caseId, seq],
    staleTime: Infinity,
    queryFn: ({ signal }) => get<StateAtSequence>(casePath(caseId, 'state'), { query: { seq }, signal }),
  });
