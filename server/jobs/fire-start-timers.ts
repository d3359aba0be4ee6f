import { nextFiring } from '../../engine/index.ts';
import { SYSTEM_ACTOR } from '../commands/shell.ts';
import type { StartTimerRecord } from '../store/records.ts';
import { leaseEnd, type JobContext, type JobKind } from './job-kind.ts';

const BATCH = 50;

/**
 * Timer start events whose time has come. Each firing has a key of its own, so that a crash between the start of the case and
 * the next entry in the schedule starts no second case. What came due during a downtime is made up for, one firing after the
 * other.
 *
 * @source BPMN 2.0.2 §10.5.2 (Timer Start Event)
 */
export const fireStartTimers: JobKind = {
  name: 'fire-start-timers',
  byDueTime: true,
  async run(context) {
    const due = await context.shell.store.claimDueStartTimers({ ...leaseEnd(context), limit: BATCH });
    await Promise.all(due.map((timer) => fire(context, timer)));
    return due.length > 0;
  },
};

async function fire({ shell, log }: JobContext, timer: StartTimerRecord): Promise<void> {
  const { procedureCode, procedureDigest, processId, elementId, firing, dueAt } = timer;
  try {
    const version = (await shell.procedures.versions()).find(({ digest }) => digest === procedureDigest);
    if (version === undefined) throw new Error(`There is no published version with digest ${procedureDigest}.`);
    await shell.procedures.procedure(procedureDigest);
    const outcome = await shell.handler.handle({
      command: {
        type: 'StartCase',
        caseId: shell.newId(),
        processId,
        startEventId: elementId,
        variables: {},
        enforceForm: false,
        by: SYSTEM_ACTOR,
        trigger: { kind: 'timer' },
      },
      start: { procedure: version },
      idempotency: {
        key: `start-timer:${procedureDigest}:${processId}:${elementId}:${String(firing)}:${dueAt}`,
        fingerprint: dueAt,
      },
    });
    if (!outcome.ok)
      log.warn(
        { procedureCode, elementId, code: outcome.rejection.code },
        'A timer start event was refused; its next firing follows.',
      );
    await shell.store.advanceStartTimer(timer, following(timer, shell.calendars.timeZone));
  } catch (error) {
    log.error({ procedureCode, elementId, err: error }, 'A timer start event could not be fired; it is tried again.');
  }
}

function following(timer: StartTimerRecord, timeZone: string): StartTimerRecord | undefined {
  const { repetitions, interval, ...rest } = timer;
  if (repetitions === undefined || repetitions === 0 || interval === undefined) return undefined;
  return {
    ...rest,
    interval,
    repetitions: repetitions === -1 ? -1 : repetitions - 1,
    firing: timer.firing + 1,
    dueAt: nextFiring(timer.dueAt, interval, timeZone),
  };
}
