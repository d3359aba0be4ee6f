import {
  consistencyProof,
  inclusionProof,
  rootHash,
  subtreesIn,
  tileName,
  tilesOf,
  toHex,
  type Hash,
  type LogEvidence,
  type SubtreeHash,
} from '../../engine/index.ts';
import { sha256 } from '../commands/sealing.ts';
import type { CheckpointRecord } from '../store/event-log-records.ts';
import type { Store } from '../store/store.ts';

/** What the tree of the log proves. Each question reads the few tiles along its paths, in one statement. */

/** Root of the first `size` entries. */
export function logRoot(store: Store, size: number): Promise<Hash> {
  return overTiles(store, (subtree) => rootHash(size, subtree, sha256));
}

/** That the first `size` entries begin with the first `earlier`. */
export function logConsistency(store: Store, earlier: number, size: number): Promise<readonly Hash[]> {
  return overTiles(store, (subtree) => consistencyProof(earlier, size, subtree, sha256));
}

/** That entry `index` is among the first `size`. */
export function logInclusion(store: Store, index: number, size: number): Promise<readonly Hash[]> {
  return overTiles(store, (subtree) => inclusionProof(index, size, subtree, sha256));
}

/** Everything that shows that a case stands in the log of a checkpoint, and on request that this log begins as an earlier one did. */
export async function caseEvidence(
  store: Store,
  caseId: string,
  { size, note }: CheckpointRecord,
  earlier?: number,
): Promise<LogEvidence> {
  const indexes = (await store.logIndexesOfCase(caseId)).map(({ index }) => index).filter((index) => index < size);
  const leads = earlier !== undefined && earlier > 0 && earlier < size;
  const proofs = await overTiles(store, (subtree) => ({
    inclusions: indexes.map((index) => inclusionProof(index, size, subtree, sha256)),
    consistency: leads ? consistencyProof(earlier, size, subtree, sha256) : undefined,
  }));
  return {
    checkpoint: note,
    inclusions: indexes.map((index, place) => ({ index, proof: (proofs.inclusions[place] ?? []).map(toHex) })),
    ...(proofs.consistency === undefined || earlier === undefined
      ? {}
      : { consistency: { earlier, proof: proofs.consistency.map(toHex) } }),
  };
}

/** Walks twice: first to learn which tiles it needs, then over them. */
async function overTiles<T>(store: Store, walk: (subtree: SubtreeHash) => T): Promise<T> {
  const keys = tilesOf(walk);
  const tiles = await store.readLogTiles(keys);
  const byName = new Map(keys.map((key, index) => [tileName(key), tiles[index] ?? []]));
  const inTiles = subtreesIn((key) => byName.get(tileName(key)) ?? [], sha256);
  // Many proofs share their way to the root.
  const known = new Map<string, Hash>();
  return walk((level, index) => {
    const name = `${String(level)}/${String(index)}`;
    const hash = known.get(name) ?? inTiles(level, index);
    known.set(name, hash);
    return hash;
  });
}
