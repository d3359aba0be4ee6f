import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of its own for one suite. */
export interface TestDatabase {
  /** Connection string, as `DATABASE_URL` takes it. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Creates an empty database in the run's PostgreSQL server. Drop it when the suite has closed its connections. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresUrl');
  const name = `motcua_${randomBytes(6).toString('hex')}`;
  await asAdministrator(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdministrator(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function asAdministrator(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
