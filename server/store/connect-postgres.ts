import knex from 'knex';
import { DurabilityError, type Connections } from './connect-sqlite.ts';

/** The part of pg's Client that is needed here; knex hands connections out untyped. */
interface PostgresConnection {
  query(
    sql: string,
    done: (error: Error | null, result?: { readonly rows: readonly Readonly<Record<string, string>>[] }) => void,
  ): void;
}
type Done = (error: Error | null, connection: PostgresConnection) => void;

/**
 * Opens a pool. Reads and writes share it.
 *
 * A connection on which a commit may be acknowledged before it is on disk is refused: `synchronous_commit` below `local`, or
 * a server that runs without fsync.
 *
 * @source https://www.postgresql.org/docs/current/wal-async-commit.html
 */
export function connectPostgres(url: string, poolSize = 10): Connections {
  const pool = knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'motcua' },
    pool: { min: 0, max: poolSize, afterCreate: prepare },
  });
  return { writer: pool, reader: pool };
}

/** Settings of `synchronous_commit` under which an answer means that the commit is on this server's disk. */
const DURABLE = ['on', 'remote_apply', 'remote_write', 'local'];

function prepare(connection: PostgresConnection, done: Done): void {
  connection.query(
    "SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync",
    (error, result) => {
      const settings = result?.rows[0];
      if (error) done(error, connection);
      else if (settings?.['fsync'] !== 'on') {
        done(
          new DurabilityError('PostgreSQL runs with fsync = off and would lose acknowledged commits; set fsync = on.'),
          connection,
        );
      } else if (!DURABLE.includes(settings['synchronous_commit'] ?? '')) {
        done(
          new DurabilityError('PostgreSQL runs with synchronous_commit = off for this role or database; set it to on.'),
          connection,
        );
      } else done(null, connection);
    },
  );
}
