import { insert, valueAt, type BatchTable, type Row } from './batch-table.ts';

/**
 * Serials are gap-free because they are drawn in the transaction that uses them: rolled back together, or never.
 *
 * A scope's first draw collides on its primary key when another node was faster. A later one finds another number than
 * expected, writes NULL, and so breaks the column's NOT NULL: the only way to say "then none of this" that both databases
 * know inside a single statement. `dialect.isStaleSerial` recognizes it.
 */
export const serials: BatchTable = {
  statements: [
    insert('serials', { scope: 'text', last: 'integer' }),
    {
      sql: (source) =>
        `UPDATE serials SET last = CASE WHEN serials.last = ${valueAt(1, 'integer')} THEN ${valueAt(2, 'integer')} END ` +
        `FROM ${source} WHERE serials.scope = ${valueAt(0, 'text')}`,
      passes: 'batch.keys-written',
    },
  ],
  rows(batch) {
    const first: Row[] = [];
    const later: Row[] = [];
    // In one order on all nodes, so that two of them do not wait for each other.
    for (const { scope, expected, last } of [...batch.serials].sort((a, b) => (a.scope < b.scope ? -1 : 1))) {
      if (expected === 0) first.push([scope, last]);
      else later.push([scope, expected, last]);
    }
    return [first, later];
  },
};
