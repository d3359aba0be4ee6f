import { queryOptions } from '@tanstack/react-query';
import type { BundleFiles } from '../../engine/index.ts';
import { answerOf, api, contentOf, intent } from '../api-client.ts';
import { engineObject, type ProcedureVersion } from '../contract.ts';

export const proceduresQuery = queryOptions({
  queryKey: ['procedures'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/procedures', { signal })),
});

export const versionQuery = (code: string, version: string) =>
  queryOptions({
    queryKey: ['procedure', code, version],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      engineObject<ProcedureVersion>(
        await contentOf(
          api.GET('/api/procedures/{code}/versions/{version}', { params: { path: { code, version } }, signal }),
        ),
      ),
  });

export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: ({ signal }) => contentOf(api.GET('/api/drafts', { signal })),
});

/** A draft with the ETag that its next save must name. */
export const readDraft = (id: string) => answerOf(api.GET('/api/drafts/{id}', { params: { path: { id } } }));

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    // Renewed by the workspace itself: never under the analyst's hands.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => readDraft(id),
  });

export interface NewDraft {
  readonly name?: string;
  readonly from?: { readonly code: string; readonly version: string };
  readonly files?: BundleFiles;
}
export const createDraft = ({ files, ...draft }: NewDraft) =>
  contentOf(
    api.POST('/api/drafts', {
      params: { header: intent() },
      body: { ...draft, ...(files === undefined ? {} : { files: { ...files } }) },
    }),
  );

/** Saves all files over the revision that `etag` names; refused with STALE_REVISION when somebody was faster. */
export const saveDraft = (id: string, files: BundleFiles, etag: string | undefined) =>
  answerOf(
    api.PUT('/api/drafts/{id}', {
      params: { path: { id }, header: intent() },
      headers: etag === undefined ? {} : { 'if-match': etag },
      body: { files: { ...files } },
    }),
  );
export const deleteDraft = (id: string) =>
  answerOf(api.DELETE('/api/drafts/{id}', { params: { path: { id }, header: intent() } }));
export const publishDraft = (id: string, version: string) =>
  contentOf(api.POST('/api/drafts/{id}/publish', { params: { path: { id }, header: intent() }, body: { version } }));
/** Puts the saved draft before another analyst; until that one answers it does not change. */
export const proposeDraft = (id: string, version: string, note: string) =>
  contentOf(
    api.POST('/api/drafts/{id}/propose', {
      params: { path: { id }, header: intent() },
      body: { version, ...(note === '' ? {} : { note }) },
    }),
  );
/** Publishes what somebody else proposed, under the label that it was proposed with. */
export const approveDraft = (id: string) =>
  contentOf(api.POST('/api/drafts/{id}/publish', { params: { path: { id }, header: intent() }, body: {} }));
export const returnDraft = (id: string, reason: string) =>
  contentOf(api.POST('/api/drafts/{id}/return', { params: { path: { id }, header: intent() }, body: { reason } }));
