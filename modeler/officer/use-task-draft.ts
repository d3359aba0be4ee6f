import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../engine/index.ts';
import { saveTaskDraft } from './queries.ts';

const PAUSE_MS = 1_500;

export type DraftStatus = 'idle' | 'typing' | 'saving' | 'saved' | 'failed';

export interface TaskDraft {
  readonly status: DraftStatus;
  readonly change: (data: JsonObject) => void;
  /** Saves what is not saved yet, now. */
  readonly flush: () => Promise<void>;
  /** The task is done: nothing is saved any more. */
  readonly forget: () => void;
}

/** What was typed over the case's own data: a draft never freezes a variable that the officer did not touch. */
export function changesOf(stored: JsonObject, typed: JsonObject): JsonObject {
  const changed = Object.entries(typed).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(stored[name]),
  );
  return Object.fromEntries(changed);
}

/** Keeps what an officer types as a draft on the server, a moment after they pause and when they leave the page. */
export function useTaskDraft(taskId: string, stored: JsonObject): TaskDraft {
  const [status, setStatus] = useState<DraftStatus>('idle');
  const unsaved = useRef<JsonObject | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const data = unsaved.current;
    if (data === null) return;
    unsaved.current = null;
    setStatus('saving');
    try {
      await saveTaskDraft(taskId, data);
      setStatus('saved');
    } catch {
      // Shown beside the buttons; the typed data stay in the form and go out with the next change.
      unsaved.current ??= data;
      setStatus('failed');
    }
  }, [taskId]);

  const change = useCallback(
    (data: JsonObject): void => {
      unsaved.current = changesOf(stored, data);
      setStatus('typing');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), PAUSE_MS);
    },
    [flush, stored],
  );

  const forget = useCallback((): void => {
    clearTimeout(timer.current);
    unsaved.current = null;
  }, []);

  useEffect(() => () => void flush(), [flush]);
  return { status, change, flush, forget };
}
