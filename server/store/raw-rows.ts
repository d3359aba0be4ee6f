import type { Knex } from 'knex';

/** What can be bound to a statement. Objects and arrays would be turned into something else by one of the drivers. */
export type Bound = string | number | null;

/** Rows of a raw statement; the two drivers wrap them differently. */
export async function rawRows<Row>(db: Knex, sql: string, bindings: readonly Bound[]): Promise<readonly Row[]> {
  const result: readonly Row[] | { readonly rows: readonly Row[] } = await db.raw(sql, [...bindings]);
  return 'rows' in result ? result.rows : result;
}
