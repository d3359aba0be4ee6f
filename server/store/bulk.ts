import type { Knex } from 'knex';
import type { StoreCounters } from './store.ts';

/** What can be bound to a statement. Objects and arrays would be turned into something else by one of the drivers. */
export type Bound = string | number | null;

/** Values bound to one statement at most; SQLite accepts 32,766, PostgreSQL 65,535. */
const MAX_BINDINGS = 30_000;

/** Writes of the command path: a few statements over many rows. knex's builder costs more than the database here. */
export interface BulkWriter {
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Bound[])[],
    onConflict?: string,
  ): Promise<void>;
  /** `UPDATE table SET set FROM (VALUES …) AS v WHERE where`; the values are `v.column1`, `v.column2`, … of these types. */
  update(
    table: string,
    set: string,
    where: string,
    types: readonly ColumnType[],
    rows: readonly (readonly Bound[])[],
  ): Promise<void>;
  remove(
    table: string,
    key: readonly string[],
    types: readonly ColumnType[],
    rows: readonly (readonly Bound[])[],
  ): Promise<void>;
}

export type ColumnType = 'text' | 'integer';

export function bulkWriter(tx: Knex.Transaction, counters: StoreCounters): BulkWriter {
  async function run(
    sql: (values: string) => string,
    rowSql: string,
    rows: readonly (readonly Bound[])[],
  ): Promise<void> {
    const width = rows[0]?.length ?? 0;
    if (width === 0) return;
    const atOnce = Math.floor(MAX_BINDINGS / width);
    for (let from = 0; from < rows.length; from += atOnce) {
      const part = rows.length <= atOnce ? rows : rows.slice(from, from + atOnce);
      const bindings = part.flat();
      counters.statements += 1;
      counters.rows += part.length;
      counters.bytes += byteLength(bindings);
      await tx.raw(sql(new Array(part.length).fill(rowSql).join(',')), bindings);
    }
  }

  return {
    insert: (table, columns, rows, onConflict = '') =>
      run(
        (values) => `INSERT INTO ${table} (${columns.join(',')}) VALUES ${values} ${onConflict}`,
        placeholders(columns.length),
        rows,
      ),
    // PostgreSQL takes untyped values of a VALUES list for text; the casts tell both what they are.
    update: (table, set, where, types, rows) =>
      run(
        (values) => `UPDATE ${table} SET ${set} FROM (VALUES ${values}) AS v WHERE ${where}`,
        typedPlaceholders(types),
        rows,
      ),
    remove: (table, key, types, rows) =>
      run(
        (values) => `DELETE FROM ${table} WHERE (${key.join(',')}) IN (VALUES ${values})`,
        typedPlaceholders(types),
        rows,
      ),
  };
}

function placeholders(count: number): string {
  return `(${new Array(count).fill('?').join(',')})`;
}

function typedPlaceholders(types: readonly ColumnType[]): string {
  return `(${types.map((type) => `CAST(? AS ${type})`).join(',')})`;
}

function byteLength(values: readonly Bound[]): number {
  let bytes = 0;
  for (const value of values) bytes += typeof value === 'string' ? Buffer.byteLength(value) : value === null ? 0 : 8;
  return bytes;
}
