import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendLeaf,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootHash,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type SubtreeHash,
} from './merkle.ts';
import { fromHex, toHex } from './sha256.ts';

/** Keeps every complete subtree in memory. */
function logOf(entries: readonly Uint8Array[]): SubtreeHash {
  const kept = new Map<string, Hash>();
  const subtree: SubtreeHash = (level, index) => {
    const hash = kept.get(`${level}/${index}`);
    if (!hash) throw new Error(`subtree ${level}/${index} is not complete`);
    return hash;
  };
  for (const [index, entry] of entries.entries()) {
    for (const node of appendLeaf(index, leafHash(entry), subtree)) kept.set(`${node.level}/${node.index}`, node.hash);
  }
  return subtree;
}

/** RFC 9162 §2.1.1, word by word: the oracle. */
function treeHash(entries: readonly Uint8Array[]): Hash {
  const [only] = entries;
  if (!only) return fromHex('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855') ?? new Uint8Array();
  if (entries.length === 1) return leafHash(only);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return nodeHash(treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

/** The eight entries that the Certificate Transparency implementations test with. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => fromHex(hex) ?? new Uint8Array());
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('known vectors', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))('root of %i entries', (size, root) => {
    expect(toHex(rootHash(size, logOf(ENTRIES)))).toBe(root);
    expect(toHex(treeHash(ENTRIES.slice(0, size)))).toBe(root);
  });

  it('inclusion proofs of the first and the sixth entry', () => {
    const log = logOf(ENTRIES);
    expect(inclusionProof(0, 8, log).map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(inclusionProof(5, 8, log).map(toHex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('consistency proofs from 6 to 8 and from 2 to 5 entries', () => {
    const log = logOf(ENTRIES);
    expect(consistencyProof(6, 8, log).map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistencyProof(2, 5, log).map(toHex)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });
});

describe('laws', () => {
  // Numbered, so that no two are alike: the proof of an entry is a proof of its twin next door, too.
  const entries = fc
    .array(fc.uint8Array({ maxLength: 7 }), { minLength: 1, maxLength: 40 })
    .map((list) => list.map((entry, index) => Uint8Array.of(index, ...entry)));

  it('the root is that of the definition, at every size', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const log = logOf(list);
        for (let size = 0; size <= list.length; size += 1) {
          expect(toHex(rootHash(size, log))).toBe(toHex(treeHash(list.slice(0, size))));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('every entry is proved, at its place and nowhere else', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (list, a, b) => {
        const size = (a % list.length) + 1;
        const index = b % size;
        const log = logOf(list);
        const root = rootHash(size, log);
        const leaf = leafHash(list[index] ?? new Uint8Array());
        const proof = inclusionProof(index, size, log);
        expect(verifyInclusion({ leaf, index, size, root, proof })).toBe(true);
        expect(
          verifyInclusion({ leaf: leafHash(Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9)), index, size, root, proof }),
        ).toBe(false);
        expect(verifyInclusion({ leaf, index: index + 1, size, root, proof })).toBe(false);
        expect(verifyInclusion({ leaf, index, size, root, proof: [...proof, leaf] })).toBe(false);
        if (proof.length > 0) expect(verifyInclusion({ leaf, index, size, root, proof: proof.slice(1) })).toBe(false);
      }),
    );
  });

  it('every log continues every earlier one, and a rewritten one does not', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), fc.nat(), (list, a, b, c) => {
        const size = (a % list.length) + 1;
        const earlier = b % (size + 1);
        const log = logOf(list);
        const claim = {
          earlier,
          size,
          earlierRoot: rootHash(earlier, log),
          root: rootHash(size, log),
          proof: consistencyProof(earlier, size, log),
        };
        expect(verifyConsistency(claim)).toBe(true);
        if (earlier === 0) return;
        const rewritten = logOf(list.with(c % earlier, Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9)));
        expect(
          verifyConsistency({
            ...claim,
            root: rootHash(size, rewritten),
            proof: consistencyProof(earlier, size, rewritten),
          }),
        ).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
      }),
    );
  });

  it('stores one complete subtree more for every factor of two', () => {
    const log = logOf(Array.from({ length: 64 }, () => Uint8Array.of(1)));
    expect(appendLeaf(64, leafHash(Uint8Array.of(1)), log)).toHaveLength(1);
    expect(appendLeaf(63, leafHash(Uint8Array.of(1)), log)).toHaveLength(7);
  });

  it('refuses questions about what is not there', () => {
    const log = logOf(ENTRIES);
    expect(() => inclusionProof(8, 8, log)).toThrow('no entry 8');
    expect(() => consistencyProof(9, 8, log)).toThrow('no earlier log of 9');
    const root = rootHash(8, log);
    expect(verifyInclusion({ leaf: root, index: -1, size: 8, root, proof: [] })).toBe(false);
    expect(verifyConsistency({ earlier: 9, earlierRoot: root, size: 8, root, proof: [] })).toBe(false);
  });
});
