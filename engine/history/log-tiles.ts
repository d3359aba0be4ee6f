import { nodeHash, type Hash, type SubtreeHash } from './merkle.ts';
import { sha256, type Sha256 } from './sha256.ts';

/**
 * The log's tree in tiles: a tile holds up to 256 hashes side by side, those of a tile of level `L` standing each for 256^L
 * leaves. A log of n entries keeps n/255 tiles, appending rewrites the last one of each level, and a proof reads the few that
 * its path goes through. Full tiles never change.
 * @source C2SP tlog-tiles.md
 */
export interface TileKey {
  readonly level: number;
  readonly index: number;
}

/** The hashes of a tile from the left; fewer than 256 at the right edge. */
export type Tile = readonly Hash[];

const HEIGHT = 8;
const WIDTH = 2 ** HEIGHT;

/** Reads subtrees out of tiles. `tile` is only asked for tiles that hold what is needed. */
export function subtreesIn(tile: (key: TileKey) => Tile, hash: Sha256 = sha256): SubtreeHash {
  return (level, index) => {
    const { key, first, count } = placeOf(level, index);
    const hashes = tile(key).slice(first, first + count);
    if (hashes.length < count)
      throw new Error(`Tile ${String(key.level)}/${String(key.index)} does not reach subtree ${level}/${index}.`);
    return treeOver(hashes, hash);
  };
}

/** The tiles that a walk over subtrees reads, each once. What the walk makes of the hashes must not decide where it goes. */
export function tilesOf(walk: (subtree: SubtreeHash) => unknown): readonly TileKey[] {
  const asked = new Map<string, TileKey>();
  walk((level, index) => {
    const { key } = placeOf(level, index);
    asked.set(tileName(key), key);
    return NO_HASH;
  });
  return [...asked.values()];
}

/** The tiles at the right edge of a log of `size` that are not full: what appending to it reads. */
export function edgeTiles(size: number): readonly TileKey[] {
  const keys: TileKey[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / WIDTH)) {
    if (count % WIDTH !== 0) keys.push({ level, index: Math.floor(count / WIDTH) });
  }
  return keys;
}

/** Appends leaves to a log of `size`. Gives the tiles that are new or longer, as they are afterwards. */
export function growTiles(
  size: number,
  leaves: readonly Hash[],
  tile: (key: TileKey) => Tile,
  hash: Sha256 = sha256,
): readonly { readonly key: TileKey; readonly tile: Tile }[] {
  const grown = new Map<string, { readonly key: TileKey; readonly tile: Hash[] }>();
  const append = (level: number, position: number, added: Hash): void => {
    const key: TileKey = { level, index: Math.floor(position / WIDTH) };
    const offset = position % WIDTH;
    const current = grown.get(tileName(key)) ?? { key, tile: offset === 0 ? [] : tile(key).slice(0, offset) };
    if (current.tile.length !== offset) throw new Error(`Tile ${tileName(key)} is not as long as the log says.`);
    current.tile.push(added);
    grown.set(tileName(key), current);
    if (current.tile.length === WIDTH) append(level + 1, key.index, treeOver(current.tile, hash));
  };
  for (const [index, leaf] of leaves.entries()) append(0, size + index, leaf);
  return [...grown.values()];
}

/** One name for a tile: `<level>/<index>`. */
export function tileName({ level, index }: TileKey): string {
  return `${String(level)}/${String(index)}`;
}

const NO_HASH: Hash = new Uint8Array(32);

/** Where the hashes lie over which a complete subtree is built. A subtree never spreads over two tiles. */
function placeOf(
  level: number,
  index: number,
): { readonly key: TileKey; readonly first: number; readonly count: number } {
  const height = level % HEIGHT;
  const count = 2 ** height;
  const first = index * count;
  return {
    key: { level: (level - height) / HEIGHT, index: Math.floor(first / WIDTH) },
    first: first % WIDTH,
    count,
  };
}

/** Root over a power of two of hashes. */
function treeOver(hashes: readonly Hash[], hash: Sha256): Hash {
  let row = hashes;
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let index = 0; index < row.length; index += 2)
      above.push(nodeHash(row[index] ?? NO_HASH, row[index + 1] ?? NO_HASH, hash));
    row = above;
  }
  const [root] = row;
  if (root === undefined) throw new Error('There is no tree over nothing.');
  return root;
}
