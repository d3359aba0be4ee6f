import { applyClockAction } from '../../calendar/statutory-clock.ts';
import type { Rejection } from '../../errors.ts';
import { statutoryClockLifecycle } from '../../lifecycle/statutory-clock.ts';
import { acceptedEvents } from '../../lifecycle/transition.ts';
import type { RecomputeDueDate } from '../command.ts';
import type { Game } from '../game.ts';
import { reckonTasksAgain, reckonTimersAgain } from '../reckon-again.ts';
import { turnClock } from '../step-statute.ts';

/**
 * Reckons open dates again under the calendar that the command brings: the case's, its tasks', its timers' in working time.
 * Asked of every open case when a decision about working days becomes known, so most cases are left as they are: no event
 * where a date stays or the clock has stopped.
 */
export function recomputeDueDate(game: Game, { decision }: RecomputeDueDate): Rejection | undefined {
  const refused = reckonCaseAgain(game, decision);
  if (refused !== undefined) return refused;
  reckonTasksAgain(game, decision);
  reckonTimersAgain(game);
  return undefined;
}

function reckonCaseAgain(game: Game, decision: RecomputeDueDate['decision']): Rejection | undefined {
  const { clock } = game.draft.state;
  const { calendar, at } = game.circumstances;
  const rules = game.procedure.manifest?.clock;
  if (clock === undefined || rules === undefined || calendar === undefined) return undefined;
  if (!acceptedEvents(statutoryClockLifecycle, clock.status).includes('RECOMPUTE')) return undefined;
  const change = applyClockAction(clock, 'RECOMPUTE', { at, rules, calendar });
  if (!change.ok) return change.rejection;
  if (change.clock.dueAt === clock.dueAt && change.clock.provisional === clock.provisional) return undefined;
  turnClock(game, 'RECOMPUTE', undefined, undefined, 'enter', decision === undefined ? {} : { decision });
  return undefined;
}
