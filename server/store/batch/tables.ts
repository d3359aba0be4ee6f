import type { CommitBatch } from '../commit-batch.ts';
import type { BatchStatement, BatchTable, Row } from './batch-table.ts';
import { assignmentTurns } from './assignment-turns.ts';
import { cases } from './cases.ts';
import { commits } from './commits.ts';
import { escalations } from './escalations.ts';
import { idempotency } from './idempotency.ts';
import { incidents } from './incidents.ts';
import { jobs } from './jobs.ts';
import { notifications } from './notifications.ts';
import { outbox } from './outbox.ts';
import { renames } from './renames.ts';
import { serials } from './serials.ts';
import { snapshots } from './snapshots.ts';
import { subscriptions } from './subscriptions.ts';
import { taskOffers, tasks } from './tasks.ts';
import { timers } from './timers.ts';

/** Every table that a batch writes, in order: history first, because its primary key tells who was second. */
const BATCH_TABLES: readonly BatchTable[] = [
  commits,
  cases,
  snapshots,
  tasks,
  taskOffers,
  assignmentTurns,
  timers,
  jobs,
  subscriptions,
  incidents,
  renames,
  escalations,
  outbox,
  notifications,
  idempotency,
  serials,
];

export const BATCH_STATEMENTS: readonly BatchStatement[] = BATCH_TABLES.flatMap(({ statements }) => statements);

/** The rows of each of `BATCH_STATEMENTS`; most have none. */
export function batchRows(batch: CommitBatch): readonly (readonly Row[])[] {
  return BATCH_TABLES.flatMap((table) => table.rows(batch));
}
