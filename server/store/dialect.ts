import type { Knex } from 'knex';

/** The dialect seam: everything that SQLite and PostgreSQL write differently stands here, and nowhere else. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgresql';
  /** Ends a CREATE TABLE whose rows are small and found by primary key: the table *is* its primary index. */
  readonly clusteredTable: string;
  /** Ends any other CREATE TABLE. */
  readonly plainTable: string;
  /** Ends a sub-select that claims rows: rows that another node is claiming are passed over. */
  readonly skipLocked: string;
  /** A read transaction that sees one moment throughout. */
  readonly oneMoment: Knex.TransactionConfig;
  /** Did this statement collide with a row that another transaction wrote first? */
  isUniqueViolation(error: unknown): boolean;
  /** Did this statement break the rule of `batch/serials.ts`: the scope's last number was not the expected one? */
  isStaleSerial(error: unknown): boolean;
  /** Makes this transaction wait for any other that migrates. */
  lockForMigration(tx: Knex.Transaction): Promise<void>;
  /** The schema as committed in `schema/`, one line per column, index and table, in a fixed order. */
  describeSchema(db: Knex): Promise<readonly string[]>;
}

export const SQLITE: Dialect = {
  name: 'sqlite',
  clusteredTable: 'STRICT, WITHOUT ROWID',
  plainTable: 'STRICT',
  // One process, one writer connection: nobody else can be claiming.
  skipLocked: '',
  oneMoment: {},
  isUniqueViolation: (error) =>
    codeOf(error) === 'SQLITE_CONSTRAINT' && messageOf(error).includes('UNIQUE constraint failed'),
  isStaleSerial: (error) =>
    codeOf(error) === 'SQLITE_CONSTRAINT' && messageOf(error).includes('NOT NULL constraint failed: serials.last'),
  // BEGIN IMMEDIATE of the writer is the lock.
  lockForMigration: () => Promise.resolve(),
  async describeSchema(db) {
    const rows: readonly { readonly sql: string }[] = await db.raw(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    );
    return rows.map(({ sql }) => sql.replace(/\s+/g, ' '));
  },
};

/** Any constant that no other program on the same database is likely to take. */
const MIGRATION_LOCK = 0x6d6f7463;

export const POSTGRESQL: Dialect = {
  name: 'postgresql',
  clusteredTable: '',
  plainTable: '',
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  oneMoment: { isolationLevel: 'repeatable read', readOnly: true },
  isUniqueViolation: (error) => codeOf(error) === '23505',
  isStaleSerial: (error) => codeOf(error) === '23502' && messageOf(error).includes('"serials"'),
  async lockForMigration(tx) {
    await tx.raw('SELECT pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
  },
  async describeSchema(db) {
    const columns: { readonly rows: readonly { readonly line: string }[] } = await db.raw(
      `SELECT table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END AS line
       FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
    );
    const indexes: { readonly rows: readonly { readonly line: string }[] } = await db.raw(
      `SELECT replace(indexdef, current_schema() || '.', '') AS line FROM pg_indexes WHERE schemaname = current_schema() ORDER BY tablename, indexname`,
    );
    return [...columns.rows, ...indexes.rows].map(({ line }) => line);
  },
};

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
