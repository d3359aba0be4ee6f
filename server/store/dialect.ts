import type { Knex } from 'knex';
import { rawRows } from './raw-rows.ts';

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
  /** What the table of commits needs so that it can be read in the order in which commits became durable. */
  readonly orderCommits: readonly string[];
  /**
   * The next commits in that order after `place` (empty: from the beginning) which the log over all cases lacks, and how far
   * that looked. Safe against gaps: no commit that comes later is before any that this has given out. The order is the same
   * whoever asks.
   */
  commitsInOrder(db: Knex, place: string, limit: number): Promise<CommitsInOrder>;
  /** Did this statement collide with a row that another transaction wrote first? */
  isUniqueViolation(error: unknown): boolean;
  /** Did this statement break the rule of `batch/serials.ts`: the scope's last number was not the expected one? */
  isStaleSerial(error: unknown): boolean;
  /** Makes this transaction wait for any other that migrates. */
  lockForMigration(tx: Knex.Transaction): Promise<void>;
  /** The schema as committed in `schema/`, one line per column, index and table, in a fixed order. */
  describeSchema(db: Knex): Promise<readonly string[]>;
}

/** A stretch of all cases' commits. */
export interface CommitsInOrder {
  readonly commits: readonly LoggableRow[];
  /** Where to go on. */
  readonly place: string;
  /** False: that was all, for now. */
  readonly more: boolean;
}

/** A commit as the log over all cases needs it. */
export interface LoggableRow {
  readonly case_id: string;
  readonly first_seq: number;
  readonly last_seq: number;
  readonly hash: string;
}

/** Of a commit `c`: the log lacks it. */
export const NOT_IN_LOG =
  'NOT EXISTS (SELECT 1 FROM event_log_entries e WHERE e.case_id = c.case_id AND e.first_seq = c.first_seq)';

export const SQLITE: Dialect = {
  name: 'sqlite',
  clusteredTable: 'STRICT, WITHOUT ROWID',
  plainTable: 'STRICT',
  // One process, one writer connection: nobody else can be claiming.
  skipLocked: '',
  oneMoment: {},
  orderCommits: [],
  // One writer at a time, and nothing is ever deleted: the order of the row ids is the order of commitment. The log is asked
  // all the same, because a copy of the file may have been given new ones.
  async commitsInOrder(db, place, limit) {
    const after = place === '' ? 0 : Number(place);
    const rows = await rawRows<LoggableRow & { readonly place: number; readonly lacks: number }>(
      db,
      `SELECT c.rowid AS place, c.case_id, c.first_seq, c.last_seq, c.hash, ${NOT_IN_LOG} AS lacks
       FROM commits c WHERE c.rowid > ? ORDER BY c.rowid LIMIT ?`,
      [after, limit],
    );
    return {
      commits: rows.filter(({ lacks }) => lacks === 1),
      place: String(rows.at(-1)?.place ?? after),
      more: rows.length === limit,
    };
  },
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
  // Commits from before this column came all at once, as it were. Equal values share one entry of the index.
  orderCommits: [
    "ALTER TABLE commits ADD COLUMN tx xid8 NOT NULL DEFAULT '0'",
    'ALTER TABLE commits ALTER COLUMN tx SET DEFAULT pg_current_xact_id()',
    'CREATE INDEX commits_by_tx ON commits (tx)',
  ],
  commitsInOrder: commitsByTransaction,
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

/**
 * By transaction, and within one by key. A transaction that is still open may be older than one that has ended, so only those
 * are read before which none is open any more (`pg_snapshot_xmin`). A place that lies ahead of the cluster's own numbers comes
 * from another cluster, of which this is a restored copy: then it begins anew, and what is in the log is passed over.
 *
 * @source https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
async function commitsByTransaction(db: Knex, place: string, limit: number): Promise<CommitsInOrder> {
  const [bounds] = await rawRows<{ readonly oldest_open: string }>(
    db,
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_open',
    [],
  );
  const oldestOpen = bounds?.oldest_open ?? '0';
  const known = place === '' ? undefined : readPlace(place);
  const isAhead = known !== undefined && BigInt(known[0]) >= BigInt(oldestOpen);
  const rows = await rawRows<LoggableRow & { readonly tx: string; readonly lacks: boolean }>(
    db,
    `SELECT c.tx::text AS tx, c.case_id, c.first_seq, c.last_seq, c.hash, ${NOT_IN_LOG} AS lacks
     FROM commits c WHERE (c.tx, c.case_id, c.first_seq) > (CAST(? AS xid8), ?, ?) AND c.tx < CAST(? AS xid8)
     ORDER BY c.tx, c.case_id, c.first_seq LIMIT ?`,
    [...(known === undefined || isAhead ? (['0', '', 0] as const) : known), oldestOpen, limit],
  );
  const last = rows.at(-1);
  return {
    commits: rows.filter(({ lacks }) => lacks),
    place: last === undefined ? (isAhead ? '' : place) : JSON.stringify([last.tx, last.case_id, last.first_seq]),
    more: rows.length === limit,
  };
}

function readPlace(place: string): readonly [string, string, number] {
  const value: readonly [string, string, number] = JSON.parse(place);
  return value;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
