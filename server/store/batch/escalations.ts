import type { EscalationRecord } from '../records.ts';
import { insert, remove, rowKey, type BatchTable, type Columns, type Row } from './batch-table.ts';

const KEY: Columns = { case_id: 'text', task_key: 'integer' };

/** What the heads have been told of and is still open. */
export const escalations: BatchTable = {
  statements: [
    // Told again, and worse, before the work is done: one row for each deadline.
    insert(
      'escalations',
      {
        ...KEY,
        seq: 'integer',
        element_id: 'text',
        level: 'text',
        due_at: 'text',
        raised_at: 'text',
        told: 'text',
        assignee: 'text',
        unit: 'text',
        procedure_code: 'text',
        procedure_digest: 'text',
        dossier_code: 'text',
      },
      `ON CONFLICT (case_id, task_key) DO UPDATE SET seq = excluded.seq, level = excluded.level, due_at = excluded.due_at,
       raised_at = excluded.raised_at, told = excluded.told, assignee = excluded.assignee`,
    ),
    remove('escalations', KEY),
  ],
  rows({ entries }) {
    const raised = new Map<string, EscalationRecord>();
    const gone = new Map<string, Row>();
    for (const {
      case: { caseId },
      changes,
    } of entries) {
      for (const escalation of changes.escalationsRaised) {
        const key = rowKey(caseId, escalation.taskKey);
        gone.delete(key);
        raised.set(key, escalation);
      }
      for (const taskKey of changes.escalationsClosed) {
        const key = rowKey(caseId, taskKey);
        raised.delete(key);
        gone.set(key, [caseId, taskKey]);
      }
    }
    return [[...raised.values()].map(row), [...gone.values()]];
  },
};

function row(escalation: EscalationRecord): Row {
  return [
    escalation.caseId,
    escalation.taskKey,
    escalation.seq,
    escalation.elementId ?? null,
    escalation.level,
    escalation.dueAt,
    escalation.raisedAt,
    JSON.stringify(escalation.to),
    escalation.assignee ?? null,
    escalation.unit,
    escalation.procedureCode,
    escalation.procedureDigest,
    escalation.dossierCode ?? null,
  ];
}
