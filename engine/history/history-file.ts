import { canonicalJson } from './canonical-json.ts';
import { verifyChain, type ChainFault, type SealedCommit } from './hash-chain.ts';
import { hexDigest, sha256, type Sha256 } from './sha256.ts';

/**
 * The history of one case as a file that anybody can verify without the server: a first line that says what it is, then one
 * line of canonical JSON for each sealed commit.
 *
 * Three things are found by three means: damage by the digest over the lines, a rewritten commit by the chain of hashes, and
 * a history that was rewritten from some commit to its end, hashes included, by a head that the auditor has from elsewhere.
 */
export const HISTORY_FILE_FORMAT = 'motcua-history-1';

/** What the first line says. */
interface Heading {
  readonly format: typeof HISTORY_FILE_FORMAT;
  readonly caseId: string;
  readonly lastSeq: number;
  /** Hash of the last commit. */
  readonly head: string;
  /** SHA-256 of everything after the first line. */
  readonly digest: string;
}

/** Writes a whole history, first commit first. */
export function writeHistoryFile(history: readonly SealedCommit[], hash: Sha256 = sha256): string {
  const last = history.at(-1);
  if (last === undefined) throw new Error('A case without commits has no history.');
  const { caseId, firstSeq, events } = last.commit;
  const lines = history.map(({ commit, seal }) => `${canonicalJson({ commit, seal })}\n`).join('');
  const heading: Heading = {
    format: HISTORY_FILE_FORMAT,
    caseId,
    lastSeq: firstSeq + events.length - 1,
    head: last.seal.hash,
    digest: hexDigest(lines, hash),
  };
  return `${canonicalJson(heading)}\n${lines}`;
}

export type HistoryFileFault = ChainFault | 'NOT_A_HISTORY_FILE' | 'DAMAGED' | 'CUT_OFF' | 'OTHER_HEAD';

export type HistoryFileVerdict =
  | {
      readonly ok: true;
      readonly caseId: string;
      readonly commits: number;
      readonly lastSeq: number;
      readonly head: string;
    }
  | { readonly ok: false; readonly reason: HistoryFileFault; readonly message: string };

/** Where a case stood when the auditor last looked: that event, and the hash of the commit that ends with it. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
}

/** Verifies a file of `writeHistoryFile`; any changed byte is found. With `known`, also whether it continues what was seen before. */
export function verifyHistoryFile(text: string, known?: KnownHead, hash: Sha256 = sha256): HistoryFileVerdict {
  const refuse = (reason: HistoryFileFault, message: string): HistoryFileVerdict => ({ ok: false, reason, message });
  const end = text.indexOf('\n') + 1;
  const heading = headingOf(text.slice(0, end));
  if (heading === undefined)
    return refuse('NOT_A_HISTORY_FILE', `The first line is not that of a ${HISTORY_FILE_FORMAT} file.`);
  const body = text.slice(end);
  if (hexDigest(body, hash) !== heading.digest)
    return refuse('DAMAGED', 'The lines are not those that the first line was written for.');

  const history: SealedCommit[] = [];
  for (const [index, line] of body.split('\n').slice(0, -1).entries()) {
    const value = parsed(line);
    if (!isSealedCommit(value)) return refuse('DAMAGED', `Line ${index + 2} is no sealed commit.`);
    history.push(value);
  }
  const verdict = verifyChain(history, { sha256: hash });
  if (!verdict.ok) return refuse(verdict.reason, verdict.message);
  if (history[0]?.commit.caseId !== heading.caseId)
    return refuse('OTHER_CASE', 'The commits belong to another case than the first line says.');
  if (verdict.head !== heading.head || verdict.lastSeq !== heading.lastSeq)
    return refuse(
      'CUT_OFF',
      `The first line promises event ${heading.lastSeq}; the history ends at ${verdict.lastSeq}.`,
    );
  if (known !== undefined && !goesThrough(history, known))
    return refuse('OTHER_HEAD', `No commit ends with event ${known.seq} and the hash that was seen before.`);
  return {
    ok: true,
    caseId: heading.caseId,
    commits: verdict.commits,
    lastSeq: verdict.lastSeq,
    head: verdict.head,
  };
}

function goesThrough(history: readonly SealedCommit[], { seq, hash }: KnownHead): boolean {
  return history.some(
    ({ commit, seal }) => commit.firstSeq + commit.events.length - 1 === seq && seal.hash === hash.toLowerCase(),
  );
}

/** The first line, if it is written exactly as `writeHistoryFile` writes it. */
function headingOf(line: string): Heading | undefined {
  const value = parsed(line);
  if (!isRecord(value)) return undefined;
  const { format, caseId, lastSeq, head, digest } = value;
  if (format !== HISTORY_FILE_FORMAT || typeof caseId !== 'string' || typeof lastSeq !== 'number') return undefined;
  if (typeof head !== 'string' || typeof digest !== 'string') return undefined;
  const heading: Heading = { format, caseId, lastSeq, head, digest };
  return `${canonicalJson(heading)}\n` === line ? heading : undefined;
}

function isSealedCommit(value: unknown): value is SealedCommit {
  if (!isRecord(value) || !isRecord(value['commit']) || !isRecord(value['seal'])) return false;
  const { events } = value['commit'];
  return Array.isArray(events) && events.every(isRecord);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Not JSON: the caller says which line.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
