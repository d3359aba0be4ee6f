import { queryOptions } from '@tanstack/react-query';
import { api, contentOf, filled } from '../api-client.ts';
import { engineObject, type CaseDiagram, type SealedCommit } from '../contract.ts';
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

/**
 * The diagram of the version that governs a case, which changes only when the case is moved to another one.
 *
 * @param seq the event at which it governed; absent: now
 */
export const diagramQuery = (caseId: string, seq?: number) =>
  queryOptions({
    queryKey: ['diagram', caseId, seq],
    ...(seq === undefined ? {} : { staleTime: Infinity }),
    queryFn: ({ signal }) =>
      contentOf(
        api.GET('/api/cases/{caseId}/diagram', {
          params: { path: { caseId }, ...(seq === undefined ? {} : { query: { seq } }) },
          signal,
        }),
      ),
  });

/** A drawing with the event from which on it governed a case. */
export interface GoverningDrawing {
  readonly since: number;
  readonly diagram: CaseDiagram;
}

/** Every drawing that a case ran under, the first first. `starts`: see `versionStarts`. */
export const drawingsQuery = (caseId: string, starts: readonly number[]) =>
  queryOptions({
    queryKey: ['drawings', caseId, starts],
    staleTime: Infinity,
    queryFn: ({ client }): Promise<readonly GoverningDrawing[]> =>
      Promise.all(
        starts.map(async (since) => ({
          since,
          // The usual case was never moved, and its page has the drawing already.
          diagram: await client.fetchQuery(starts.length === 1 ? diagramQuery(caseId) : diagramQuery(caseId, since)),
        })),
      ),
  });

/** The drawing that governed a case at an event. */
export function drawingAt(drawings: readonly GoverningDrawing[], seq: number): CaseDiagram {
  const drawing = drawings.findLast(({ since }) => since <= seq) ?? drawings[0];
  if (drawing === undefined) throw new Error('A case ran under no version.');
  return drawing.diagram;
}

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
