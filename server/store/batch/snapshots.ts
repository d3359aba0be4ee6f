import { insert, type BatchTable, type Row } from './batch-table.ts';

/** The newest state that loading a case begins with. */
export const snapshots: BatchTable = {
  statements: [
    {
      ...insert(
        'snapshots',
        { case_id: 'text', version: 'integer', state: 'text' },
        'ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, state = excluded.state',
      ),
      passes: 'batch.cases-written',
    },
  ],
  rows({ entries }) {
    const last = new Map<string, Row>();
    for (const { snapshot } of entries) {
      if (snapshot !== undefined)
        last.set(snapshot.caseId, [snapshot.caseId, snapshot.version, JSON.stringify(snapshot)]);
    }
    return [[...last.values()]];
  },
};
