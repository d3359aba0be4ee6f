import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/** `offered` to its candidates, `claimed` by one of them. */
export type UserTaskStatus = 'offered' | 'claimed' | 'completed' | 'cancelled';

/** `PASS`: the engine's own actor completes an unclaimed task (in-memory host, simulation); never offered to people. */
export type UserTaskLifecycleEvent = 'CLAIM' | 'RELEASE' | 'ASSIGN' | 'COMPLETE' | 'PASS' | 'CANCEL';

/** @source BPMN 2.0.2 §10.3.4 leaves the life of a human task to the implementation; WS-HumanTask 1.1 §4.10 is its model. */
const machine = createMachine({
  id: 'user-task',
  initial: 'offered',
  states: {
    offered: { on: { CLAIM: 'claimed', ASSIGN: 'claimed', PASS: 'completed', CANCEL: 'cancelled' } },
    claimed: {
      on: { RELEASE: 'offered', ASSIGN: 'claimed', COMPLETE: 'completed', PASS: 'completed', CANCEL: 'cancelled' },
    },
    completed: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

export const userTaskLifecycle: Lifecycle<UserTaskStatus, UserTaskLifecycleEvent> = {
  id: 'user-task',
  machine,
  statuses: ['offered', 'claimed', 'completed', 'cancelled'],
  events: ['CLAIM', 'RELEASE', 'ASSIGN', 'COMPLETE', 'PASS', 'CANCEL'],
};
