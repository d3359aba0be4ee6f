import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createShell, type Shell } from '../../server/commands/shell.ts';
import { openStore } from '../../server/store/open-store.ts';
import { measureCompletions, openCase, prepareShell, type CompletionFigures } from './completions.ts';

export interface OpenCasesFigures {
  readonly openCases: number;
  readonly completions: CompletionFigures;
  /** From opening the file to the first command that can be decided. */
  readonly startUpMs: number;
}

const AT_ONCE = 256;

/** The same completions over a SQLite file that holds so many open cases; the file grows from one number to the next. */
export async function measureOpenCases(
  counts: readonly number[],
  seconds: number,
  tell: (figures: OpenCasesFigures) => void,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  const file = join(directory, 'motcua.sqlite');
  let open = 0;
  try {
    for (const count of counts) {
      const filled = await openShell(file, open === 0);
      for (; open < count; open += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, () => openCase(filled)));
      await closeShell(filled);

      const began = performance.now();
      const shell = await openShell(file, false);
      await shell.store.ready();
      const startUpMs = performance.now() - began;
      tell({ openCases: open, startUpMs, completions: await measureCompletions(shell, 32, seconds) });
      await closeShell(shell);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function openShell(file: string, empty: boolean): Promise<Shell> {
  const store = await openStore({ file });
  if (!empty) return createShell({ store });
  await store.migrate();
  return prepareShell(store);
}

async function closeShell(shell: Shell): Promise<void> {
  await shell.handler.close();
  await shell.store.close();
}
