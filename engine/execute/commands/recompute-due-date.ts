import { applyClockAction } from '../../calendar/statutory-clock.ts';
import type { Rejection } from '../../errors.ts';
import { statutoryClockLifecycle } from '../../lifecycle/statutory-clock.ts';
import { acceptedEvents } from '../../lifecycle/transition.ts';
import type { Game } from '../game.ts';
import { turnClock } from '../step-statute.ts';

/**
 * Reckons the due date again under the calendar that the command brings. Asked of every open case when a decision about
 * working days becomes known, so most cases are left as they are: no event where the date stays or the clock has stopped.
 */
export function recomputeDueDate(game: Game): Rejection | undefined {
  const { clock } = game.draft.state;
  const { calendar, at } = game.circumstances;
  const rules = game.procedure.manifest?.clock;
  if (clock === undefined || rules === undefined || calendar === undefined) return undefined;
  if (!acceptedEvents(statutoryClockLifecycle, clock.status).includes('RECOMPUTE')) return undefined;
  const change = applyClockAction(clock, 'RECOMPUTE', { at, rules, calendar });
  if (!change.ok) return change.rejection;
  if (change.clock.dueAt === clock.dueAt && change.clock.provisional === clock.provisional) return undefined;
  turnClock(game, 'RECOMPUTE', undefined, undefined, 'enter');
  return undefined;
}
