import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type StoreLocation } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import { createTestDatabase } from './postgres.ts';

/** An empty database for one suite, of either kind. */
export interface TestStore {
  readonly store: Store;
  readonly location: StoreLocation;
  /** Another connection to the same data: a second node on PostgreSQL, a restarted server on SQLite. */
  readonly openAgain: () => Promise<Store>;
  /** Closes what was opened and removes the data. */
  readonly dispose: () => Promise<void>;
}

/** Every store the product has: `describe.each(STORES)('$name', ({ open }) => …)`. */
export const STORES: readonly { readonly name: 'sqlite' | 'postgresql'; readonly open: () => Promise<TestStore> }[] = [
  { name: 'sqlite', open: openSqlite },
  { name: 'postgresql', open: openPostgres },
];

async function openSqlite(): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'motcua-store-'));
  return testStore({ file: join(directory, 'motcua.sqlite') }, () => rm(directory, { recursive: true, force: true }));
}

async function openPostgres(): Promise<TestStore> {
  const database = await createTestDatabase();
  return testStore({ url: database.url }, database.drop);
}

async function testStore(location: StoreLocation, remove: () => Promise<void>): Promise<TestStore> {
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openStore(location);
    opened.push(store);
    return store;
  };
  const store = await open();
  await store.migrate();
  return {
    store,
    location,
    openAgain: open,
    async dispose() {
      await Promise.all(opened.map((each) => each.close()));
      await remove();
    },
  };
}
