import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  canonicalJson,
  growingTree,
  logEntryOf,
  logEntryText,
  logLeaf,
  openCheckpoint,
  readHistoryFile,
  readLogEntry,
  toHex,
  type Checkpoint,
  type LogEntry,
  type Verifier,
} from '../../engine/index.ts';
import { sha256 } from '../commands/sealing.ts';
import type { Store } from '../store/store.ts';
import { RefusedFile } from './cli-command.ts';

/**
 * The whole log as a file: a first line with its format and the checkpoint, then a line of canonical JSON for each entry. Says
 * of every case which commits it has and what their hashes are, and nothing of what stands in them.
 */
const FORMAT = 'motcua-log-1';
const PAGE = 1_000;

/** Writes it, a page at a time. False when nothing has been signed yet. */
export async function writeLogFile(store: Store, write: (text: string) => Promise<void>): Promise<boolean> {
  const checkpoint = await store.latestCheckpoint();
  if (checkpoint === undefined) return false;
  await write(`${canonicalJson({ format: FORMAT, checkpoint: checkpoint.note })}\n`);
  for (let from = 0; from < checkpoint.size;) {
    const entries = await store.logEntries(from, Math.min(PAGE, checkpoint.size - from));
    if (entries.length === 0) break;
    await write(entries.map((entry) => `${logEntryText(entry)}\n`).join(''));
    from += entries.length;
  }
  return true;
}

/** A log file that was read to its end and fits the checkpoint in its first line. */
export interface VerifiedLog {
  readonly checkpoint: Checkpoint;
  readonly signedBy: readonly string[];
}

/**
 * Reads a log file and recomputes its tree. `earlier` checkpoints must be roots that the tree had on its way; `each` sees
 * every entry.
 *
 * @throws RefusedFile with what does not fit.
 */
export async function verifyLogFile(
  path: string,
  trusted: readonly Verifier[],
  earlier: readonly Checkpoint[],
  each: (entry: LogEntry) => void = () => undefined,
): Promise<VerifiedLog> {
  const tree = growingTree(sha256);
  const due = [...earlier].sort((a, b) => a.size - b.size);
  let opened: VerifiedLog | undefined;
  const stream = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (opened === undefined) {
        opened = openHeading(line, path, trusted);
        continue;
      }
      const entry = readLogEntry(line);
      if (entry === undefined) throw new RefusedFile(`${path}: line ${String(tree.size + 2)} is no entry of a log.`);
      tree.add(logLeaf(entry, sha256));
      each(entry);
      for (const [next] = due; next?.size === tree.size && due[0] === next; due.shift()) requireRoot(next, tree.root());
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new RefusedFile(`${path} cannot be read.`);
    throw error;
  }
  if (opened === undefined) throw new RefusedFile(`${path} is no file of "log export".`);
  const { size, root, origin } = opened.checkpoint;
  if (tree.size !== size || toHex(tree.root()) !== toHex(root))
    throw new RefusedFile(
      `The log is not as it was signed: its checkpoint is of ${String(size)} entries, and the file has ${String(tree.size)} that lead to another root. Entries were changed, added or removed.`,
    );
  const [left] = due;
  if (left !== undefined)
    throw new RefusedFile(
      `The log had ${String(left.size)} entries when the earlier checkpoint was kept and has ${String(size)} now: entries were removed.`,
    );
  if (earlier.some((kept) => kept.origin !== origin))
    throw new RefusedFile(`The checkpoint that was kept is of another log than ${origin}.`);
  return opened;
}

/** Whether the log and a history file tell of the same commits of a case. Undefined when they do, else what is missing where. */
export async function compareWithLog(
  path: string,
  trusted: readonly Verifier[],
  historyText: string,
  caseId: string,
): Promise<string | undefined> {
  const logged: string[] = [];
  await verifyLogFile(path, trusted, [], (entry) => {
    if (entry.caseId === caseId) logged.push(logEntryText(entry));
  });
  const told = new Set((readHistoryFile(historyText) ?? []).map((sealed) => logEntryText(logEntryOf(sealed))));
  const missing = logged.find((text) => !told.has(text));
  if (missing === undefined) return undefined;
  const { firstSeq, lastSeq } = readLogEntry(missing) ?? { firstSeq: 0, lastSeq: 0 };
  return `The log has a commit of events ${String(firstSeq)} to ${String(lastSeq)} of this case that is not in the history: it was removed or rewritten.`;
}

function openHeading(line: string, path: string, trusted: readonly Verifier[]): VerifiedLog {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Said below.
  }
  const note: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'checkpoint') : undefined;
  if (typeof note !== 'string' || canonicalJson({ format: FORMAT, checkpoint: note }) !== line)
    throw new RefusedFile(`${path} is no file of "log export".`);
  const opened = openCheckpoint(note, trusted, sha256);
  if (!opened.ok) throw new RefusedFile(`${path}: ${opened.message}`);
  return opened;
}

function requireRoot({ size, root }: Checkpoint, found: Uint8Array): void {
  if (toHex(root) !== toHex(found))
    throw new RefusedFile(
      `The log does not begin with the ${String(size)} entries of the checkpoint that was kept: it was rewritten.`,
    );
}
