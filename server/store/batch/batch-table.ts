import type { FaultPoint } from '../fault-point.ts';
import type { CommitBatch } from '../commit-batch.ts';

/** What a row of a batch may hold. Anything else has been written as JSON text before. */
export type Value = string | number | null;
export type Row = readonly Value[];

/** One statement of the program that makes a batch durable. Its text is always the same, so it is prepared once. */
export interface BatchStatement {
  /** `source` is what stands in FROM: a table `v` whose one column `value` holds a row as a JSON array. */
  sql(source: string): string;
  /** Passed after it when a test watches. */
  readonly passes?: FaultPoint;
}

/** What a batch does to one table; one file each in this folder. */
export interface BatchTable {
  readonly statements: readonly BatchStatement[];
  /** The rows of each statement, in the order of `statements`. The net effect: no statement touches what another one wrote. */
  rows(batch: CommitBatch): readonly (readonly Row[])[];
}

export type ColumnType = 'text' | 'integer';
/** In the order in which a row holds the values. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** `INSERT` of whole rows. `onConflict` stands at its end. */
export function insert(table: string, columns: Columns, onConflict = ''): BatchStatement {
  const values = Object.values(columns).map((type, index) => valueAt(index, type));
  // SQLite would take ON for the condition of a join, were there no WHERE.
  return {
    sql: (source) =>
      `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) SELECT ${values.join(', ')} FROM ${source} WHERE true ${onConflict}`,
  };
}

/** `UPDATE` of rows by key; a row holds the key and then the new values. */
export function update(table: string, key: Columns, set: Columns, also: readonly string[] = []): BatchStatement {
  const width = Object.keys(key).length;
  const assignments = Object.entries(set).map(([name, type], index) => `${name} = ${valueAt(width + index, type)}`);
  const condition = Object.entries(key).map(([name, type], index) => `${table}.${name} = ${valueAt(index, type)}`);
  return {
    sql: (source) =>
      `UPDATE ${table} SET ${[...assignments, ...also].join(', ')} FROM ${source} WHERE ${condition.join(' AND ')}`,
  };
}

/** `DELETE` of rows by key. */
export function remove(table: string, key: Columns): BatchStatement {
  const values = Object.values(key).map((type, index) => valueAt(index, type));
  return {
    sql: (source) =>
      `DELETE FROM ${table} WHERE (${Object.keys(key).join(', ')}) IN (SELECT ${values.join(', ')} FROM ${source})`,
  };
}

/** One value of the row; both databases know `->>` and take a text for it. */
export function valueAt(index: number, type: ColumnType): string {
  const text = `v.value ->> ${String(index)}`;
  return type === 'text' ? text : `CAST(${text} AS ${type})`;
}

/** Names a row of a table whose key is the case and a number. */
export function rowKey(caseId: string, key: number): string {
  return `${caseId}:${String(key)}`;
}
