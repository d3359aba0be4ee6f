import { SYSTEM_ACTOR } from '../commands/shell.ts';
import { faultPoint } from '../store/fault-point.ts';
import { leaseEnd, type JobContext, type JobKind } from './job-kind.ts';

const BATCH = 200;

/**
 * Cases of which so much time is used that their heads must be told, the earliest first, also those that came to it while
 * nothing ran.
 *
 * The case decides what there is to tell, and tells it once: a node that comes second finds nothing. So the lease only saves
 * work.
 */
export const reportDeadlines: JobKind = {
  name: 'report-deadlines',
  byDueTime: true,
  async run(context) {
    const cases = await context.shell.store.claimDueAlerts({ ...leaseEnd(context), limit: BATCH });
    await faultPoint('alert.claimed');
    await Promise.all(cases.map((caseId) => report(context, caseId)));
    return cases.length === BATCH;
  },
  wokenBy: ({ record }, sleepingUntil) => record.alertAt !== undefined && record.alertAt < sleepingUntil,
};

async function report({ shell, log }: JobContext, caseId: string): Promise<void> {
  try {
    const outcome = await shell.handler.handle({ command: { type: 'ReportDeadlines', caseId, by: SYSTEM_ACTOR } });
    // Ended meanwhile: nothing to tell. Anything else is worth a look; the lease brings it back.
    if (!outcome.ok && outcome.rejection.code !== 'CASE_ENDED')
      log.warn({ caseId, code: outcome.rejection.code }, 'Deadlines could not be reported; it is tried again.');
  } catch (error) {
    log.error({ caseId, err: error }, 'Deadlines could not be reported; it is tried again.');
  }
}
