import { insert, type BatchTable, type Row } from './batch-table.ts';

/** Whose turn it was last at a step that is given out by rule. A turn that is later stays, whichever node writes last. */
export const assignmentTurns: BatchTable = {
  statements: [
    insert(
      'assignment_turns',
      { unit: 'text', procedure_code: 'text', element_id: 'text', officer_id: 'text', last_turn: 'text' },
      `ON CONFLICT (unit, procedure_code, element_id, officer_id) DO UPDATE SET last_turn =
         CASE WHEN excluded.last_turn > assignment_turns.last_turn THEN excluded.last_turn ELSE assignment_turns.last_turn END`,
    ),
  ],
  rows({ entries }) {
    const latest = new Map<string, Row>();
    for (const { case: record, changes } of entries) {
      for (const { elementId, officer, turn } of changes.turnsGiven) {
        const key = [record.unit, record.procedureCode, elementId, officer];
        const known = latest.get(JSON.stringify(key));
        if (known === undefined || String(known[4]) < turn) latest.set(JSON.stringify(key), [...key, turn]);
      }
    }
    // In one order on all nodes, so that two of them do not wait for each other.
    return [[...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)];
  },
};
