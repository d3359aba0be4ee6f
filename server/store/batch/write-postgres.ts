import type { Knex } from 'knex';
import { isWatched } from '../fault-point.ts';
import { writeInSteps, type BatchTexts, type BatchWriter } from './batch-writer.ts';
import { BATCH_STATEMENTS } from './tables.ts';

/**
 * A batch as one statement, and so one round trip, which PostgreSQL commits by itself: each table's statement is a WITH
 * query that writes. They all see the database as it was before, which is why a batch is its net effect (`batch-table.ts`).
 *
 * @source https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING
 */
export function postgresBatchWriter(writer: Knex): BatchWriter {
  return {
    async write(texts) {
      if (isWatched()) {
        await writeInSteps(writer, sourceOf, texts);
        return;
      }
      const connection: PostgresConnection = await writer.client.acquireConnection();
      try {
        await connection.query(programOf(texts));
      } finally {
        await writer.client.releaseConnection(connection);
      }
    },
    close: () => Promise.resolve(),
  };
}

const sourceOf = (rows: string): string => `jsonb_array_elements(CAST(${rows} AS jsonb)) AS v(value)`;

/** Only the statements that have rows. Batches are of a few kinds, so each connection prepares a few texts, once. */
function programOf(texts: BatchTexts): PostgresQuery {
  const kind = texts.map((text) => (text === null ? '0' : '1')).join('');
  let text = programs.get(kind);
  if (text === undefined) {
    let parameter = 0;
    const parts = BATCH_STATEMENTS.flatMap(({ sql }, index) => {
      if (kind[index] === '0') return [];
      parameter += 1;
      return [`part${String(index)} AS (${sql(sourceOf(`$${String(parameter)}`))})`];
    });
    text = `WITH ${parts.join(', ')} SELECT 1`;
    programs.set(kind, text);
  }
  return { name: `batch-${kind}`, text, values: texts.filter((rows) => rows !== null) };
}

const programs = new Map<string, string>();

interface PostgresQuery {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
}

/** The part of pg's Client that is needed here; knex hands connections out untyped. */
interface PostgresConnection {
  query(query: PostgresQuery): Promise<unknown>;
}
