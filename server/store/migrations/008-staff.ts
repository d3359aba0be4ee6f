import type { Migration } from './migration.ts';

/** Who is away and who stands in; whose turn it was at each step that is given out by rule. */
export const staff: Migration = {
  name: '008-staff',
  async up(tx, { plainTable, clusteredTable }) {
    const statements = [
      'ALTER TABLE tasks ADD COLUMN on_behalf_of text',
      `CREATE TABLE absences (
        id text NOT NULL PRIMARY KEY, user_id text NOT NULL REFERENCES users (id), deputy_id text REFERENCES users (id),
        from_at text NOT NULL, until_at text NOT NULL, recorded_by text NOT NULL, recorded_at text NOT NULL,
        ended_by text, ended_at text) ${plainTable}`,
      'CREATE INDEX absences_by_user ON absences (user_id, until_at)',
      'CREATE INDEX absences_by_deputy ON absences (deputy_id, until_at)',
      `CREATE TABLE assignment_turns (
        unit text NOT NULL, procedure_code text NOT NULL, element_id text NOT NULL, officer_id text NOT NULL,
        last_turn text NOT NULL,
        PRIMARY KEY (unit, procedure_code, element_id, officer_id)) ${clusteredTable}`,
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
