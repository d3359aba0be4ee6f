import { canonicalJson } from './canonical-json.ts';
import type { SealedCommit } from './hash-chain.ts';
import { leafHash, type Hash } from './merkle.ts';
import { sha256, utf8, type Sha256 } from './sha256.ts';

/**
 * One entry of the log over all cases: a sealed commit, by its place in its case and its hash in the case's chain. The hash
 * covers every event of the commit and everything before it, so an event is in the log when the entry of its commit is.
 * Nothing that people said about themselves stands in it.
 */
export interface LogEntry {
  readonly caseId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Hash of the commit in its chain, lower-case hex. */
  readonly hash: string;
}

/** What the log hashes: canonical JSON (RFC 8785) of `{ caseId, firstSeq, format: 1, hash, lastSeq }`. */
export function logEntryText({ caseId, firstSeq, lastSeq, hash }: LogEntry): string {
  return canonicalJson({ format: 1, caseId, firstSeq, lastSeq, hash });
}

/** The leaf of an entry. @source RFC 9162 §2.1.1 */
export function logLeaf(entry: LogEntry, hash: Sha256 = sha256): Hash {
  return leafHash(utf8(logEntryText(entry)), hash);
}

/** The entry of a sealed commit. */
export function logEntryOf({ commit, seal }: SealedCommit): LogEntry {
  const { caseId, firstSeq, events } = commit;
  return { caseId, firstSeq, lastSeq: firstSeq + events.length - 1, hash: seal.hash };
}

/** Reads an entry; undefined unless it is written exactly as `logEntryText` writes it. */
export function readLogEntry(text: string): LogEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const [caseId, firstSeq, lastSeq, hash] = ['caseId', 'firstSeq', 'lastSeq', 'hash'].map((name): unknown =>
    Reflect.get(value, name),
  );
  if (typeof caseId !== 'string' || typeof hash !== 'string' || !isPlace(firstSeq) || !isPlace(lastSeq))
    return undefined;
  const entry: LogEntry = { caseId, firstSeq, lastSeq, hash };
  return logEntryText(entry) === text ? entry : undefined;
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
