import type { Knex } from 'knex';
import { faultPoint } from '../fault-point.ts';
import { BATCH_STATEMENTS } from './tables.ts';

/** The rows of each of `BATCH_STATEMENTS` as one JSON text, `null` where there are none. */
export type BatchTexts = readonly (string | null)[];

/** Makes a batch durable, whole or not at all. */
export interface BatchWriter {
  /** Rejects with the driver's error; then nothing was written, unless the connection was lost while it was acknowledged. */
  write(texts: BatchTexts): Promise<void>;
  /** Gives back what it holds of its connection, before that is closed. */
  close(): Promise<void>;
}

/**
 * The same statements in the same order, one after another in a transaction of several round trips: only for tests that
 * look between them.
 */
export async function writeInSteps(db: Knex, source: (binding: string) => string, texts: BatchTexts): Promise<void> {
  await db.transaction(async (tx) => {
    await faultPoint('batch.begun');
    for (const [index, { sql, passes }] of BATCH_STATEMENTS.entries()) {
      const text = texts[index] ?? null;
      if (text !== null) await tx.raw(sql(source('?')), [text]);
      if (passes !== undefined) await faultPoint(passes);
    }
  });
}
