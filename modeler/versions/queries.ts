import { queryOptions } from '@tanstack/react-query';
import { api, contentOf, filled, intent } from '../api-client.ts';

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

/** Days that may decide which version governs; blank ones are not known. */
export interface AnchorDates {
  readonly received: string;
  readonly submitted: string;
  readonly postmarked: string;
  readonly decided: string;
}

/** Which version governs an application with these dates, and why. */
export const governingQuery = (code: string, { received, ...others }: AnchorDates) =>
  queryOptions({
    queryKey: ['governing', code, received, others],
    queryFn: ({ signal }) =>
      contentOf(
        api.GET('/api/procedures/{code}/governing', {
          params: { path: { code }, query: { received, ...filled(others) } },
          signal,
        }),
      ),
  });

/** Which version governs a case, and why. */
export const caseGoverningQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case-governing', caseId],
    queryFn: ({ signal }) =>
      contentOf(api.GET('/api/cases/{caseId}/governing', { params: { path: { caseId } }, signal })),
  });

export type ActKind = 'SUSPEND' | 'REINSTATE' | 'REPEAL';

/** A legal act on a version: what it does from which local date, how it is cited, and a note that may be blank. */
export interface EnteredAct {
  readonly kind: ActKind;
  readonly from: string;
  readonly act: string;
  readonly note: string;
}
export const enterVersionAct = (code: string, version: string, { note, ...act }: EnteredAct) =>
  contentOf(
    api.POST('/api/procedures/{code}/versions/{version}/acts', {
      params: { path: { code, version }, header: intent() },
      body: { ...act, ...filled({ note }) },
    }),
  );
