import type { OutboxRecord } from '../records.ts';
import { insert, type BatchTable, type Row } from './batch-table.ts';

/** Messages and signals that cases send, to be delivered after the commit. */
export const outbox: BatchTable = {
  statements: [
    {
      ...insert('outbox', {
        case_id: 'text',
        seq: 'integer',
        kind: 'text',
        name: 'text',
        correlation_key: 'text',
        variables: 'text',
        created_at: 'text',
        attempts: 'integer',
        claimable_at: 'text',
      }),
      passes: 'batch.projections-written',
    },
  ],
  rows: ({ entries }) => [entries.flatMap(({ changes }) => changes.outbox.map(row))],
};

function row(record: OutboxRecord): Row {
  return [
    record.caseId,
    record.seq,
    record.kind,
    record.name,
    record.correlationKey ?? null,
    JSON.stringify(record.variables),
    record.createdAt,
    record.attempts,
    record.createdAt,
  ];
}
