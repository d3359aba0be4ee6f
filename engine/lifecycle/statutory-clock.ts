import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/** How the law's clock of a case stands. Only a running clock has a due date that can pass; a stopped one runs again only when
 *  its case is reopened. */
export type ClockStatus = 'notStarted' | 'running' | 'paused' | 'stopped';

/** KEEP_RUNNING: a supplement request, or its answer, under a policy that lets the time run on. */
export type ClockEvent =
  'START' | 'PAUSE' | 'RESUME' | 'RESTART' | 'KEEP_RUNNING' | 'EXTEND' | 'RECOMPUTE' | 'STOP' | 'REOPEN';

const machine = createMachine({
  id: 'statutory-clock',
  initial: 'notStarted',
  states: {
    notStarted: { on: { START: 'running', STOP: 'stopped' } },
    running: {
      on: {
        PAUSE: 'paused',
        RESTART: 'running',
        KEEP_RUNNING: 'running',
        EXTEND: 'running',
        RECOMPUTE: 'running',
        STOP: 'stopped',
      },
    },
    paused: { on: { RESUME: 'running', RESTART: 'running', RECOMPUTE: 'paused', STOP: 'stopped' } },
    stopped: { on: { REOPEN: 'running' } },
  },
});

export const statutoryClockLifecycle: Lifecycle<ClockStatus, ClockEvent> = {
  id: 'statutory-clock',
  machine,
  statuses: ['notStarted', 'running', 'paused', 'stopped'],
  events: ['START', 'PAUSE', 'RESUME', 'RESTART', 'KEEP_RUNNING', 'EXTEND', 'RECOMPUTE', 'STOP', 'REOPEN'],
};
