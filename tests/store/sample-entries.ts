import { GENESIS, emptyCase, sealCommit, type CaseEvent } from '../../engine/index.ts';
import type { CaseRecord, IdempotencyRecord, TaskRecord } from '../../server/store/records.ts';
import type { BatchEntry, CommitBatch, ProjectionChanges } from '../../server/store/commit-batch.ts';

/** Entries made by hand, to speak to the store without an engine. */

export const AT = '2026-11-24T02:00:00.000Z';
export const later = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

export const NO_CHANGES: ProjectionChanges = {
  tasksCreated: [],
  tasksChanged: [],
  offersMade: [],
  offersWithdrawn: [],
  turnsGiven: [],
  timersScheduled: [],
  timersRemoved: [],
  jobsCreated: [],
  jobsChanged: [],
  jobsRemoved: [],
  subscriptionsOpened: [],
  subscriptionsClosed: [],
  incidentsRaised: [],
  incidentsResolved: [],
  outbox: [],
  escalationsRaised: [],
  escalationsClosed: [],
};

export function caseRecord(caseId: string, more: Partial<CaseRecord> = {}): CaseRecord {
  return {
    caseId,
    version: 1,
    status: 'active',
    processId: 'p',
    procedureDigest: 'd',
    procedureCode: '1.000001',
    procedureVersion: '1',
    headHash: '',
    startedAt: AT,
    updatedAt: AT,
    unit: 'u1',
    ...more,
  };
}

export interface EntryOptions {
  readonly case?: Partial<CaseRecord>;
  readonly changes?: Partial<ProjectionChanges>;
  readonly idempotency?: Partial<IdempotencyRecord> & { readonly key: string };
  readonly events?: number;
  readonly snapshot?: boolean;
}

/** The next commit of a case, on top of the entry before (or the first). */
export function entry(caseId: string, before: BatchEntry | undefined, options: EntryOptions = {}): BatchEntry {
  const firstSeq = (before?.case.version ?? 0) + 1;
  const count = options.events ?? 1;
  const events: readonly CaseEvent[] = Array.from({ length: count }, (_, index) => ({
    type: 'VariablesSet',
    seq: firstSeq + index,
    scopeKey: 2,
    variables: { n: firstSeq + index },
  }));
  const commit = {
    caseId,
    firstSeq,
    at: AT,
    by: { kind: 'user', id: 'officer' } as const,
    commandType: 'SetVariables',
    events,
  };
  const seal = sealCommit(before?.case.headHash ?? GENESIS, commit, { salt: '00112233445566778899aabbccddeeff' });
  const version = firstSeq + count - 1;
  const record = caseRecord(caseId, { ...before?.case, ...options.case, version, headHash: seal.hash });
  return {
    sealed: { commit, seal },
    case: record,
    changes: { ...NO_CHANGES, ...options.changes },
    ...(options.snapshot === true ? { snapshot: { ...emptyCase(caseId), version } } : {}),
    ...(options.idempotency === undefined
      ? {}
      : {
          idempotency: {
            actorId: 'officer',
            fingerprint: 'f',
            caseId,
            version,
            answer: { version },
            at: AT,
            ...options.idempotency,
          },
        }),
  };
}

export function batch(...entries: readonly BatchEntry[]): CommitBatch {
  return { entries, serials: [] };
}

export function task(caseId: string, taskKey: number, more: Partial<TaskRecord> = {}): TaskRecord {
  return {
    caseId,
    taskKey,
    elementId: 'receive',
    status: 'offered',
    procedureCode: '1.000001',
    procedureDigest: 'd',
    unit: 'u1',
    candidateGroups: ['g1'],
    candidateUsers: [],
    createdAt: AT,
    ...more,
  };
}

/** A task that is created and offered. */
export function offered(record: TaskRecord): Partial<ProjectionChanges> {
  return { tasksCreated: [record], offersMade: [record] };
}
