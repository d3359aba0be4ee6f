import { deadlineAlerts, type DeadlineAlert } from '../calendar/deadline-alerts.ts';
import type { StatutoryClock } from '../calendar/statutory-clock.ts';
import { emit, type Game } from './game.ts';
import { hasEnded, type CaseState, type OpenTask } from './state.ts';

/**
 * Deadlines have consequences: when half, three quarters and all of the time of a case or of a step are used, and when it has
 * passed, the heads that the version names are told. When that will be is written in the event that sets the date.
 */

/** When the heads are told of a step that is offered now, or whose date has moved. */
export function alertsOfStep(game: Game, countedFrom: string, dueAt: string): Alerts {
  return alertsFrom(game, { since: countedFrom, usedMinutes: 0, dueAt });
}

/** When they are told of a step whose date stays while the version changes: what is still to be told, if anybody is. */
export function alertsKept(game: Game, { alerts, countedFrom }: OpenTask, dueAt: string): Alerts {
  if (!hasHeads(game)) return {};
  return alerts === undefined ? alertsOfStep(game, countedFrom ?? game.circumstances.at, dueAt) : { alerts };
}

/** When they are told of the case, by its clock as it is now. A date that has not moved keeps what is still to be told. */
export function alertsOfCase(game: Game, before: StatutoryClock, clock: StatutoryClock): Alerts {
  const { dueAt, runningSince, consumedMinutes } = clock;
  if (clock.status !== 'running' || dueAt === undefined || runningSince === undefined) return {};
  const { alerts } = game.draft.state;
  if (alerts !== undefined && hasHeads(game) && before.status === 'running' && before.dueAt === dueAt)
    return { alerts };
  return alertsFrom(game, { since: runningSince, usedMinutes: consumedMinutes, dueAt });
}

type Alerts = { readonly alerts?: readonly DeadlineAlert[] };

function alertsFrom(game: Game, deadline: Parameters<typeof deadlineAlerts>[0]): Alerts {
  const { calendar, at } = game.circumstances;
  return calendar === undefined || !hasHeads(game) ? {} : { alerts: deadlineAlerts(deadline, at, calendar) };
}

/** Whether the version names heads who are told. */
function hasHeads({ procedure }: Game): boolean {
  return procedure.manifest?.clock.escalation !== undefined;
}

/** Tells of everything whose time has come: of each deadline the furthest that it has come to, once. */
export function tellOfDeadlines(game: Game): void {
  const { state } = game.draft;
  const to = game.procedure.manifest?.clock.escalation?.to ?? [];
  const ofCase = reached(state.alerts, game.circumstances.at);
  const dueAt = state.clock?.dueAt;
  if (ofCase !== undefined && dueAt !== undefined) emit(game, { type: 'DeadlineReached', ...ofCase, dueAt, to });
  for (const task of [...state.tasks]) {
    const ofStep = reached(task.alerts, game.circumstances.at);
    if (ofStep === undefined || task.dueAt === undefined) continue;
    const { key, elementId, assignee } = task;
    emit(game, {
      type: 'DeadlineReached',
      key,
      elementId,
      ...ofStep,
      dueAt: task.dueAt,
      to,
      ...(assignee === undefined ? {} : { assignee }),
    });
  }
}

function reached(alerts: readonly DeadlineAlert[] | undefined, now: string): Pick<DeadlineAlert, 'level'> | undefined {
  const last = (alerts ?? []).findLast(({ at }) => Date.parse(at) <= Date.parse(now));
  return last === undefined ? undefined : { level: last.level };
}

/** Instant at which the heads are next to be told something of a case; undefined while nothing is to come. */
export function nextAlertAt(state: CaseState): string | undefined {
  if (hasEnded(state)) return undefined;
  let next: string | undefined;
  for (const { at } of [...(state.alerts ?? []), ...state.tasks.flatMap(({ alerts }) => alerts ?? [])])
    if (next === undefined || at < next) next = at;
  return next;
}
