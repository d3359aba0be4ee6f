import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../support/postgres.ts';

it('runs the suites on a real PostgreSQL that flushes every commit', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit",
  );
  await client.end();
  await database.drop();
  expect(rows).toEqual([{ fsync: 'on', commit: 'on' }]);
});
