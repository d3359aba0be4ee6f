import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/**
 * How a case stands. `terminated`: by a terminate end event of its process; `failed`: by an error that nothing catches;
 * `cancelled`: by an operator; `withdrawn`: by the applicant.
 */
export type CaseStatus = 'active' | 'completed' | 'terminated' | 'failed' | 'cancelled' | 'withdrawn';

/** `REOPEN`: by override only, with a ground and a second person. */
export type CaseLifecycleEvent = 'COMPLETE' | 'TERMINATE' | 'FAIL' | 'CANCEL' | 'WITHDRAW' | 'REOPEN';

const machine = createMachine({
  id: 'case',
  initial: 'active',
  states: {
    active: {
      on: {
        COMPLETE: 'completed',
        TERMINATE: 'terminated',
        FAIL: 'failed',
        CANCEL: 'cancelled',
        WITHDRAW: 'withdrawn',
      },
    },
    completed: { on: { REOPEN: 'active' } },
    terminated: { on: { REOPEN: 'active' } },
    failed: { on: { REOPEN: 'active' } },
    cancelled: { on: { REOPEN: 'active' } },
    withdrawn: { on: { REOPEN: 'active' } },
  },
});

export const caseLifecycle: Lifecycle<CaseStatus, CaseLifecycleEvent> = {
  id: 'case',
  machine,
  statuses: ['active', 'completed', 'terminated', 'failed', 'cancelled', 'withdrawn'],
  events: ['COMPLETE', 'TERMINATE', 'FAIL', 'CANCEL', 'WITHDRAW', 'REOPEN'],
};
