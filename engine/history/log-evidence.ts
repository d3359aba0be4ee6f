import { openCheckpoint, type Checkpoint, type Verifier } from './checkpoint.ts';
import type { SealedCommit } from './hash-chain.ts';
import { logEntryOf, logLeaf } from './log-entry.ts';
import { verifyConsistency, verifyInclusion, type Hash } from './merkle.ts';
import { fromHex, sha256, type Sha256 } from './sha256.ts';

/**
 * What shows that the commits of a case stand in the log over all cases: the checkpoint that the log's key has signed, the
 * place and proof of each commit, and on request the proof that the log still begins with what an earlier checkpoint said.
 * Hashes are lower-case hex. Commits at the end may lack a proof: they are younger than the checkpoint.
 */
export interface LogEvidence {
  /** A signed note. */
  readonly checkpoint: string;
  /** Of the commits from the first on, in order. */
  readonly inclusions: readonly { readonly index: number; readonly proof: readonly string[] }[];
  readonly consistency?: { readonly earlier: number; readonly proof: readonly string[] };
}

export type LogFault =
  'CHECKPOINT_REFUSED' | 'NOT_IN_LOG' | 'EARLIER_CHECKPOINT_REFUSED' | 'NO_CONSISTENCY_PROOF' | 'OTHER_LOG';

export type LogVerdict =
  | {
      readonly ok: true;
      readonly origin: string;
      readonly size: number;
      readonly signedBy: readonly string[];
      /** The checkpoint itself, a signed note: to be kept. */
      readonly note: string;
      /** Commits that are in the log; those behind them are younger than the checkpoint. */
      readonly included: number;
      /** The last event that is in the log; 0 when none is. */
      readonly throughSeq: number;
      /** Size of the earlier checkpoint, with which this log was found to begin. */
      readonly beginsWith?: number;
    }
  | { readonly ok: false; readonly reason: LogFault; readonly message: string };

/**
 * Checks the evidence for a history whose chain is intact. `trusted` are the keys of the log as the auditor got them from
 * elsewhere; `earlier` is a checkpoint that they kept, as a signed note.
 */
export function verifyLogEvidence(
  history: readonly SealedCommit[],
  evidence: LogEvidence,
  { trusted, earlier }: { readonly trusted: readonly Verifier[]; readonly earlier?: string },
  hash: Sha256 = sha256,
): LogVerdict {
  const opened = openCheckpoint(evidence.checkpoint, trusted, hash);
  if (!opened.ok) return refuse('CHECKPOINT_REFUSED', opened.message);
  const { checkpoint, signedBy } = opened;
  const included = verifyInclusions(history, evidence, checkpoint, hash);
  if (typeof included !== 'number') return included;
  const last = history[included - 1];
  const found = {
    ok: true,
    origin: checkpoint.origin,
    size: checkpoint.size,
    signedBy,
    note: evidence.checkpoint,
    included,
    throughSeq: last === undefined ? 0 : logEntryOf(last).lastSeq,
  } as const;
  if (earlier === undefined) return found;
  const kept = openCheckpoint(earlier, trusted, hash);
  if (!kept.ok) return refuse('EARLIER_CHECKPOINT_REFUSED', `The checkpoint that was kept: ${kept.message}`);
  const verdict = verifyBeginning(kept.checkpoint, checkpoint, evidence.consistency, hash);
  return verdict ?? { ...found, beginsWith: kept.checkpoint.size };
}

/** How many commits from the first on are in the log, or what does not fit. */
function verifyInclusions(
  history: readonly SealedCommit[],
  { inclusions }: LogEvidence,
  { size, root }: Checkpoint,
  hash: Sha256,
): number | LogVerdict {
  if (inclusions.length > history.length)
    return refuse('NOT_IN_LOG', `There are ${String(inclusions.length)} proofs for ${String(history.length)} commits.`);
  let before = -1;
  for (const [place, { index, proof }] of inclusions.entries()) {
    const sealed = history[place];
    const hashes = readHashes(proof);
    if (sealed === undefined || hashes === undefined) return refuse('NOT_IN_LOG', 'A proof cannot be read.');
    const { firstSeq, lastSeq } = logEntryOf(sealed);
    // A case's commits are logged in their order: two at one place, or the later one first, is no log of ours.
    const fits =
      index > before &&
      verifyInclusion({ leaf: logLeaf(logEntryOf(sealed), hash), index, size, root, proof: hashes }, hash);
    if (!fits)
      return refuse(
        'NOT_IN_LOG',
        `Events ${String(firstSeq)} to ${String(lastSeq)} are not in the log of ${String(size)} entries: they were changed, or added to this history.`,
      );
    before = index;
  }
  return inclusions.length;
}

/** Undefined when the log begins with what the kept checkpoint said. */
function verifyBeginning(
  kept: Checkpoint,
  now: Checkpoint,
  consistency: LogEvidence['consistency'],
  hash: Sha256,
): LogVerdict | undefined {
  if (kept.origin !== now.origin)
    return refuse('OTHER_LOG', `The checkpoint that was kept is of the log ${kept.origin}, not of ${now.origin}.`);
  if (kept.size > now.size)
    return refuse(
      'OTHER_LOG',
      `The log had ${String(kept.size)} entries when the earlier checkpoint was kept and has ${String(now.size)} now: entries were removed.`,
    );
  const isTrivial = kept.size === 0 || kept.size === now.size;
  const proof = isTrivial ? [] : consistency?.earlier === kept.size ? readHashes(consistency.proof) : undefined;
  if (proof === undefined)
    return refuse(
      'NO_CONSISTENCY_PROOF',
      `The file does not lead from ${String(kept.size)} entries to ${String(now.size)}; export it again with --since and the checkpoint that was kept.`,
    );
  const fits = verifyConsistency(
    { earlier: kept.size, earlierRoot: kept.root, size: now.size, root: now.root, proof },
    hash,
  );
  return fits
    ? undefined
    : refuse(
        'OTHER_LOG',
        `The log does not begin with the ${String(kept.size)} entries of the checkpoint that was kept: it was rewritten.`,
      );
}

function refuse(reason: LogFault, message: string): LogVerdict & { readonly ok: false } {
  return { ok: false, reason, message };
}

function readHashes(texts: readonly string[]): readonly Hash[] | undefined {
  const hashes = texts.map(fromHex);
  return hashes.every((hash) => hash?.length === 32) ? hashes.filter((hash) => hash !== undefined) : undefined;
}
