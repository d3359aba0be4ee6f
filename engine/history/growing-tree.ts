import { nodeHash, rootHash, type Hash } from './merkle.ts';
import { sha256, type Sha256 } from './sha256.ts';

/** The root of a log that is read from its first entry to its last, with a few hashes in memory however long it is. */
export interface GrowingTree {
  readonly size: number;
  add(leaf: Hash): void;
  root(): Hash;
}

/** An empty one. @source RFC 9162 §2.1.2: a stack of the complete subtrees so far */
export function growingTree(hash: Sha256 = sha256): GrowingTree {
  const complete: Hash[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(leaf) {
      complete.push(leaf);
      size += 1;
      for (let count = size; count % 2 === 0; count /= 2) merge(complete, hash);
    },
    root() {
      if (size === 0) return rootHash(0, () => new Uint8Array(), hash);
      const left = [...complete];
      while (left.length > 1) merge(left, hash);
      return left[0] ?? new Uint8Array();
    },
  };
}

function merge(stack: Hash[], hash: Sha256): void {
  const right = stack.pop();
  const left = stack.pop();
  if (left === undefined || right === undefined) throw new Error('There are no two subtrees to put together.');
  stack.push(nodeHash(left, right, hash));
}
