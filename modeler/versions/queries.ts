import { queryOptions } from '@tanstack/react-query';
import { api, contentOf } from '../api-client.ts';

/** Two versions side by side. `from` and `to`: labels of published versions, or `draft:<id>`. */
export const comparisonQuery = (code: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['comparison', code, from, to],
    // A draft may have been saved since; what is published never changes.
    staleTime: from.startsWith(DRAFT) || to.startsWith(DRAFT) ? 0 : Infinity,
    retry: false,
    queryFn: ({ signal }) =>
      contentOf(api.GET('/api/procedures/{code}/compare', { params: { path: { code }, query: { from, to } }, signal })),
  });

const DRAFT = 'draft:';

/** A draft as the comparison names it. */
export const draftReference = (id: string): string => `${DRAFT}${id}`;

/** Id of the draft that a reference names; undefined for a published version. */
export const draftIdOf = (reference: string): string | undefined =>
  reference.startsWith(DRAFT) ? reference.slice(DRAFT.length) : undefined;
