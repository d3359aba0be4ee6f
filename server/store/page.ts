import { InvalidCursorError, type Page } from './store-queries.ts';

/**
 * Cursors are the sort key of the last row, so that a list is stable while rows come and go: nothing is shown twice, nothing
 * that was there all the time is left out.
 */
export type SortKey = readonly (string | number)[];

export function encodeCursor(key: SortKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws InvalidCursorError unless the cursor holds values of these types. */
export function decodeCursor(cursor: string, types: readonly ('string' | 'number')[]): SortKey {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursorError();
  }
  if (!isSortKey(key) || key.length !== types.length) throw new InvalidCursorError();
  if (key.some((value, index) => typeof value !== types[index])) throw new InvalidCursorError();
  return key;
}

function isSortKey(value: unknown): value is SortKey {
  return (
    Array.isArray(value) &&
    value.every((part) => typeof part === 'string' || (typeof part === 'number' && Number.isSafeInteger(part)))
  );
}

/** A page out of `limit + 1` rows: the extra one only tells that there is more. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => T,
  keyOf: (row: Row) => SortKey,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    ...(rows.length > limit && last !== undefined ? { nextCursor: encodeCursor(keyOf(last)) } : {}),
  };
}

/** Text for LIKE in which the caller's own wildcards mean themselves (ESCAPE '!'). */
export function likeContains(text: string): string {
  return `%${text.toUpperCase().replace(/[!%_]/g, (character) => `!${character}`)}%`;
}
