import type { CalendarDecisionRef } from '../../engine/index.ts';
import { SYSTEM_ACTOR, type Shell } from './shell.ts';

/** Has the open dates of some cases reckoned again because of a calendar decision; in how many a date moved. A case that has
 *  ended in the meantime has no date to move. */
export async function recomputeDueDates(
  { handler }: Shell,
  caseIds: readonly string[],
  decision: CalendarDecisionRef,
): Promise<number> {
  const moved = await Promise.all(
    caseIds.map(async (caseId) => {
      const outcome = await handler.handle({
        command: { type: 'RecomputeDueDate', caseId, decision, by: SYSTEM_ACTOR },
        answer: ({ events }) => ({ moved: events.length > 0 }),
      });
      return outcome.ok && outcome.answer['moved'] === true;
    }),
  );
  return moved.filter(Boolean).length;
}
