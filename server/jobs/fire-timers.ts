import { SYSTEM_ACTOR } from '../commands/shell.ts';
import { faultPoint } from '../store/fault-point.ts';
import type { TimerRecord } from '../store/records.ts';
import { leaseEnd, type JobContext, type JobKind } from './job-kind.ts';

const BATCH = 200;

/**
 * Timers whose time has come, the earliest first, also those that came due while nothing ran.
 *
 * A timer is fired by a command, and the command takes it out of the table in its own transaction: whoever fires it twice is
 * told TIMER_NOT_FOUND. So the lease only saves work; it decides nothing.
 */
export const fireTimers: JobKind = {
  name: 'fire-timers',
  byDueTime: true,
  async run(context) {
    const due = await context.shell.store.claimDueTimers({ ...leaseEnd(context), limit: BATCH });
    await faultPoint('timer.claimed');
    // Handed over in due order, which is the order in which the timers of one case fire; different cases share commits.
    await Promise.all(due.map((timer) => fire(context, timer)));
    return due.length === BATCH;
  },
  wokenBy: ({ events }, sleepingUntil) =>
    events.some((event) => event.type === 'TimerScheduled' && event.dueAt < sleepingUntil),
};

async function fire({ shell, log }: JobContext, { caseId, timerKey, elementId }: TimerRecord): Promise<void> {
  try {
    const outcome = await shell.handler.handle({ command: { type: 'FireTimer', caseId, timerKey, by: SYSTEM_ACTOR } });
    await faultPoint('timer.fired');
    // Cancelled or fired by another node meanwhile: nothing to do. Anything else is worth a look; the lease brings it back.
    if (!outcome.ok && outcome.rejection.code !== 'TIMER_NOT_FOUND' && outcome.rejection.code !== 'CASE_ENDED') {
      log.warn(
        { caseId, timerKey, elementId, code: outcome.rejection.code },
        'A due timer was refused; it is tried again.',
      );
    }
  } catch (error) {
    log.error({ caseId, timerKey, elementId, err: error }, 'A due timer could not be fired; it is tried again.');
  }
}
