import { dueDate } from '../calendar/due-date.ts';
import type { CalendarDecisionRef } from './command.ts';
import { alertsOfStep } from './deadlines.ts';
import { emit, type Game } from './game.ts';
import type { TimerWait } from './state.ts';
import { scheduleAgain, timerDefinitionOf } from './timer-due.ts';

/** The dates of open tasks and of timers in working time, reckoned again under the calendar that the command brings. */

/** Tasks that were offered before their beginning was kept in history stay as they are. */
export function reckonTasksAgain(game: Game, decision: CalendarDecisionRef | undefined): void {
  const { calendar } = game.circumstances;
  if (calendar === undefined) return;
  for (const { key, dueAt: previousDueAt, timeLimit, countedFrom } of game.draft.state.tasks) {
    if (previousDueAt === undefined || timeLimit === undefined || countedFrom === undefined) continue;
    const { dueAt, explanation } = dueDate(countedFrom, timeLimit, calendar);
    if (dueAt === previousDueAt) continue;
    emit(game, {
      type: 'TaskDueDateChanged',
      key,
      dueAt,
      previousDueAt,
      explanation,
      ...(decision === undefined ? {} : { decision }),
      ...alertsOfStep(game, countedFrom, dueAt),
    });
  }
}

/** A timer whose time moves is set anew. One that now should have fired fires at the next opportunity. */
export function reckonTimersAgain(game: Game, which: (wait: TimerWait) => boolean = () => true): void {
  for (const wait of game.draft.state.timers.filter(which)) {
    const timer = timerDefinitionOf(game, wait);
    const schedule = timer === undefined ? undefined : scheduleAgain(game, timer, wait);
    if (schedule === undefined || schedule.dueAt === wait.dueAt) continue;
    emit(game, { type: 'TimerCancelled', key: wait.key });
    emit(game, {
      type: 'TimerScheduled',
      elementId: wait.elementId,
      elementKey: wait.elementKey,
      interrupting: wait.interrupting,
      ...(wait.definition === undefined ? {} : { definition: wait.definition }),
      ...schedule,
    });
  }
}
