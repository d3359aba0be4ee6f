import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';

/** Connections to one SQLite file: one that writes, some that read. */
export interface Connections {
  readonly writer: Knex;
  readonly reader: Knex;
}

/** What every connection must answer before it may be used. */
const REQUIRED_PRAGMAS = {
  /** FULL: fsync at every commit. NORMAL loses acknowledged commits in a power cut. */
  synchronous: 2,
  foreign_keys: 1,
} as const;

/**
 * Opens (and creates) the file. Readers see acknowledged commits only and never block the writer (WAL).
 *
 * SQLite may open a file with other settings than the last connection had, and a build may override a pragma without an
 * error; so each connection sets what durability needs and reads it back. A connection that answers otherwise is refused.
 *
 * @source https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function connectSqlite(file: string): Connections {
  mkdirSync(dirname(file), { recursive: true });
  const client = { client: 'sqlite3', useNullAsDefault: true, connection: { filename: file } };
  return {
    writer: knex({ ...client, pool: { min: 1, max: 1, idleTimeoutMillis: 2 ** 31 - 1, afterCreate: prepare([]) } }),
    reader: knex({ ...client, pool: { min: 0, max: 4, afterCreate: prepare(['PRAGMA query_only = ON']) } }),
  };
}

/** The part of sqlite3's Database that is needed here; knex hands connections out untyped. */
interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
  get(sql: string, done: (error: Error | null, row?: Readonly<Record<string, unknown>>) => void): void;
}

type Done = (error: Error | null, connection: SqliteConnection) => void;

function prepare(more: readonly string[]): (connection: SqliteConnection, done: Done) => void {
  return (connection, done) => {
    const settings = [
      // First: the others may have to wait for a lock.
      'PRAGMA busy_timeout = 10000',
      'PRAGMA journal_mode = WAL',
      'PRAGMA synchronous = FULL',
      'PRAGMA foreign_keys = ON',
      // 16 MB of pages and of log: checkpoints are rarer, and a checkpoint is what a slow commit usually waits for.
      'PRAGMA cache_size = -16384',
      'PRAGMA wal_autocheckpoint = 4000',
      ...more,
    ];
    connection.exec(settings.join(';'), (error) => {
      if (error) done(error, connection);
      else readBack(connection, done);
    });
  };
}

function readBack(connection: SqliteConnection, done: Done): void {
  const sql =
    'SELECT (SELECT journal_mode FROM pragma_journal_mode) AS journal_mode, (SELECT synchronous FROM pragma_synchronous) AS synchronous, ' +
    '(SELECT foreign_keys FROM pragma_foreign_keys) AS foreign_keys';
  connection.get(sql, (error, row) => {
    if (error) {
      done(error, connection);
      return;
    }
    const wrong = Object.entries({ ...REQUIRED_PRAGMAS, journal_mode: 'wal' })
      .filter(([name, value]) => row?.[name] !== value)
      .map(([name, value]) => `${name} is ${String(row?.[name])}, needed is ${String(value)}`);
    done(
      wrong.length === 0
        ? null
        : new DurabilityError(`SQLite would not keep what it acknowledges: ${wrong.join('; ')}.`),
      connection,
    );
  });
}

/** The database is set up so that it may lose acknowledged commits. The server does not start on it. */
export class DurabilityError extends Error {
  override readonly name = 'DurabilityError';
}
