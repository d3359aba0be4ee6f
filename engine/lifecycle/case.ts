import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/**
 * How a case stands. `terminated`: by a terminate end event of its process; `failed`: by an error that nothing catches;
 * `cancelled`: by an operator; `withdrawn`: by the applicant.
 */
export type CaseStatus = 'active' | 'completed' | 'terminated' | 'failed' | 'cancelled' | 'withdrawn';

export type CaseLifecycleEvent = 'COMPLETE' | 'TERMINATE' | 'FAIL' | 'CANCEL' | 'WITHDRAW';

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
    completed: { type: 'final' },
    terminated: { type: 'final' },
    failed: { type: 'final' },
    cancelled: { type: 'final' },
    withdrawn: { type: 'final' },
  },
});

export const caseLifecycle: Lifecycle<CaseStatus, CaseLifecycleEvent> = {
  id: 'case',
  machine,
  statuses: ['active', 'completed', 'terminated', 'failed', 'cancelled', 'withdrawn'],
  events: ['COMPLETE', 'TERMINATE', 'FAIL', 'CANCEL', 'WITHDRAW'],
};
