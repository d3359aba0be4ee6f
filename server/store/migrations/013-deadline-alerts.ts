import type { Migration } from './migration.ts';

/** When the heads are next to be told of a deadline, and what they have been told of and is still open. */
export const deadlineAlerts: Migration = {
  name: '013-deadline-alerts',
  async up(tx, { clusteredTable }) {
    const statements = [
      'ALTER TABLE cases ADD COLUMN alert_at text',
      'ALTER TABLE cases ADD COLUMN escalated integer',
      'CREATE INDEX cases_by_alert ON cases (alert_at, case_id) WHERE alert_at IS NOT NULL',
      // One row for the case (task_key 0) and one for each task; it goes when the work is done or gets a new date.
      `CREATE TABLE escalations (
        case_id text NOT NULL, task_key integer NOT NULL, seq integer NOT NULL, element_id text, level text NOT NULL,
        due_at text NOT NULL, raised_at text NOT NULL, told text NOT NULL, assignee text, unit text NOT NULL,
        procedure_code text NOT NULL, procedure_digest text NOT NULL, dossier_code text,
        PRIMARY KEY (case_id, task_key)) ${clusteredTable}`,
      'CREATE INDEX escalations_by_due ON escalations (due_at, case_id, task_key)',
      'CREATE INDEX escalations_by_unit ON escalations (unit, due_at, case_id, task_key)',
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
