import type { Knex } from 'knex';
import type { Dialect } from './dialect.ts';
import { decodeCursor, pageOf } from './page.ts';
import { rawRows } from './raw-rows.ts';
import { toJob, type JobRow } from './rows.ts';
import type { Store } from './store.ts';

type JobQueries = Pick<Store, 'getJob' | 'listJobs' | 'activateJobs' | 'extendJobLock'>;

/** Work for workers. Locks are a property of the projection, not of the case: handing out work leaves no event. */
export function jobQueries(reader: Knex, writer: Knex, dialect: Dialect): JobQueries {
  return {
    async getJob(caseId, jobKey) {
      const row = await reader<JobRow>('jobs').where({ case_id: caseId, job_key: jobKey }).first();
      return row === undefined ? undefined : toJob(row);
    },
    async listJobs(filter, { limit, cursor }) {
      const query = reader<JobRow>('jobs')
        .orderBy(['created_at', 'case_id', 'job_key'])
        .limit(limit + 1);
      if (filter.caseId !== undefined) void query.where('case_id', filter.caseId);
      if (filter.jobType !== undefined) void query.where('job_type', filter.jobType);
      if (filter.status !== undefined) void query.where('status', filter.status);
      if (cursor !== undefined)
        void query.whereRaw('(created_at, case_id, job_key) > (?, ?, ?)', [
          ...decodeCursor(cursor, ['string', 'string', 'number']),
        ]);
      return pageOf(await query, limit, toJob, (row) => [row.created_at, row.case_id, row.job_key]);
    },
    async activateJobs({ jobType, worker, lockToken, now, lockedUntil, limit }) {
      const locked = await rawRows<JobRow>(
        writer,
        `UPDATE jobs SET locked_by = ?, lock_token = ?, locked_until = ? WHERE (case_id, job_key) IN (
           SELECT case_id, job_key FROM jobs
           WHERE job_type = ? AND status = 'open' AND (retry_at IS NULL OR retry_at <= ?) AND (locked_until IS NULL OR locked_until <= ?)
           ORDER BY created_at, case_id, job_key LIMIT ? ${dialect.skipLocked})
         RETURNING *`,
        [worker, lockToken, lockedUntil, jobType, now, now, limit],
      );
      return locked
        .map(toJob)
        .sort((a, b) => (a.createdAt === b.createdAt ? byKey(a, b) : a.createdAt < b.createdAt ? -1 : 1));
    },
    async extendJobLock(caseId, jobKey, lockToken, now, lockedUntil) {
      const changed = await writer<JobRow>('jobs')
        .where({ case_id: caseId, job_key: jobKey, lock_token: lockToken })
        .andWhere('locked_until', '>', now)
        .update({ locked_until: lockedUntil });
      return changed === 1;
    },
  };
}

function byKey(
  a: { readonly caseId: string; readonly jobKey: number },
  b: { readonly caseId: string; readonly jobKey: number },
): number {
  return a.caseId === b.caseId ? a.jobKey - b.jobKey : a.caseId < b.caseId ? -1 : 1;
}
