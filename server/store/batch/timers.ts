import { insert, remove, rowKey, type BatchTable, type Columns, type Row } from './batch-table.ts';

const KEY: Columns = { case_id: 'text', timer_key: 'integer' };

/** Timers that wait. */
export const timers: BatchTable = {
  statements: [
    insert('timers', { ...KEY, element_id: 'text', due_at: 'text', claimable_at: 'text' }),
    remove('timers', KEY),
  ],
  rows({ entries }) {
    const set = new Map<string, Row>();
    const gone: Row[] = [];
    for (const {
      case: { caseId },
      changes,
    } of entries) {
      for (const { timerKey, elementId, dueAt } of changes.timersScheduled)
        set.set(rowKey(caseId, timerKey), [caseId, timerKey, elementId, dueAt, dueAt]);
      for (const timerKey of changes.timersRemoved)
        if (!set.delete(rowKey(caseId, timerKey))) gone.push([caseId, timerKey]);
    }
    return [[...set.values()], gone];
  },
};
