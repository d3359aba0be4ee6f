import { useCallback, useEffect, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ApiProblem, type Answer } from '../api-client.ts';
import type { BundleFiles } from '../../engine/index.ts';
import type { Draft } from '../contract.ts';
import { queryClient } from '../query-client.ts';
import { readDraft, saveDraft } from './queries.ts';

export interface DraftWork {
  readonly files: BundleFiles;
  /** Grows when the drawing was replaced from outside the canvas: the canvas then loads it anew. */
  readonly generation: number;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  /** Somebody else saved the draft meanwhile: nothing was written, what is drawn here is still here. */
  readonly conflict: boolean;
  /** Changes some files; `redraw` when the canvas did not make the change itself. */
  readonly change: (change: (files: BundleFiles) => BundleFiles, options?: { readonly redraw?: boolean }) => void;
  /** Saves what is drawn, or these files in its place; true when everything is saved. */
  readonly save: (files?: BundleFiles) => Promise<boolean>;
  /** Ends a conflict: keep what is drawn here, or take what the other one saved. */
  readonly overwrite: () => Promise<boolean>;
  readonly takeTheirs: () => Promise<void>;
}

/** One draft while it is being worked on: in this browser until it is saved, under the version that it was read at. */
export function useDraft(opened: Answer<Draft>): DraftWork {
  const { id } = opened.content;
  const [files, setFiles] = useState<BundleFiles>(opened.content.files);
  const [saved, setSaved] = useState<BundleFiles>(opened.content.files);
  const [etag, setEtag] = useState(opened.etag);
  const [generation, setGeneration] = useState(0);
  const write = useMutation({
    mutationFn: async ({ tag, written }: { readonly tag: string | undefined; readonly written: BundleFiles }) => {
      setFiles(written);
      const answer = await saveDraft(id, written, tag);
      setSaved(written);
      setEtag(answer.etag);
      void queryClient.invalidateQueries({ queryKey: ['drafts'] });
    },
  });
  const { mutateAsync } = write;
  const attempt = useCallback(
    async (tag: string | undefined, written: BundleFiles): Promise<boolean> => {
      try {
        await mutateAsync({ tag, written });
        return true;
      } catch (error) {
        // The mutation keeps the refusal for the page to show.
        if (error instanceof ApiProblem) return false;
        throw error;
      }
    },
    [mutateAsync],
  );
  const read = useCallback(() => readDraft(id), [id]);

  const dirty = files !== saved;
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  return {
    files,
    generation,
    dirty,
    saving: write.isPending,
    error: write.error,
    conflict: write.error instanceof ApiProblem && write.error.problem.status === 412,
    change: useCallback((change, options) => {
      setFiles(change);
      if (options?.redraw === true) setGeneration((before) => before + 1);
    }, []),
    save: useCallback((written = files) => attempt(etag, written), [attempt, etag, files]),
    overwrite: useCallback(async () => attempt((await read()).etag, files), [attempt, read, files]),
    takeTheirs: useCallback(async () => {
      const theirs = await read();
      setFiles(theirs.content.files);
      setSaved(theirs.content.files);
      setEtag(theirs.etag);
      setGeneration((before) => before + 1);
      write.reset();
    }, [read, write]),
  };
}
