import { statutoryClockLifecycle, type ClockEvent } from '../lifecycle/statutory-clock.ts';
import { step } from '../lifecycle/transition.ts';
import type { ClockAction } from '../model/statute.ts';
import {
  extend,
  keepRunning,
  pause,
  purposeOf,
  recompute,
  reopen,
  restart,
  resume,
  start,
  stop,
} from './clock-actions.ts';
import type { ClockActionContext, ClockChange, StatutoryClock } from './clock-state.ts';
import { refused, said } from './clock-words.ts';

export {
  newStatutoryClock,
  type ClockActionContext,
  type ClockChange,
  type ClockCount,
  type PausePurpose,
  type StatutoryClock,
} from './clock-state.ts';
export type { ClockStatus } from '../lifecycle/statutory-clock.ts';

/**
 * What an action makes of the clock, with the reckoning in words; or why it is refused. Pure.
 *
 * A model says *when* the clock is paused and resumed; the version's supplement policy says *what that means*:
 * - RESTART: after the full dossier the limit is counted again from the start (the national default).
 * - PAUSE: what was left is counted on. Whole days stay whole days: the day of the pause is used up, the day of resumption is
 *   not counted; other working limits keep their working minutes; calendar limits keep their calendar days.
 * - SPLIT: `rules.appointments` are counted one after another; between them (tax, fee) the clock rests. A supplement request
 *   restarts the present appointment.
 * - CONTINUE: the request is counted, the time runs on.
 *
 * @source 61/2018/NĐ-CP Art. 19(4) (restart), 19(9) (one re-appointment, at least one day before expiry)
 */
export function applyClockAction(
  clock: StatutoryClock,
  action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN',
  context: ClockActionContext,
): ClockChange {
  const event = machineEvent(clock, action, context);
  const next = step(statutoryClockLifecycle, clock.status, event);
  if (!next.ok) {
    return refused(
      'TRANSITION_NOT_ALLOWED',
      `The statutory clock is ${clock.status} and cannot ${event}; it accepts ${next.accepted.join(', ') || 'nothing more'}.`,
      {
        status: clock.status,
        accepted: next.accepted,
      },
    );
  }
  const { status } = next;
  switch (event) {
    case 'START':
      return start(clock, status, context);
    case 'PAUSE':
      return pause(clock, status, context);
    case 'RESUME':
      return resume(clock, status, context);
    case 'RESTART':
      return restart(
        clock,
        status,
        context,
        said(context, 'Thời hạn được tính lại từ đầu', 'The time limit is counted again from the start'),
      );
    case 'KEEP_RUNNING':
      return keepRunning(clock, status, action, context);
    case 'EXTEND':
      return extend(clock, status, context);
    case 'RECOMPUTE':
      return recompute(clock, status, context);
    case 'STOP':
      return stop(clock, status, context);
    case 'REOPEN':
      return reopen(clock, status, context);
    default:
      return event satisfies never;
  }
}

/** Under CONTINUE a supplement neither pauses nor resumes: the machine is told so by a name of its own. */
function machineEvent(
  clock: StatutoryClock,
  action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN',
  context: ClockActionContext,
): ClockEvent {
  if (context.rules.supplement.policy !== 'CONTINUE') return action;
  if (action === 'PAUSE' && purposeOf(context) === 'SUPPLEMENT') return 'KEEP_RUNNING';
  return action === 'RESUME' && clock.status === 'running' ? 'KEEP_RUNNING' : action;
}
