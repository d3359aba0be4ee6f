import type { Knex } from 'knex';
import type { Bound } from './bulk.ts';

/** Rows of a raw statement; the two drivers wrap them differently. */
export async function rawRows<Row>(db: Knex, sql: string, bindings: readonly Bound[]): Promise<readonly Row[]> {
  const result: readonly Row[] | { readonly rows: readonly Row[] } = await db.raw(sql, [...bindings]);
  return 'rows' in result ? result.rows : result;
}
