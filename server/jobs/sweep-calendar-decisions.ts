import type { CalendarDecisionRef } from '../../engine/index.ts';
import { recomputeDueDates } from '../commands/recompute-due-dates.ts';
import type { JobKind } from './job-kind.ts';

const LOOK_EVERY_MS = 5_000;
const BATCH = 100;

/**
 * Brings each new calendar decision to every open case: their dates are reckoned again, a batch of cases at a time, and how far
 * it has come is kept, so that a restart goes on from there. A case that is asked twice is left as it is the second time.
 * Every node looks, and so learns of decisions that were entered at another one.
 */
export function sweepCalendarDecisions(): JobKind {
  let lookAt = 0;
  let known = 0;
  return {
    name: 'sweep-calendar-decisions',
    async run({ shell, log }) {
      const now = shell.now();
      if (Date.parse(now) < lookAt) return false;
      const sweeps = await shell.store.listCalendarSweeps();
      if (sweeps.length !== known) {
        await shell.calendars.refresh();
        known = sweeps.length;
      }
      const sweep = sweeps.find(({ finishedAt }) => finishedAt === undefined);
      if (sweep === undefined) {
        lookAt = Date.parse(now) + LOOK_EVERY_MS;
        return false;
      }
      const { id, act, title } = sweep.decision;
      const decision: CalendarDecisionRef = { id, act, title };
      const { cursor } = sweep;
      const page = await shell.store.listCases(
        { status: 'active' },
        { limit: BATCH, ...(cursor === undefined ? {} : { cursor }) },
      );
      const moved = await recomputeDueDates(
        shell,
        page.items.map(({ caseId }) => caseId),
        decision,
      );
      const { nextCursor } = page;
      await shell.store.advanceCalendarSweep(id, {
        seen: page.items.length,
        moved,
        ...(nextCursor === undefined ? { finishedAt: now } : { cursor: nextCursor }),
      });
      if (nextCursor === undefined)
        log.info({ decision: id, lastBatch: moved }, 'A calendar decision has reached every open case.');
      return true;
    },
  };
}
