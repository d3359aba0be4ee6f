import type { Knex } from 'knex';
import { isWatched } from '../fault-point.ts';
import { writeInSteps, type BatchTexts, type BatchWriter } from './batch-writer.ts';
import { BATCH_STATEMENTS } from './tables.ts';

/**
 * A batch as one statement: an INSERT into a view whose trigger holds the whole program. SQLite runs it in a transaction of
 * its own, all or nothing, and the driver's thread does it in one go; each statement by itself would hop from the event
 * loop to that thread and back, eight times a batch, and be parsed anew each time.
 *
 * View and trigger are temporary: they belong to the connection, not to the schema.
 */
export function sqliteBatchWriter(writer: Knex): BatchWriter {
  let prepared: { readonly connection: SqliteConnection; readonly statement: SqliteStatement } | undefined;

  async function statementOn(connection: SqliteConnection): Promise<SqliteStatement> {
    if (prepared?.connection === connection) return prepared.statement;
    await settled((done) => connection.exec(INSTALL, done));
    const statement = await new Promise<SqliteStatement>((resolve, reject) => {
      const made: SqliteStatement = connection.prepare(INSERT, (error) => {
        if (error) reject(error);
        else resolve(made);
      });
    });
    prepared = { connection, statement };
    return statement;
  }

  return {
    async write(texts: BatchTexts) {
      if (isWatched()) {
        await writeInSteps(writer, sourceOf, texts);
        return;
      }
      const connection: SqliteConnection = await writer.client.acquireConnection();
      try {
        const statement = await statementOn(connection);
        await settled((done) => statement.run(texts.map(bound), done));
      } finally {
        await writer.client.releaseConnection(connection);
      }
    },
    async close() {
      const statement = prepared?.statement;
      prepared = undefined;
      // A connection with an open statement does not close.
      if (statement !== undefined) await settled((done) => statement.finalize(done));
    },
  };
}

const sourceOf = (rows: string): string => `jsonb_each(CAST(${rows} AS text)) AS v`;
/** The driver copies bytes many times faster than it converts a text. */
const bound = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));

const COLUMNS = BATCH_STATEMENTS.map((_, index) => `rows${String(index)}`);
const INSTALL = `
  CREATE TEMP VIEW IF NOT EXISTS batch AS SELECT ${COLUMNS.map((column) => `NULL AS ${column}`).join(', ')};
  CREATE TEMP TRIGGER IF NOT EXISTS write_batch INSTEAD OF INSERT ON batch BEGIN
    ${BATCH_STATEMENTS.map(({ sql }, index) => `${sql(sourceOf(`NEW.${COLUMNS[index] ?? ''}`))};`).join('\n')}
  END`;
const INSERT = `INSERT INTO temp.batch VALUES (${COLUMNS.map(() => '?').join(', ')})`;

type Done = (error: Error | null) => void;

/** The parts of sqlite3 that are needed here; knex hands connections out untyped. */
interface SqliteConnection {
  exec(sql: string, done: Done): void;
  prepare(sql: string, done: Done): SqliteStatement;
}
interface SqliteStatement {
  run(bindings: readonly (Buffer | null)[], done: Done): void;
  finalize(done: Done): void;
}

function settled(start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
