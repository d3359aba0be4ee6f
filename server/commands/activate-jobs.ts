import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../engine/index.ts';
import type { JobRecord } from '../store/records.ts';
import type { Shell } from './shell.ts';

export interface ActivateJobsRequest {
  readonly jobType: string;
  /** Name of the worker, for the operator's list. */
  readonly worker: string;
  readonly maxJobs: number;
  /** How long the worker alone may complete the job. */
  readonly lockSeconds: number;
  /** How long to wait for work when there is none; 0 answers at once. */
  readonly waitSeconds: number;
  /** Only these variables; absent: all that the job's scope sees. */
  readonly fetchVariables?: readonly string[];
  /** Ends the wait when the caller has gone. */
  readonly signal?: AbortSignal;
}

export interface ActivatedJob extends JobRecord {
  readonly lockToken: string;
  readonly lockedUntil: string;
  readonly variables: JsonObject;
}

/** Hands open jobs of one type to a worker, oldest first, each locked with a token; waits for work when asked to. */
export async function activateJobs(shell: Shell, request: ActivateJobsRequest): Promise<readonly ActivatedJob[]> {
  const deadline = performance.now() + request.waitSeconds * 1000;
  for (;;) {
    // Read before the query, so that a job created in between ends the wait at once.
    const seen = shell.jobArrivals.count(request.jobType);
    const jobs = await activateNow(shell, request);
    const left = deadline - performance.now();
    if (jobs.length > 0 || left <= 0 || request.signal?.aborted === true) return jobs;
    // Locks and back-offs run out, and other nodes create jobs, without a commit here: look again every second.
    await shell.jobArrivals.wait(request.jobType, seen, Math.min(left, 1_000), request.signal);
  }
}

async function activateNow(shell: Shell, request: ActivateJobsRequest): Promise<readonly ActivatedJob[]> {
  const now = shell.now();
  const lockedUntil = new Date(Date.parse(now) + request.lockSeconds * 1000).toISOString();
  const lockToken = randomBytes(18).toString('base64url');
  const jobs = await shell.store.activateJobs({
    jobType: request.jobType,
    worker: request.worker,
    lockToken,
    now,
    lockedUntil,
    limit: request.maxJobs,
  });
  const activated: ActivatedJob[] = [];
  for (const job of jobs) {
    const variables = await shell.handler.jobVariables(job.caseId, job.jobKey);
    // The job went between the lock and the read of its case: nothing to hand out.
    if (variables !== undefined)
      activated.push({ ...job, lockToken, lockedUntil, variables: pick(variables, request.fetchVariables) });
  }
  return activated;
}

function pick(variables: JsonObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}
