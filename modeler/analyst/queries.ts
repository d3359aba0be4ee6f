import { queryOptions } from '@tanstack/react-query';
import { get, post, request, type Answer } from '../api-client.ts';
import type { BundleFiles } from '../../engine/index.ts';
import type { Draft, Page, ProcedureSummary, ProcedureVersion, Publication } from '../contract.ts';

export const proceduresQuery = queryOptions({
  queryKey: ['procedures'],
  queryFn: ({ signal }) => get<Page<ProcedureSummary>>('/api/procedures', { signal }),
});

export const versionQuery = (code: string, version: string) =>
  queryOptions({
    queryKey: ['procedure', code, version],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      get<ProcedureVersion>(`/api/procedures/${encodeURIComponent(code)}/versions/${encodeURIComponent(version)}`, {
        signal,
      }),
  });

const draftPath = (id: string): string => `/api/drafts/${encodeURIComponent(id)}`;

/** A draft with the ETag that its next save must name. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    // Renewed by the workspace itself: never under the analyst's hands.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => request<Draft>('GET', draftPath(id), { signal }),
  });

export interface NewDraft {
  readonly name?: string;
  readonly from?: { readonly code: string; readonly version: string };
  readonly files?: BundleFiles;
}
export const createDraft = (draft: NewDraft) => post<Draft>('/api/drafts', draft);
export const saveDraft = (id: string, files: BundleFiles, ifMatch: string | undefined): Promise<Answer<Draft>> =>
  request<Draft>('PUT', draftPath(id), { body: { files }, ...(ifMatch === undefined ? {} : { ifMatch }) });
export const deleteDraft = (id: string) => request<void>('DELETE', draftPath(id));
export const publishDraft = (id: string, version: string) => post<Publication>(`${draftPath(id)}/publish`, { version });
