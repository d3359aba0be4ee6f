import type { Knex } from 'knex';
import type { Dialect } from '../dialect.ts';

/** One step of the schema's history. Append-only: a step that has been released is never edited; a new one mends it. */
export interface Migration {
  /** The file's name without its ending, e.g. `001-cases`. Applied in the order of the list in `index.ts`. */
  readonly name: string;
  /** Runs in a transaction of its own. */
  up(tx: Knex.Transaction, dialect: Dialect): Promise<void>;
}
