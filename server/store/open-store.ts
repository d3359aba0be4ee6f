import { appendBatch } from './append-batch.ts';
import { attachmentQueries } from './attachment-queries.ts';
import { postgresBatchWriter } from './batch/write-postgres.ts';
import { sqliteBatchWriter } from './batch/write-sqlite.ts';
import { calendarQueries } from './calendar-queries.ts';
import { caseMigrationQueries } from './case-migration-queries.ts';
import { caseQueries } from './case-queries.ts';
import { connectPostgres } from './connect-postgres.ts';
import { connectSqlite, type Connections } from './connect-sqlite.ts';
import { POSTGRESQL, SQLITE, type Dialect } from './dialect.ts';
import { escalationQueries } from './escalation-queries.ts';
import { eventLogQueries } from './event-log-queries.ts';
import { incidentQueries } from './incident-queries.ts';
import { jobQueries } from './job-queries.ts';
import { keyQueries } from './key-queries.ts';
import { messageQueries } from './message-queries.ts';
import { applyMigrations, pendingMigrations } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { notificationQueries } from './notification-queries.ts';
import { procedureQueries } from './procedure-queries.ts';
import { rawRows } from './raw-rows.ts';
import { staffQueries } from './staff-queries.ts';
import type { Store, StoreCounters } from './store.ts';
import { taskQueries } from './task-queries.ts';
import { timerQueries } from './timer-queries.ts';

/** Where the data lives: one SQLite file, or a PostgreSQL database that several nodes may share. */
export type StoreLocation = { readonly file: string } | { readonly url: string; readonly poolSize?: number };

/**
 * Opens a store. Connects, and thereby refuses a database that may lose acknowledged commits; does not migrate.
 *
 * @throws DurabilityError, or the driver's error when the database cannot be reached.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const sqlite = 'file' in location;
  const connections = sqlite ? connectSqlite(location.file) : connectPostgres(location.url, location.poolSize);
  const store = storeOver(connections, sqlite ? SQLITE : POSTGRESQL);
  try {
    await connections.writer.raw('SELECT 1');
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function storeOver({ writer, reader }: Connections, dialect: Dialect): Store {
  const batchWriter = dialect.name === 'sqlite' ? sqliteBatchWriter(writer) : postgresBatchWriter(writer);
  const counters: StoreCounters = { commits: 0, statements: 0, rows: 0, bytes: 0 };
  return {
    dialect: dialect.name,
    shared: dialect.name === 'postgresql',
    connections: { writer, reader },
    counters,

    migrate: () => applyMigrations(writer, dialect, MIGRATIONS),
    async ready() {
      await rawRows(reader, 'SELECT 1', []);
      const pending = await pendingMigrations(reader, MIGRATIONS);
      if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}.`);
    },
    async close() {
      await batchWriter.close();
      await reader.destroy();
      if (writer !== reader) await writer.destroy();
    },

    appendBatch: (batch) => appendBatch({ db: writer, writer: batchWriter, dialect, counters }, batch),
    ...caseQueries(reader, dialect),
    ...taskQueries(reader, writer),
    ...staffQueries(reader),
    ...timerQueries(reader, writer, dialect),
    ...jobQueries(reader, writer, dialect),
    ...messageQueries(reader, writer, dialect),
    ...notificationQueries(reader, writer, dialect),
    ...attachmentQueries(reader, writer),
    ...incidentQueries(reader),
    ...escalationQueries(reader, writer, dialect),
    ...eventLogQueries(reader, writer, dialect),
    ...keyQueries(reader, writer),
    ...procedureQueries(reader, writer),
    ...calendarQueries(reader, writer),
    ...caseMigrationQueries(reader, writer),
  };
}
