import { insert, type BatchTable, type Row } from './batch-table.ts';

/** What was answered under which key. */
export const idempotency: BatchTable = {
  statements: [
    insert('idempotency', {
      actor_id: 'text',
      idempotency_key: 'text',
      fingerprint: 'text',
      case_id: 'text',
      version: 'integer',
      answer: 'text',
      at: 'text',
    }),
  ],
  rows({ entries }) {
    const records: Row[] = [];
    for (const entry of entries) {
      if (entry.idempotency === undefined) continue;
      const { actorId, key, fingerprint, caseId, version, answer, at } = entry.idempotency;
      records.push([actorId, key, fingerprint, caseId, version, JSON.stringify(answer), at]);
    }
    return [records];
  },
};
