import type { NotificationRecord } from '../records.ts';
import { insert, type BatchTable, type Row } from './batch-table.ts';

/** What people and other systems are told, in the transaction of the commit that they are told of. */
export const notifications: BatchTable = {
  statements: [
    insert('notifications', {
      case_id: 'text',
      seq: 'integer',
      channel: 'text',
      topic: 'text',
      recipient: 'text',
      content: 'text',
      status: 'text',
      created_at: 'text',
      attempts: 'integer',
      claimable_at: 'text',
    }),
  ],
  rows: ({ entries }) => [entries.flatMap(({ notifications: records = [] }) => records.map(row))],
};

function row(record: NotificationRecord): Row {
  return [
    record.caseId,
    record.seq,
    record.channel,
    record.topic,
    record.recipient ?? null,
    JSON.stringify(record.content),
    record.status,
    record.createdAt,
    record.attempts,
    record.claimableAt,
  ];
}
