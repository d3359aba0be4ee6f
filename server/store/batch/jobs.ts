import type { JobRecord } from '../records.ts';
import type { ProjectionChanges } from '../commit-batch.ts';
import { insert, remove, rowKey, update, type BatchTable, type Columns, type Row } from './batch-table.ts';

const KEY: Columns = { case_id: 'text', job_key: 'integer' };

/** Work for workers. A change of a job takes its lock away. */
export const jobs: BatchTable = {
  statements: [
    insert('jobs', {
      ...KEY,
      element_id: 'text',
      job_type: 'text',
      status: 'text',
      retries: 'integer',
      headers: 'text',
      unit: 'text',
      created_at: 'text',
      retry_at: 'text',
    }),
    update('jobs', KEY, { status: 'text', retries: 'integer', retry_at: 'text' }, [
      'locked_by = NULL',
      'lock_token = NULL',
      'locked_until = NULL',
    ]),
    remove('jobs', KEY),
  ],
  rows({ entries }) {
    const created = new Map<string, JobRecord>();
    const changed = new Map<string, Row>();
    const gone: Row[] = [];
    for (const {
      case: { caseId },
      changes,
    } of entries) {
      for (const job of changes.jobsCreated) created.set(rowKey(caseId, job.jobKey), job);
      for (const change of changes.jobsChanged) {
        const key = rowKey(caseId, change.jobKey);
        const job = created.get(key);
        if (job === undefined)
          changed.set(key, [caseId, change.jobKey, change.status, change.retries, change.retryAt ?? null]);
        else created.set(key, changedJob(job, change));
      }
      for (const jobKey of changes.jobsRemoved) {
        const key = rowKey(caseId, jobKey);
        changed.delete(key);
        if (!created.delete(key)) gone.push([caseId, jobKey]);
      }
    }
    return [[...created.values()].map(row), [...changed.values()], gone];
  },
};

function changedJob(job: JobRecord, change: ProjectionChanges['jobsChanged'][number]): JobRecord {
  const { retryAt: _, ...rest } = job;
  return { ...rest, ...change };
}

function row(job: JobRecord): Row {
  return [
    job.caseId,
    job.jobKey,
    job.elementId,
    job.jobType,
    job.status,
    job.retries,
    JSON.stringify(job.headers),
    job.unit,
    job.createdAt,
    job.retryAt ?? null,
  ];
}
