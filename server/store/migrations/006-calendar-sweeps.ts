import type { Migration } from './migration.ts';

/** How far each calendar decision has been brought to the open cases. */
export const calendarSweeps: Migration = {
  name: '006-calendar-sweeps',
  async up(tx, { plainTable }) {
    await tx.raw(`CREATE TABLE calendar_sweeps (
      decision_id text NOT NULL PRIMARY KEY, calendar_id text NOT NULL, decision text NOT NULL, added_by text NOT NULL,
      added_at text NOT NULL, place text, seen integer NOT NULL, moved integer NOT NULL, finished_at text) ${plainTable}`);
  },
};
