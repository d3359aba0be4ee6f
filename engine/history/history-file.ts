import { canonicalJson } from './canonical-json.ts';
import type { Verifier } from './checkpoint.ts';
import { verifyChain, type ChainFault, type SealedCommit } from './hash-chain.ts';
import { verifyLogEvidence, type LogEvidence, type LogFault, type LogVerdict } from './log-evidence.ts';
import { hexDigest, sha256, type Sha256 } from './sha256.ts';

/**
 * The history of one case as a file that anybody can verify without the server: a first line that says what it is, then one
 * line of canonical JSON for each sealed commit. The second format ends with a line of evidence that the commits stand in the
 * log over all cases (`log-evidence.ts`); the first has none.
 *
 * Each thing is found by its own means: damage by the digest over the lines, a rewritten commit by the chain of hashes, and a
 * history that was rewritten from some commit to its end, hashes included, by the log that somebody else has a checkpoint of,
 * or by a head that the auditor noted down.
 */
export const HISTORY_FILE_FORMATS = ['motcua-history-1', 'motcua-history-2'] as const;
type HistoryFileFormat = (typeof HISTORY_FILE_FORMATS)[number];

/** What the first line says. */
interface Heading {
  readonly format: HistoryFileFormat;
  readonly caseId: string;
  readonly lastSeq: number;
  /** Hash of the last commit. */
  readonly head: string;
  /** SHA-256 of everything after the first line. */
  readonly digest: string;
}

/** Writes a whole history, first commit first, with its evidence where there is some. */
export function writeHistoryFile(
  history: readonly SealedCommit[],
  { hash = sha256, log }: { readonly hash?: Sha256; readonly log?: LogEvidence } = {},
): string {
  const last = history.at(-1);
  if (last === undefined) throw new Error('A case without commits has no history.');
  const { caseId, firstSeq, events } = last.commit;
  const commits = history.map(({ commit, seal }) => `${canonicalJson({ commit, seal })}\n`).join('');
  const lines = log === undefined ? commits : `${commits}${canonicalJson({ log })}\n`;
  const heading: Heading = {
    format: log === undefined ? 'motcua-history-1' : 'motcua-history-2',
    caseId,
    lastSeq: firstSeq + events.length - 1,
    head: last.seal.hash,
    digest: hexDigest(lines, hash),
  };
  return `${canonicalJson(heading)}\n${lines}`;
}

export type HistoryFileFault =
  ChainFault | LogFault | 'NOT_A_HISTORY_FILE' | 'DAMAGED' | 'CUT_OFF' | 'OTHER_HEAD' | 'NO_EVIDENCE';

export type HistoryFileVerdict =
  | {
      readonly ok: true;
      readonly caseId: string;
      readonly commits: number;
      readonly lastSeq: number;
      readonly head: string;
      /** What the file's evidence shows; absent where no key of the log was given to check it with. */
      readonly log?: Extract<LogVerdict, { readonly ok: true }>;
    }
  | { readonly ok: false; readonly reason: HistoryFileFault; readonly message: string };

/** Where a case stood when the auditor last looked: that event, and the hash of the commit that ends with it. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the auditor has from elsewhere than the file. */
export interface KnownBefore {
  /** Where the case stood when the auditor last looked. */
  readonly head?: KnownHead;
  /** Keys of the log; with them the file's evidence is demanded and checked. */
  readonly trusted?: readonly Verifier[];
  /** An earlier checkpoint of the log, a signed note. Needs `trusted`. */
  readonly checkpoint?: string;
}

/** Verifies a file of `writeHistoryFile`; any changed byte is found. With `known`, also whether it continues what was seen before. */
export function verifyHistoryFile(text: string, known: KnownBefore = {}, hash: Sha256 = sha256): HistoryFileVerdict {
  const refuse = (reason: HistoryFileFault, message: string): HistoryFileVerdict => ({ ok: false, reason, message });
  const end = text.indexOf('\n') + 1;
  const heading = headingOf(text.slice(0, end));
  if (heading === undefined)
    return refuse('NOT_A_HISTORY_FILE', `The first line is not that of a file of export-history.`);
  const body = text.slice(end);
  if (hexDigest(body, hash) !== heading.digest)
    return refuse('DAMAGED', 'The lines are not those that the first line was written for.');

  const lines = body.split('\n').slice(0, -1);
  const evidence = heading.format === 'motcua-history-1' ? undefined : evidenceIn(parsed(lines.pop() ?? ''));
  if (heading.format !== 'motcua-history-1' && evidence === undefined)
    return refuse('DAMAGED', 'The last line is no evidence of the log.');
  const history: SealedCommit[] = [];
  for (const [index, line] of lines.entries()) {
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
  if (known.head !== undefined && !goesThrough(history, known.head))
    return refuse('OTHER_HEAD', `No commit ends with event ${known.head.seq} and the hash that was seen before.`);
  const log = findInLog(history, evidence, known, hash);
  if (log?.ok === false) return log;
  return {
    ok: true,
    caseId: heading.caseId,
    commits: verdict.commits,
    lastSeq: verdict.lastSeq,
    head: verdict.head,
    ...(log === undefined ? {} : { log }),
  };
}

/** The commits in a file, unverified; undefined when it is none. */
export function readHistoryFile(text: string): readonly SealedCommit[] | undefined {
  const commits = text.split('\n').map(parsed).filter(isSealedCommit);
  return headingOf(text.slice(0, text.indexOf('\n') + 1)) === undefined ? undefined : commits;
}

/** Undefined where no key was given to check the evidence with. */
function findInLog(
  history: readonly SealedCommit[],
  evidence: LogEvidence | undefined,
  { trusted = [], checkpoint }: KnownBefore,
  hash: Sha256,
): LogVerdict | { readonly ok: false; readonly reason: 'NO_EVIDENCE'; readonly message: string } | undefined {
  if (trusted.length === 0 && checkpoint === undefined) return undefined;
  if (evidence === undefined)
    return { ok: false, reason: 'NO_EVIDENCE', message: 'The file says nothing of the log; export it again.' };
  const kept = checkpoint === undefined ? {} : { earlier: checkpoint };
  return verifyLogEvidence(history, evidence, { trusted, ...kept }, hash);
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
  if (!isFormat(format) || typeof caseId !== 'string' || typeof lastSeq !== 'number') return undefined;
  if (typeof head !== 'string' || typeof digest !== 'string') return undefined;
  const heading: Heading = { format, caseId, lastSeq, head, digest };
  return `${canonicalJson(heading)}\n` === line ? heading : undefined;
}

function isFormat(value: unknown): value is HistoryFileFormat {
  return HISTORY_FILE_FORMATS.some((format) => format === value);
}

function evidenceIn(value: unknown): LogEvidence | undefined {
  if (!isRecord(value) || !isRecord(value['log'])) return undefined;
  const { checkpoint, inclusions, consistency } = value['log'];
  if (typeof checkpoint !== 'string' || !Array.isArray(inclusions)) return undefined;
  const places = inclusions.map((each: unknown) => proofIn(each, 'index'));
  const leading = consistency === undefined ? undefined : proofIn(consistency, 'earlier');
  if (places.includes(undefined) || (consistency !== undefined && leading === undefined)) return undefined;
  return {
    checkpoint,
    inclusions: places.flatMap((place) => (place === undefined ? [] : [{ index: place.number, proof: place.proof }])),
    ...(leading === undefined ? {} : { consistency: { earlier: leading.number, proof: leading.proof } }),
  };
}

/** A number under this name with the hashes of a proof. */
function proofIn(
  value: unknown,
  name: string,
): { readonly number: number; readonly proof: readonly string[] } | undefined {
  if (!isRecord(value)) return undefined;
  const { [name]: number, proof } = value;
  if (typeof number !== 'number' || !Array.isArray(proof)) return undefined;
  const hashes = proof.filter((hash): hash is string => typeof hash === 'string');
  return hashes.length === proof.length ? { number, proof: hashes } : undefined;
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
