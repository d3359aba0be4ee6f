import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/**
 * A job as the case sees it. `created`: a worker may take it (locks belong to the store); `exhausted`: no retries left,
 * an incident stands; `errored`: a worker threw a BPMN error.
 */
export type JobStatus = 'created' | 'exhausted' | 'completed' | 'errored' | 'cancelled';

export type JobLifecycleEvent = 'COMPLETE' | 'RETRY' | 'EXHAUST' | 'THROW' | 'CANCEL';

const machine = createMachine({
  id: 'job',
  initial: 'created',
  states: {
    created: {
      on: { COMPLETE: 'completed', RETRY: 'created', EXHAUST: 'exhausted', THROW: 'errored', CANCEL: 'cancelled' },
    },
    exhausted: { on: { RETRY: 'created', CANCEL: 'cancelled' } },
    // An error that nothing catches leaves the job standing with an incident; resolving it offers the job anew.
    errored: { on: { RETRY: 'created', CANCEL: 'cancelled' } },
    completed: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

export const jobLifecycle: Lifecycle<JobStatus, JobLifecycleEvent> = {
  id: 'job',
  machine,
  statuses: ['created', 'exhausted', 'completed', 'errored', 'cancelled'],
  events: ['COMPLETE', 'RETRY', 'EXHAUST', 'THROW', 'CANCEL'],
};
