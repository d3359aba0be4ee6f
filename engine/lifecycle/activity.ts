import { createMachine } from 'xstate';
import type { Lifecycle } from './lifecycle.ts';

/** Where a flow node instance stands. Instances in a final status have left the state of their case. */
export type ActivityStatus =
  'ready' | 'active' | 'completing' | 'completed' | 'failed' | 'terminated' | 'compensating' | 'compensated';

export type ActivityEvent = 'ACTIVATE' | 'COMPLETE' | 'FINISH' | 'FAIL' | 'TERMINATE' | 'COMPENSATE';

/**
 * The standard's own diagram. `ready`: a token is there, inputs are not; `active`: at work or at rest in a wait;
 * `completing`: the work is done, what must happen before the token leaves is not (output mappings, a chosen flow).
 * The intermediate "Failing" and "Terminating" of the diagram hold no time here: what they do happens in one command.
 *
 * @source BPMN 2.0.2 §13.3.2, Figure 13.2 (lifecycle of a BPMN activity)
 */
const machine = createMachine({
  id: 'activity',
  initial: 'ready',
  states: {
    ready: { on: { ACTIVATE: 'active', TERMINATE: 'terminated', FAIL: 'failed' } },
    active: { on: { COMPLETE: 'completing', TERMINATE: 'terminated', FAIL: 'failed' } },
    completing: { on: { FINISH: 'completed', TERMINATE: 'terminated', FAIL: 'failed' } },
    completed: { on: { COMPENSATE: 'compensating' } },
    compensating: { on: { FINISH: 'compensated', TERMINATE: 'terminated', FAIL: 'failed' } },
    compensated: { type: 'final' },
    failed: { type: 'final' },
    terminated: { type: 'final' },
  },
});

export const activityLifecycle: Lifecycle<ActivityStatus, ActivityEvent> = {
  id: 'activity',
  machine,
  statuses: ['ready', 'active', 'completing', 'completed', 'failed', 'terminated', 'compensating', 'compensated'],
  events: ['ACTIVATE', 'COMPLETE', 'FINISH', 'FAIL', 'TERMINATE', 'COMPENSATE'],
};
