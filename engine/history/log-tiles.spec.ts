import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growingTree } from './growing-tree.ts';
import { edgeTiles, growTiles, subtreesIn, tileName, tilesOf, type Tile, type TileKey } from './log-tiles.ts';
import {
  appendLeaf,
  consistencyProof,
  inclusionProof,
  leafHash,
  rootHash,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type SubtreeHash,
} from './merkle.ts';
import { toHex, utf8 } from './sha256.ts';

const SIZE = 70_000;
const leaves = Array.from({ length: SIZE }, (_, index) => leafHash(utf8(`entry ${index}`)));

/** Every complete subtree, without tiles: the oracle. */
const oracle: SubtreeHash = (() => {
  const kept = new Map<string, Hash>();
  const subtree: SubtreeHash = (level, index) => {
    const hash = kept.get(`${level}/${index}`);
    if (!hash) throw new Error(`subtree ${level}/${index} is not complete`);
    return hash;
  };
  for (const [index, leaf] of leaves.entries())
    for (const node of appendLeaf(index, leaf, subtree)) kept.set(`${node.level}/${node.index}`, node.hash);
  return subtree;
})();

/** A log that keeps its tiles in a map; `read` counts what is asked for. */
function tiledLog(batches: readonly number[]) {
  const tiles = new Map<string, Tile>();
  const tile = (key: TileKey): Tile => {
    const found = tiles.get(tileName(key));
    if (!found) throw new Error(`no tile ${tileName(key)}`);
    return found;
  };
  let size = 0;
  let written = 0;
  for (const count of batches) {
    // Appending reads no other tiles than those it announces.
    const edge = new Set(edgeTiles(size).map(tileName));
    const readable = (key: TileKey): Tile => {
      if (!edge.has(tileName(key))) throw new Error(`tile ${tileName(key)} was not announced`);
      return tile(key);
    };
    for (const grown of growTiles(size, leaves.slice(size, size + count), readable)) {
      tiles.set(tileName(grown.key), grown.tile);
      written += 1;
    }
    size += count;
  }
  return { tiles, tile, size, written };
}

describe('tiles', () => {
  const { tile, tiles, size } = tiledLog([1, 254, 1, 1, 255, 512, 3_000, 60_000, SIZE - 64_024]);
  const subtree = subtreesIn(tile);

  it('hold the tree that RFC 9162 builds', () => {
    expect(size).toBe(SIZE);
    expect(toHex(rootHash(SIZE, subtree))).toBe(toHex(rootHash(SIZE, oracle)));
    expect(tiles.size).toBe(274 + 2 + 1);
  });

  it('prove inclusion and consistency at any size, from few tiles', () => {
    const pair = fc.tuple(fc.integer({ min: 1, max: SIZE }), fc.nat()).map(([n, m]) => [n, m % n] as const);
    fc.assert(
      fc.property(pair, ([upTo, index]) => {
        const root = rootHash(upTo, subtree);
        expect(root).toEqual(rootHash(upTo, oracle));
        const proof = inclusionProof(index, upTo, subtree);
        const leaf = leaves[index];
        if (!leaf) throw new Error('no leaf');
        expect(verifyInclusion({ leaf, index, size: upTo, root, proof })).toBe(true);
        const earlierRoot = rootHash(index, subtree);
        const leading = consistencyProof(index, upTo, subtree);
        expect(verifyConsistency({ earlier: index, earlierRoot, size: upTo, root, proof: leading })).toBe(true);

        const asked = tilesOf((recorded) => inclusionProof(index, upTo, recorded));
        // Two tiles of each of three levels: along the path of the leaf and along the right edge.
        expect(asked.length).toBeLessThanOrEqual(6);
        const announced = new Set(asked.map(tileName));
        const limited = subtreesIn((key) => {
          if (!announced.has(tileName(key))) throw new Error(`tile ${tileName(key)} was not announced`);
          return tile(key);
        });
        expect(inclusionProof(index, upTo, limited)).toEqual(proof);
      }),
      { numRuns: 60 },
    );
  });

  it('refuse to grow from a tile that is shorter than the log', () => {
    expect(() => growTiles(10, leaves.slice(10, 11), () => leaves.slice(0, 9))).toThrow('not as long');
  });
});

describe('a tree that grows leaf by leaf', () => {
  it('has the root of the log at every size', () => {
    const tree = growingTree();
    expect(toHex(tree.root())).toBe(toHex(rootHash(0, oracle)));
    for (const [index, leaf] of leaves.slice(0, 700).entries()) {
      tree.add(leaf);
      expect(tree.size).toBe(index + 1);
      expect(toHex(tree.root())).toBe(toHex(rootHash(index + 1, oracle)));
    }
  });
});
