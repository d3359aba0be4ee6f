import type { CaseEvent, Commit } from '../execute/event.ts';
import { canonicalJson } from './canonical-json.ts';
import { mapPersonalValues, personalFields } from './personal-data.ts';
import { fromHex, hexDigest, sha256, type Sha256 } from './sha256.ts';

/**
 * A chain of hashes over the commits of one case. Each hash covers the commit and the hash before it, so nobody can change,
 * drop, insert or reorder a commit without every later hash changing. There is one chain per case, written in the command's
 * own transaction; the log over all cases is `merkle.ts`.
 *
 * Hashed is the canonical JSON (RFC 8785) of `{ format, previousHash, caseId, firstSeq, at, by, commandType, events }`, in
 * which each personal value stands as `{ "$commitment": SHA-256(salt ‖ canonical value) }`. The salt of a value is
 * SHA-256(commit salt ‖ path). Erasing a value removes it and its salt and leaves the commitment: the chain stays valid,
 * and nobody can find the value by trying (`erase.ts`).
 */

/** What is stored beside a commit. */
export interface Seal {
  /** Version of the hashed form and of the list of personal fields. */
  readonly format: 1;
  /** Hash of the commit before, lower-case hex; `GENESIS` for the first. */
  readonly previousHash: string;
  readonly hash: string;
  /** Commit salt, hex. Absent: not salted (tests, embedding), or some value was erased and `salts` took its place. */
  readonly salt?: string;
  /** After an erasure: salts of the values that are still there, by path (`<seq>.<field>`). */
  readonly salts?: Readonly<Record<string, string>>;
}

export interface SealedCommit {
  readonly commit: Commit;
  readonly seal: Seal;
}

/** Stands before the first commit of a case. */
export const GENESIS = '0'.repeat(64);

export interface SealOptions {
  /** At least 16 random bytes as hex, drawn by the shell for this commit alone. */
  readonly salt?: string;
  /** The platform's SHA-256; by default the engine's own. */
  readonly sha256?: Sha256;
}

/** Seals the next commit of a case. Pure; the salt is the caller's randomness. */
export function sealCommit(previousHash: string, commit: Commit, options: SealOptions = {}): Seal {
  const seal = { format: 1, previousHash, ...(options.salt === undefined ? {} : { salt: options.salt }) } as const;
  return { ...seal, hash: hashOf(commit, seal, options.sha256 ?? sha256) };
}

export type ChainVerdict =
  | { readonly ok: true; readonly commits: number; readonly lastSeq: number; readonly head: string }
  | { readonly ok: false; readonly brokenAt: number; readonly reason: ChainFault; readonly message: string };

/** Why a chain is refused. */
export type ChainFault =
  'OTHER_CASE' | 'GAP' | 'WRONG_EVENT_NUMBER' | 'LINK_BROKEN' | 'HASH_MISMATCH' | 'UNKNOWN_FORMAT' | 'NOT_JSON';

export interface VerifyChainOptions {
  readonly sha256?: Sha256;
  /** Where verification begins when the earlier part was verified before: its last event and hash. */
  readonly after?: { readonly seq: number; readonly hash: string };
}

/**
 * Recomputes a chain from its first commit (or from `after`). `brokenAt` is the first event of the commit that does not fit.
 * A chain cut at its end is still a valid chain: compare `head` and `lastSeq` with a checkpoint or the store's own record.
 */
export function verifyChain(chain: Iterable<SealedCommit>, options: VerifyChainOptions = {}): ChainVerdict {
  const hash = options.sha256 ?? sha256;
  let head = options.after?.hash ?? GENESIS;
  let lastSeq = options.after?.seq ?? 0;
  let commits = 0;
  let caseId: string | undefined;
  for (const { commit, seal } of chain) {
    const fault = (reason: ChainFault, message: string): ChainVerdict => ({
      ok: false,
      brokenAt: commit.firstSeq,
      reason,
      message,
    });
    caseId ??= commit.caseId;
    if (commit.caseId !== caseId) return fault('OTHER_CASE', `Commit ${commit.firstSeq} belongs to another case.`);
    if (commit.firstSeq !== lastSeq + 1) {
      return fault('GAP', `Expected event ${lastSeq + 1}, found a commit that begins at ${commit.firstSeq}.`);
    }
    const misnumbered = commit.events.findIndex((event, index) => event.seq !== commit.firstSeq + index);
    if (misnumbered >= 0 || commit.events.length === 0) {
      return fault('WRONG_EVENT_NUMBER', `The events of commit ${commit.firstSeq} are not numbered one after another.`);
    }
    if (seal.format !== 1) return fault('UNKNOWN_FORMAT', `Commit ${commit.firstSeq} has a seal of an unknown format.`);
    if (seal.previousHash !== head) {
      return fault('LINK_BROKEN', `Commit ${commit.firstSeq} does not follow the hash of the commit before it.`);
    }
    let recomputed: string;
    try {
      recomputed = hashOf(commit, seal, hash);
    } catch (error) {
      return fault(
        'NOT_JSON',
        `Commit ${commit.firstSeq} cannot be hashed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (recomputed !== seal.hash)
      return fault('HASH_MISMATCH', `Commit ${commit.firstSeq} was changed after it was sealed.`);
    head = seal.hash;
    lastSeq = commit.firstSeq + commit.events.length - 1;
    commits += 1;
  }
  return { ok: true, commits, lastSeq, head };
}

// --- the hashed form --------------------------------------------------------------------------------------------------------

type Salting = Pick<Seal, 'format' | 'previousHash' | 'salt' | 'salts'>;

function hashOf(commit: Commit, seal: Salting, hash: Sha256): string {
  const { caseId, firstSeq, at, by, commandType } = commit;
  const events = commit.events.map((event) => committedEvent(event, seal, hash));
  const { format, previousHash } = seal;
  return hexDigest(canonicalJson({ format, previousHash, caseId, firstSeq, at, by, commandType, events }), hash);
}

/** The event as it is hashed: personal values replaced by their commitments. */
function committedEvent(event: CaseEvent, seal: Salting, hash: Sha256): object {
  if (personalFields(event).length === 0) return event;
  return mapPersonalValues(event, (value, path) => ({
    $commitment: erasedCommitment(value) ?? commitmentOf(value, saltOf(seal, event.seq, path, hash), hash),
  }));
}

/** SHA-256(salt ‖ canonical JSON of the value), hex. */
export function commitmentOf(value: unknown, salt: string, hash: Sha256 = sha256): string {
  return hexDigest(salt + canonicalJson(value), hash);
}

/** Salt of one value, hex; empty when the commit is not salted. */
export function saltOf(seal: Pick<Seal, 'salt' | 'salts'>, seq: number, field: string, hash: Sha256 = sha256): string {
  const path = `${seq}.${field}`;
  if (seal.salt === undefined) return seal.salts?.[path] ?? '';
  return hexDigest(`${seal.salt}/${path}`, hash);
}

/** The commitment that stands where a value was erased. */
export function erasedCommitment(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('$erased' in value)) return undefined;
  const commitment = value.$erased;
  return typeof commitment === 'string' && fromHex(commitment)?.length === 32 ? commitment : undefined;
}
