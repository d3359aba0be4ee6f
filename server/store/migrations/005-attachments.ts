import type { Migration } from './migration.ts';

/** Files that applicants and officers attach: what they are. Their content lies on disk under its hash. */
export const attachments: Migration = {
  name: '005-attachments',
  async up(tx, { plainTable }) {
    await tx.raw(`CREATE TABLE attachments (
      id text NOT NULL PRIMARY KEY, name text NOT NULL, type text NOT NULL, size integer NOT NULL, hash text NOT NULL,
      uploaded_by text NOT NULL, unit text NOT NULL, uploaded_at text NOT NULL) ${plainTable}`);
  },
};
