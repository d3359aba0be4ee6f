import type { Migration } from './migration.ts';

/** Orders to move running cases to another version, how far each has come, and what became of every case. */
export const caseMigrations: Migration = {
  name: '010-case-migrations',
  async up(tx, { plainTable, clusteredTable }) {
    const statements = [
      `CREATE TABLE case_migrations (
        id text NOT NULL PRIMARY KEY, procedure_code text NOT NULL, from_version text NOT NULL, from_digest text NOT NULL,
        to_version text NOT NULL, to_digest text NOT NULL, act text NOT NULL, ground text NOT NULL, mapping text NOT NULL,
        status text NOT NULL, prepared_by text NOT NULL, prepared_at text NOT NULL, approved_by text, approved_at text,
        place text, finished_at text) ${plainTable}`,
      'CREATE INDEX case_migrations_by_procedure ON case_migrations (procedure_code, prepared_at)',
      `CREATE TABLE case_migration_results (
        case_id text NOT NULL, migration_id text NOT NULL REFERENCES case_migrations (id), outcome text NOT NULL,
        dossier_code text, findings text NOT NULL, at text NOT NULL,
        PRIMARY KEY (case_id, migration_id)) ${clusteredTable}`,
      'CREATE INDEX case_migration_results_by_migration ON case_migration_results (migration_id, case_id)',
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
