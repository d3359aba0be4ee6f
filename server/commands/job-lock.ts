import type { Refusal } from '../errors.ts';
import type { Shell } from './shell.ts';

/**
 * Precondition of every worker's command: `lockToken` still holds the job. Locks live in the store's projection, not in the
 * case's history, so the engine cannot check them.
 */
export function holdsJobLock(
  { store, now }: Shell,
  caseId: string,
  jobKey: number,
  lockToken: string,
): () => Promise<Refusal | undefined> {
  return async () => {
    const job = await store.getJob(caseId, jobKey);
    if (job === undefined) {
      return {
        code: 'JOB_NOT_FOUND',
        message: `There is no open job ${caseId}:${String(jobKey)}; it was completed or its case moved on.`,
      };
    }
    return job.lockToken === lockToken && job.lockedUntil !== undefined && job.lockedUntil > now()
      ? undefined
      : lockLost();
  };
}

export function lockLost(): Refusal {
  return {
    code: 'JOB_LOCK_LOST',
    message: 'The lock on the job has run out or belongs to another worker; activate the job again.',
  };
}
