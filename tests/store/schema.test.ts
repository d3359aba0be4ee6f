import { expect, it, describe } from 'vitest';
import { POSTGRESQL, SQLITE } from '../../server/store/dialect.ts';
import { STORES } from '../support/stores.ts';

/** The schema that the migrations lead to, as committed: a migration is reviewed with the lines that it changes here.
 *  `npx vitest run -u` rewrites it. */
describe.each(STORES)('the schema on $name', ({ name, open }) => {
  it('is the committed one', async () => {
    const test = await open();
    try {
      const lines = await (name === 'sqlite' ? SQLITE : POSTGRESQL).describeSchema(test.store.connections.reader);
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../server/store/schema/${name}.txt`);
    } finally {
      await test.dispose();
    }
  });
});

describe('durability', () => {
  it('is refused to a PostgreSQL role that may lose commits', async () => {
    const postgres = STORES.find(({ name }) => name === 'postgresql');
    const test = await postgres?.open();
    if (test === undefined || !('url' in test.location)) throw new Error('PostgreSQL is needed here.');
    try {
      const database = new URL(test.location.url).pathname.slice(1);
      await test.store.connections.writer.raw(`ALTER DATABASE ${database} SET synchronous_commit = off`);
      await expect(test.openAgain()).rejects.toThrow('synchronous_commit');
    } finally {
      await test.dispose();
    }
  });

  it('is read back on every SQLite connection', async () => {
    const test = await STORES.find(({ name }) => name === 'sqlite')?.open();
    if (test === undefined) throw new Error('SQLite is needed here.');
    try {
      for (const pool of [test.store.connections.writer, test.store.connections.reader]) {
        expect(await pool.raw('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
        expect(await pool.raw('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
        expect(await pool.raw('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      }
      await expect(test.store.connections.reader.raw("UPDATE cases SET status = 'x'")).rejects.toThrow('readonly');
    } finally {
      await test.dispose();
    }
  });
});
