import type { Migration } from './migration.ts';

/**
 * What people and other systems are told about a case, one row for each event and channel: the key says that it is told once.
 * Rows are written in the commit's own transaction and stay as the record of what was sent to whom.
 */
export const notifications: Migration = {
  name: '004-notifications',
  async up(tx, { plainTable }) {
    const statements = [
      // claimable_at: when a waiting row may be tried; while it is being sent, when the sender is given up.
      `CREATE TABLE notifications (
        case_id text NOT NULL, seq integer NOT NULL, channel text NOT NULL, topic text NOT NULL, recipient text,
        content text NOT NULL, status text NOT NULL, created_at text NOT NULL, attempts integer NOT NULL,
        claimable_at text NOT NULL, failure text, delivered_at text,
        PRIMARY KEY (case_id, seq, channel)) ${plainTable}`,
      "CREATE INDEX notifications_open ON notifications (claimable_at) WHERE status IN ('waiting', 'sending')",
      'CREATE INDEX notifications_by_creation ON notifications (created_at, case_id, seq, channel)',
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
