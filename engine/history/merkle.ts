import { sha256, type Sha256 } from './sha256.ts';

/**
 * The mathematics of an append-only log: one hash stands for all entries; a short proof shows that an entry is in it, or
 * that a later log contains an earlier one unchanged. Pure functions over hashes; who keeps them is a port, so that a log of
 * millions of entries needs only the few hashes that a proof names.
 * @source RFC 9162 §2.1
 */

export type Hash = Uint8Array;

/**
 * Hash of the complete subtree `index` of height `level`: over the leaves from `index · 2^level` to the next one's first.
 * Level 0 holds the leaf hashes. Only asked for subtrees that are complete in the tree at hand.
 */
export type SubtreeHash = (level: number, index: number) => Hash;

/** @source RFC 9162 §2.1.1: SHA-256(0x00 ‖ entry) */
export function leafHash(entry: Uint8Array, hash: Sha256 = sha256): Hash {
  return hash(concat(LEAF, entry));
}

/** @source RFC 9162 §2.1.1: SHA-256(0x01 ‖ left ‖ right) */
export function nodeHash(left: Hash, right: Hash, hash: Sha256 = sha256): Hash {
  return hash(concat(NODE, left, right));
}

/** Root hash of the first `size` leaves. Of no leaves: SHA-256 of nothing. */
export function rootHash(size: number, subtree: SubtreeHash, hash: Sha256 = sha256): Hash {
  return size === 0 ? hash(new Uint8Array()) : rangeHash(0, size, subtree, hash);
}

export interface CompletedSubtree {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/**
 * The subtrees that are complete once leaf number `index` is there, the leaf itself first: what a log stores on append.
 * Amortised two hashes for each leaf.
 */
export function appendLeaf(
  index: number,
  leaf: Hash,
  subtree: SubtreeHash,
  hash: Sha256 = sha256,
): readonly CompletedSubtree[] {
  const completed: CompletedSubtree[] = [{ level: 0, index, hash: leaf }];
  let position = index;
  let current = leaf;
  for (let level = 0; position % 2 === 1; level += 1) {
    current = nodeHash(subtree(level, position - 1), current, hash);
    position = (position - 1) / 2;
    completed.push({ level: level + 1, index: position, hash: current });
  }
  return completed;
}

/** Hashes that lead from leaf `index` to the root of the first `size` leaves. @source RFC 9162 §2.1.3.1 */
export function inclusionProof(
  index: number,
  size: number,
  subtree: SubtreeHash,
  hash: Sha256 = sha256,
): readonly Hash[] {
  requireIndex(index, size);
  const path = (start: number, end: number): readonly Hash[] => {
    if (end - start === 1) return [];
    const split = start + splitOf(end - start);
    return index < split
      ? [...path(start, split), rangeHash(split, end, subtree, hash)]
      : [...path(split, end), rangeHash(start, split, subtree, hash)];
  };
  return path(0, size);
}

/** Hashes that show that the first `size` leaves begin with the first `earlier`. @source RFC 9162 §2.1.4.1 */
export function consistencyProof(
  earlier: number,
  size: number,
  subtree: SubtreeHash,
  hash: Sha256 = sha256,
): readonly Hash[] {
  if (!Number.isSafeInteger(earlier) || earlier < 0 || earlier > size)
    throw new RangeError(`A log of ${size} has no earlier log of ${earlier}.`);
  if (earlier === 0 || earlier === size) return [];
  const path = (start: number, end: number, isKnown: boolean): readonly Hash[] => {
    if (end === earlier) return isKnown ? [] : [rangeHash(start, end, subtree, hash)];
    const split = start + splitOf(end - start);
    return earlier <= split
      ? [...path(start, split, isKnown), rangeHash(split, end, subtree, hash)]
      : [...path(split, end, false), rangeHash(start, split, subtree, hash)];
  };
  return path(0, size, true);
}

/** Whether a leaf is number `index` of the log of `size` leaves with this root. @source RFC 9162 §2.1.3.2 */
export function verifyInclusion(
  {
    leaf,
    index,
    size,
    root,
    proof,
  }: {
    readonly leaf: Hash;
    readonly index: number;
    readonly size: number;
    readonly root: Hash;
    readonly proof: readonly Hash[];
  },
  hash: Sha256 = sha256,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      r = nodeHash(r, p, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && equal(r, root);
}

/** Whether the later log begins with the earlier one. @source RFC 9162 §2.1.4.2 */
export function verifyConsistency(
  {
    earlier,
    earlierRoot,
    size,
    root,
    proof,
  }: {
    readonly earlier: number;
    readonly earlierRoot: Hash;
    readonly size: number;
    readonly root: Hash;
    readonly proof: readonly Hash[];
  },
  hash: Sha256 = sha256,
): boolean {
  if (!Number.isSafeInteger(earlier) || !Number.isSafeInteger(size) || earlier < 0 || earlier > size) return false;
  if (earlier === size) return proof.length === 0 && equal(earlierRoot, root);
  // The empty log is the beginning of every log, and its root is known.
  if (earlier === 0) return proof.length === 0 && equal(earlierRoot, hash(new Uint8Array()));
  const path = isPowerOfTwo(earlier) ? [earlierRoot, ...proof] : proof;
  const [first, ...rest] = path;
  if (!first || proof.length === 0) return false;
  let fn = earlier - 1;
  let sn = size - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let fr = first;
  let sr = first;
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr, hash);
      sr = nodeHash(c, sr, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = nodeHash(sr, c, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && equal(fr, earlierRoot) && equal(sr, root);
}

// --- the tree -----------------------------------------------------------------------------------------------------------------

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash over the leaves `start` to `end` (exclusive), which lie as RFC 9162 cuts them: a complete subtree, or a left complete one and a rest. */
function rangeHash(start: number, end: number, subtree: SubtreeHash, hash: Sha256): Hash {
  const size = end - start;
  if (isPowerOfTwo(size)) return subtree(Math.log2(size), start / size);
  const split = splitOf(size);
  return nodeHash(rangeHash(start, start + split, subtree, hash), rangeHash(start + split, end, subtree, hash), hash);
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function isPowerOfTwo(size: number): boolean {
  let power = 1;
  while (power < size) power *= 2;
  return power === size;
}

function requireIndex(index: number, size: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError(`A log of ${size} has no entry ${index}.`);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
