import { openCheckpoint, signCheckpoint, verifyConsistency, type Checkpoint, type Hash } from '../../engine/index.ts';
import { sha256 } from '../commands/sealing.ts';
import type { LogRefusal } from '../store/event-log-records.ts';
import type { Store } from '../store/store.ts';
import type { LogFolder, LogKeys } from './log-folder.ts';
import { logConsistency, logRoot } from './log-proofs.ts';

/** The next checkpoint, or why none may be signed. `nothing-new`: the log is what it was at the last one. */
export type NextCheckpoint =
  | { readonly outcome: 'signed'; readonly size: number; readonly note: string }
  | { readonly outcome: 'nothing-new' }
  | { readonly outcome: 'refused'; readonly reason: LogRefusal; readonly message: string };

/**
 * Signs the log as it is now, after it has been compared with what was signed before: with the last checkpoint in the folder,
 * which the database's administrator does not control, and with the one in the database. A key that signs two histories would
 * be worth nothing, so in doubt it signs none.
 */
export async function nextCheckpoint(store: Store, folder: LogFolder): Promise<NextCheckpoint> {
  const { size } = await store.readEventLog();
  const keys = await folder.keys();
  const [kept, stored] = await Promise.all([folder.lastCheckpoint(), store.latestCheckpoint()]);
  const notes = [kept, stored?.note].filter((note) => note !== undefined);
  let root: Hash | undefined;
  let newest: { readonly size: number; readonly note: string } | undefined;
  for (const note of notes) {
    const opened = openCheckpoint(note, keys.verifiers, sha256);
    if (!opened.ok)
      return refused('UNREADABLE', `The last checkpoint is not one that this log has signed: ${opened.message}`);
    root ??= await logRoot(store, size);
    const refusal = await contradiction(store, opened.checkpoint, { origin: keys.signer.name, size, root });
    if (refusal !== undefined) return refusal;
    if (newest === undefined || newest.size < opened.checkpoint.size) newest = { size: opened.checkpoint.size, note };
  }
  if (newest?.size === size) {
    // A crash came between the folder and the database: the same note again, not another one of the same size.
    return stored?.size === size ? { outcome: 'nothing-new' } : { outcome: 'signed', ...newest };
  }
  if (size === 0) return { outcome: 'nothing-new' };
  return sign(keys, { origin: keys.signer.name, size, root: root ?? (await logRoot(store, size)) });
}

function sign({ signer }: LogKeys, checkpoint: Checkpoint): NextCheckpoint {
  return { outcome: 'signed', size: checkpoint.size, note: signCheckpoint(checkpoint, [signer], sha256) };
}

/** Undefined when the log as it is now begins with what `before` says. */
async function contradiction(store: Store, before: Checkpoint, now: Checkpoint): Promise<NextCheckpoint | undefined> {
  if (before.origin !== now.origin)
    return refused('OTHER_LOG', `The last checkpoint is of the log ${before.origin}; the key is of ${now.origin}.`);
  if (before.size > now.size)
    return refused(
      'SHORTER',
      `A log of ${String(before.size)} entries was signed; the database holds ${String(now.size)}. Entries were removed, or the database was restored from an older copy.`,
    );
  const proof = await logConsistency(store, before.size, now.size);
  const fits = verifyConsistency(
    { earlier: before.size, earlierRoot: before.root, size: now.size, root: now.root, proof },
    sha256,
  );
  return fits
    ? undefined
    : refused('REWRITTEN', `The first ${String(before.size)} entries of the log are not those that were signed.`);
}

function refused(reason: LogRefusal, message: string): NextCheckpoint {
  return { outcome: 'refused', reason, message };
}
