import type { Migration } from './migration.ts';

/** Offices, people and machines; their sessions and tokens by hash; answers of requests that are no commands on a case. */
export const accounts: Migration = {
  name: '003-accounts',
  async up(tx, { plainTable, clusteredTable }) {
    const statements = [
      `CREATE TABLE units (
        id text NOT NULL PRIMARY KEY, code text NOT NULL UNIQUE, name_vi text NOT NULL, name_en text) ${plainTable}`,
      `CREATE TABLE users (
        id text NOT NULL PRIMARY KEY, username text NOT NULL UNIQUE, name text NOT NULL, password_hash text,
        unit_id text REFERENCES units (id), disabled integer NOT NULL, created_at text NOT NULL) ${plainTable}`,
      `CREATE TABLE user_roles (
        user_id text NOT NULL REFERENCES users (id), role text NOT NULL,
        PRIMARY KEY (user_id, role)) ${clusteredTable}`,
      `CREATE TABLE user_groups (
        user_id text NOT NULL REFERENCES users (id), group_id text NOT NULL,
        PRIMARY KEY (user_id, group_id)) ${clusteredTable}`,
      `CREATE TABLE sessions (
        hash text NOT NULL PRIMARY KEY, user_id text NOT NULL REFERENCES users (id),
        created_at text NOT NULL, seen_at text NOT NULL, expires_at text NOT NULL) ${plainTable}`,
      'CREATE INDEX sessions_by_user ON sessions (user_id)',
      `CREATE TABLE access_tokens (
        id text NOT NULL PRIMARY KEY, hash text NOT NULL UNIQUE, user_id text NOT NULL REFERENCES users (id),
        name text NOT NULL, created_at text NOT NULL, expires_at text) ${plainTable}`,
      'CREATE INDEX access_tokens_by_user ON access_tokens (user_id)',
      `CREATE TABLE remembered_answers (
        actor_id text NOT NULL, request_key text NOT NULL, fingerprint text NOT NULL,
        status integer NOT NULL, body text NOT NULL, answered_at text NOT NULL,
        PRIMARY KEY (actor_id, request_key)) ${clusteredTable}`,
      'CREATE INDEX remembered_answers_by_time ON remembered_answers (answered_at)',
      `CREATE TABLE server_secrets (
        name text NOT NULL PRIMARY KEY, value text NOT NULL) ${plainTable}`,
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
