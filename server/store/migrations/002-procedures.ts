import type { Migration } from './migration.ts';

/** Published versions, drafts, calendars, and what starts cases by itself. */
export const procedures: Migration = {
  name: '002-procedures',
  async up(tx, { plainTable, clusteredTable }) {
    const statements = [
      `CREATE TABLE procedure_versions (
        code text NOT NULL, version text NOT NULL, digest text NOT NULL UNIQUE, status text NOT NULL,
        published_at text NOT NULL, published_by text NOT NULL, manifest text, effective text NOT NULL,
        files text NOT NULL, procedure text NOT NULL, verification text NOT NULL,
        PRIMARY KEY (code, version)) ${plainTable}`,
      `CREATE TABLE drafts (
        id text NOT NULL PRIMARY KEY, name text NOT NULL, revision integer NOT NULL, files text NOT NULL,
        based_on_code text, based_on_version text,
        created_by text NOT NULL, created_at text NOT NULL, updated_by text NOT NULL, updated_at text NOT NULL) ${plainTable}`,
      `CREATE TABLE calendars (id text NOT NULL PRIMARY KEY, source text NOT NULL) ${plainTable}`,
      `CREATE TABLE start_timers (
        procedure_code text NOT NULL, process_id text NOT NULL, element_id text NOT NULL, procedure_digest text NOT NULL,
        due_at text NOT NULL, repetitions integer, repeat_every text, firing integer NOT NULL, claimable_at text NOT NULL,
        PRIMARY KEY (procedure_code, process_id, element_id)) ${clusteredTable}`,
      `CREATE TABLE message_buffer (
        message_id text NOT NULL PRIMARY KEY, name text NOT NULL, correlation_key text, variables text NOT NULL,
        published_at text NOT NULL, expires_at text NOT NULL, origin text) ${plainTable}`,
      'CREATE INDEX message_buffer_by_name ON message_buffer (name, published_at, message_id)',
      'CREATE INDEX message_buffer_by_expiry ON message_buffer (expires_at)',
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
