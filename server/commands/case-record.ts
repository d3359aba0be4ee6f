import type { CaseEvent, Commit } from '../../engine/index.ts';
import { statusAfter } from '../portal-status.ts';
import type { CaseRecord, CaseStatus } from '../store/records.ts';

/** The case's own row in the read models, folded from its events. */

/** What a case's row says from its first commit on, beside what the events say. */
export interface CasePin {
  readonly procedureCode: string;
  readonly procedureVersion: string;
}

/** The row of a case after one commit more. `alertAt`: when its heads are told something next. */
export function recordAfter(
  before: CaseRecord | CasePin,
  commit: Commit,
  headHash: string,
  alertAt: string | undefined,
): CaseRecord {
  const version = commit.firstSeq + commit.events.length - 1;
  let record: CaseRecord = 'caseId' in before ? before : emptyRecord(before, commit);
  for (const event of commit.events) record = withStatus(foldRecord(record, event, commit.at), event);
  const { alertAt: _, ...rest } = record;
  return { ...rest, version, headHash, updatedAt: commit.at, ...(alertAt === undefined ? {} : { alertAt }) };
}

function emptyRecord(pin: CasePin, { caseId, at }: Commit): CaseRecord {
  return {
    ...pin,
    caseId,
    version: 0,
    status: 'active',
    processId: '',
    procedureDigest: '',
    headHash: '',
    startedAt: at,
    updatedAt: at,
    unit: '',
  };
}

function withStatus(record: CaseRecord, event: CaseEvent): CaseRecord {
  const publicStatus = statusAfter(record.publicStatus, event);
  return publicStatus === undefined || publicStatus === record.publicStatus ? record : { ...record, publicStatus };
}

function foldRecord(record: CaseRecord, event: CaseEvent, at: string): CaseRecord {
  const ended = (status: CaseStatus): CaseRecord => ({ ...record, status, endedAt: at });
  switch (event.type) {
    case 'CaseStarted':
      return {
        ...record,
        processId: event.processId,
        procedureDigest: event.procedureDigest,
        ...(event.receipt === undefined
          ? {}
          : {
              dossierCode: event.receipt.dossierCode,
              unit: event.receipt.unit,
              channel: event.receipt.channel,
              receivedAt: event.receipt.receivedAt,
              applicantName: event.receipt.applicant.name,
            }),
      };
    case 'CaseCompleted':
      return ended('completed');
    case 'CaseTerminated':
      return ended('terminated');
    case 'CaseFailed':
      return ended('failed');
    case 'CaseCancelled':
      return ended('cancelled');
    case 'CaseWithdrawn':
      return ended('withdrawn');
    case 'CaseReopened': {
      const { endedAt: _ended, outcome: _outcome, ...rest } = record;
      return { ...rest, status: 'active' };
    }
    case 'CaseMigrated':
      return {
        ...record,
        processId: event.processId,
        procedureDigest: event.to.digest,
        procedureVersion: event.to.version ?? record.procedureVersion,
      };
    case 'OutcomeDecided':
      return { ...record, outcome: event.outcome };
    case 'DeadlineReached':
      return { ...record, escalated: true };
    case 'StatutoryClockChanged': {
      const { dueAt: _, ...rest } = record;
      return { ...rest, clockSeq: event.seq, ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }) };
    }
    default:
      return record;
  }
}
