import type { CaseRecord } from '../records.ts';
import { insert, update, valueAt, type BatchTable, type Columns, type Row } from './batch-table.ts';

/** What a commit can change; the rest is fixed when the case starts. */
const MOVING: Columns = {
  version: 'integer',
  status: 'text',
  head_hash: 'text',
  updated_at: 'text',
  ended_at: 'text',
  due_at: 'text',
  clock_seq: 'integer',
  public_status: 'integer',
  outcome: 'text',
  alert_at: 'text',
  escalated: 'integer',
};

/** What a commit changes only when it moves the case to another version. */
const PINNED = ['process_id', 'procedure_digest', 'procedure_version'] as const;
const replaced = (column: string, index: number): string =>
  `${column} = COALESCE(${valueAt(1 + Object.keys(MOVING).length + index, 'text')}, ${column})`;

/** Where each case stands after its last commit of the batch. */
export const cases: BatchTable = {
  statements: [
    insert('cases', {
      case_id: 'text',
      ...MOVING,
      process_id: 'text',
      procedure_digest: 'text',
      procedure_code: 'text',
      procedure_version: 'text',
      started_at: 'text',
      dossier_code: 'text',
      unit: 'text',
      channel: 'text',
      received_at: 'text',
      applicant_name: 'text',
    }),
    update('cases', { case_id: 'text' }, MOVING, PINNED.map(replaced)),
  ],
  rows({ entries }) {
    const opened = new Map<string, Row>();
    const moved = new Map<string, Row>();
    const pinnedAnew = new Set<string>();
    for (const { case: record, sealed, changes } of entries) {
      const { caseId } = record;
      if (changes.caseMoved === true) pinnedAnew.add(caseId);
      if (sealed.commit.firstSeq === 1 || opened.has(caseId))
        opened.set(caseId, [caseId, ...moving(record), ...fixed(record)]);
      else moved.set(caseId, [caseId, ...moving(record), ...pins(record, pinnedAnew.has(caseId))]);
    }
    return [[...opened.values()], [...moved.values()]];
  },
};

function moving(record: CaseRecord): Row {
  return [
    record.version,
    record.status,
    record.headHash,
    record.updatedAt,
    record.endedAt ?? null,
    record.dueAt ?? null,
    record.clockSeq ?? null,
    record.publicStatus ?? null,
    record.outcome ?? null,
    record.alertAt ?? null,
    record.escalated === true ? 1 : null,
  ];
}

function pins(record: CaseRecord, anew: boolean): Row {
  return anew ? [record.processId, record.procedureDigest, record.procedureVersion] : [null, null, null];
}

function fixed(record: CaseRecord): Row {
  return [
    record.processId,
    record.procedureDigest,
    record.procedureCode,
    record.procedureVersion,
    record.startedAt,
    record.dossierCode ?? null,
    record.unit,
    record.channel ?? null,
    record.receivedAt ?? null,
    record.applicantName ?? null,
  ];
}
