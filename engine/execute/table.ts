/**
 * A list of things of a case, ascending by key. Keys are sequence numbers, so new things go to the end, order is the order
 * of creation, and look-up is a binary search. An array copies in one move of memory, which is what makes a command's
 * copy-on-write cheap at a thousand tokens.
 */
export type Table<T extends Keyed> = readonly T[];

export interface Keyed {
  readonly key: number;
}

/** The row with this key, if there is one. */
export function find<T extends Keyed>(table: Table<T>, key: number): T | undefined {
  const row = table[position(table, key)];
  return row?.key === key ? row : undefined;
}

/** Index of the first row whose key is at least `key`. */
export function position(table: Table<Keyed>, key: number): number {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = table[middle];
    if (row !== undefined && row.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts a row in its place, over one with the same key. Changes the array: only for one that the caller owns. */
export function put<T extends Keyed>(table: T[], row: T): void {
  const last = table[table.length - 1];
  if (last === undefined || last.key < row.key) {
    table.push(row);
    return;
  }
  const index = position(table, row.key);
  table.splice(index, table[index]?.key === row.key ? 1 : 0, row);
}

/** Takes a row out. Changes the array: only for one that the caller owns. */
export function remove<T extends Keyed>(table: T[], key: number): T | undefined {
  const index = position(table, key);
  if (table[index]?.key !== key) return undefined;
  return table.splice(index, 1)[0];
}
