import type { Knex } from 'knex';
import type { Dialect } from './dialect.ts';
import type { Migration } from './migrations/migration.ts';

/**
 * Applies the migrations that a database lacks, each in its own transaction together with its entry in
 * `schema_migrations`. Nodes that start together wait for each other; a crash leaves nothing half done and no lock behind,
 * which is why this is not knex's own migrator.
 */
export async function applyMigrations(db: Knex, dialect: Dialect, migrations: readonly Migration[]): Promise<void> {
  await db.transaction(async (tx) => {
    await dialect.lockForMigration(tx);
    await tx.raw(`CREATE TABLE IF NOT EXISTS schema_migrations (name text NOT NULL PRIMARY KEY) ${dialect.plainTable}`);
  });
  for (const migration of migrations) {
    await db.transaction(async (tx) => {
      await dialect.lockForMigration(tx);
      const known = await tx<MigrationRow>('schema_migrations').where({ name: migration.name }).first();
      if (known !== undefined) return;
      await migration.up(tx, dialect);
      await tx<MigrationRow>('schema_migrations').insert({ name: migration.name });
    });
  }
}

/** Names of migrations that this build brings and the database lacks. Rejects when the database knows ones that we do not. */
export async function pendingMigrations(db: Knex, migrations: readonly Migration[]): Promise<readonly string[]> {
  const applied = new Set((await db<MigrationRow>('schema_migrations').select('name')).map(({ name }) => name));
  const ours = new Set(migrations.map(({ name }) => name));
  const newer = [...applied].filter((name) => !ours.has(name));
  if (newer.length > 0)
    throw new Error(`The database was migrated by a newer build (${newer.join(', ')}); start that build.`);
  return [...ours].filter((name) => !applied.has(name));
}

interface MigrationRow {
  readonly name: string;
}
