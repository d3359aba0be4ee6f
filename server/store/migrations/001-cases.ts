import type { Migration } from './migration.ts';

/**
 * History and read models of cases. Every key that belongs to a case begins with `case_id`, so that these tables can be
 * partitioned by it later. Instants are ISO 8601 UTC text, ids are text, JSON is text that SQL never looks into.
 */
export const cases: Migration = {
  name: '001-cases',
  async up(tx, { clusteredTable, plainTable }) {
    const statements = [
      // One row per accepted command; (case_id, first_seq) is the last word on concurrent writers. A rowid table: rows of
      // kilobytes belong in a heap that is appended to, not in a clustered index.
      `CREATE TABLE commits (
        case_id text NOT NULL, first_seq integer NOT NULL, last_seq integer NOT NULL,
        at text NOT NULL, by_kind text NOT NULL, by_id text NOT NULL, command_type text NOT NULL,
        event_format integer NOT NULL, events text NOT NULL, seal_format integer NOT NULL, hash text NOT NULL, salt text, salts text,
        PRIMARY KEY (case_id, first_seq)) ${plainTable}`,
      `CREATE TABLE snapshots (case_id text NOT NULL PRIMARY KEY, version integer NOT NULL, state text NOT NULL) ${plainTable}`,
      `CREATE TABLE cases (
        case_id text NOT NULL PRIMARY KEY, version integer NOT NULL, status text NOT NULL,
        process_id text NOT NULL, procedure_digest text NOT NULL, procedure_code text NOT NULL, procedure_version text NOT NULL,
        head_hash text NOT NULL, started_at text NOT NULL, updated_at text NOT NULL, ended_at text,
        dossier_code text, unit text NOT NULL, channel text, received_at text, applicant_name text,
        due_at text, clock_seq integer, public_status integer, outcome text) ${plainTable}`,
      'CREATE UNIQUE INDEX cases_by_dossier_code ON cases (dossier_code)',
      'CREATE INDEX cases_by_start ON cases (started_at, case_id)',
      'CREATE INDEX cases_by_unit ON cases (unit, started_at, case_id)',

      // due_order is due_at, or the end of time where there is no limit, so that one index serves the list.
      `CREATE TABLE tasks (
        case_id text NOT NULL, task_key integer NOT NULL, element_id text NOT NULL, status text NOT NULL,
        procedure_code text NOT NULL, procedure_digest text NOT NULL, unit text NOT NULL, dossier_code text,
        assignee text, candidate_groups text NOT NULL, candidate_users text NOT NULL, form_id text, priority integer,
        created_at text NOT NULL, due_at text, due_order text NOT NULL, ended_at text,
        PRIMARY KEY (case_id, task_key)) ${plainTable}`,
      "CREATE INDEX tasks_open ON tasks (due_order, case_id, task_key) WHERE status IN ('offered', 'claimed')",
      "CREATE INDEX tasks_open_by_unit ON tasks (unit, due_order, case_id, task_key) WHERE status IN ('offered', 'claimed')",
      "CREATE INDEX tasks_by_assignee ON tasks (assignee, due_order, case_id, task_key) WHERE status = 'claimed'",
      // Who may claim what: rows exist while a task is unclaimed, so completing a claimed task does not touch them.
      `CREATE TABLE task_offers (
        case_id text NOT NULL, task_key integer NOT NULL, candidate text NOT NULL, unit text NOT NULL, due_order text NOT NULL,
        PRIMARY KEY (case_id, task_key, candidate)) ${clusteredTable}`,
      'CREATE INDEX task_offers_by_candidate ON task_offers (candidate, unit, due_order, case_id, task_key)',
      `CREATE TABLE task_drafts (
        case_id text NOT NULL, task_key integer NOT NULL, data text NOT NULL, saved_by text NOT NULL, saved_at text NOT NULL,
        PRIMARY KEY (case_id, task_key)) ${plainTable}`,

      // claimable_at is due_at until a node leases the timer, then the end of the lease.
      `CREATE TABLE timers (
        case_id text NOT NULL, timer_key integer NOT NULL, element_id text NOT NULL, due_at text NOT NULL, claimable_at text NOT NULL,
        PRIMARY KEY (case_id, timer_key)) ${clusteredTable}`,
      'CREATE INDEX timers_claimable ON timers (claimable_at, case_id, timer_key)',
      `CREATE TABLE jobs (
        case_id text NOT NULL, job_key integer NOT NULL, element_id text NOT NULL, job_type text NOT NULL, status text NOT NULL,
        retries integer NOT NULL, headers text NOT NULL, unit text NOT NULL, created_at text NOT NULL,
        retry_at text, locked_by text, lock_token text, locked_until text,
        PRIMARY KEY (case_id, job_key)) ${clusteredTable}`,
      "CREATE INDEX jobs_open ON jobs (job_type, created_at, case_id, job_key) WHERE status = 'open'",
      `CREATE TABLE subscriptions (
        case_id text NOT NULL, subscription_key integer NOT NULL, kind text NOT NULL, element_id text NOT NULL,
        name text NOT NULL, correlation_key text, opened_at text NOT NULL,
        PRIMARY KEY (case_id, subscription_key)) ${clusteredTable}`,
      'CREATE INDEX subscriptions_by_name ON subscriptions (kind, name, correlation_key, opened_at, case_id, subscription_key)',
      `CREATE TABLE incidents (
        case_id text NOT NULL, incident_key integer NOT NULL, element_id text NOT NULL, element_key integer NOT NULL,
        code text NOT NULL, message text NOT NULL, details text, procedure_code text NOT NULL, unit text NOT NULL, dossier_code text,
        raised_at text NOT NULL, resolved_at text,
        PRIMARY KEY (case_id, incident_key)) ${plainTable}`,
      'CREATE INDEX incidents_open ON incidents (raised_at, case_id, incident_key) WHERE resolved_at IS NULL',
      `CREATE TABLE outbox (
        case_id text NOT NULL, seq integer NOT NULL, kind text NOT NULL, name text NOT NULL, correlation_key text,
        variables text NOT NULL, created_at text NOT NULL, attempts integer NOT NULL, claimable_at text NOT NULL,
        PRIMARY KEY (case_id, seq)) ${plainTable}`,
      'CREATE INDEX outbox_claimable ON outbox (claimable_at, case_id, seq)',

      `CREATE TABLE idempotency (
        actor_id text NOT NULL, idempotency_key text NOT NULL, fingerprint text NOT NULL, case_id text NOT NULL, version integer NOT NULL,
        answer text NOT NULL, at text NOT NULL,
        PRIMARY KEY (actor_id, idempotency_key)) ${clusteredTable}`,
      'CREATE INDEX idempotency_by_age ON idempotency (at)',
      `CREATE TABLE serials (scope text NOT NULL PRIMARY KEY, last integer NOT NULL) ${clusteredTable}`,
    ];
    for (const statement of statements) await tx.raw(statement);
  },
};
