import type { Rejection } from '../../errors.ts';
import { jobLifecycle, type JobLifecycleEvent } from '../../lifecycle/job.ts';
import { step } from '../../lifecycle/transition.ts';
import type { CaseState, OpenJob } from '../state.ts';
import { find } from '../table.ts';

/** The job, if it is open and accepts what is asked of it; else the refusal. */
export function jobAccepting(state: CaseState, key: number, event: JobLifecycleEvent): OpenJob | Rejection {
  const job = find(state.jobs, key);
  if (job === undefined) {
    return {
      code: 'JOB_NOT_FOUND',
      message: `Case '${state.caseId}' has no open job ${key}; it was completed or withdrawn. Ask for another.`,
    };
  }
  const next = step(jobLifecycle, job.status, event);
  if (next.ok) return job;
  return {
    code: 'TRANSITION_NOT_ALLOWED',
    message: `Job ${key} of type '${job.jobType}' is ${job.status} and does not accept ${event}; it accepts ${next.accepted.join(', ')}.`,
    details: { status: job.status, accepted: next.accepted },
  };
}
