import type { Migration } from './migration.ts';

/** What legal acts did to a version after its publication; who proposed it; drafts that wait for a second person. */
export const versions: Migration = {
  name: '007-versions',
  async up(tx) {
    const statements = [
      "ALTER TABLE procedure_versions ADD COLUMN acts text NOT NULL DEFAULT '[]'",
      'ALTER TABLE procedure_versions ADD COLUMN proposed_by text',
      'ALTER TABLE procedure_versions ADD COLUMN authors text',
      'ALTER TABLE drafts ADD COLUMN authors text',
      'ALTER TABLE drafts ADD COLUMN proposal text',
      'ALTER TABLE drafts ADD COLUMN returned text',
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
