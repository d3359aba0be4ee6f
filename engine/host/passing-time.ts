import { nextFiring } from '../execute/timer-due.ts';
import { clockOf, type Board } from './board.ts';
import { deliverAll } from './delivery.ts';
import { ask, begin } from './run-command.ts';
import type { StartSchedule } from './snapshot.ts';

/** Moves the virtual clock on, to each due time on the way, and lets fire what is due. */
export function passTime(board: Board, milliseconds: number): void {
  const target = board.now + milliseconds;
  for (;;) {
    const due = nextDue(board, target);
    if (due === undefined) break;
    board.now = Math.max(board.now, due.dueAt);
    due.fire();
    deliverAll(board);
  }
  board.now = Math.max(board.now, target);
  board.buffered = board.buffered.filter(({ expiresAt }) => expiresAt > board.now);
}

/** The timer that fires first, up to a time; those of cases come before start schedules due at the same instant. */
function nextDue(board: Board, until: number): { readonly dueAt: number; readonly fire: () => void } | undefined {
  let first: { readonly dueAt: number; readonly fire: () => void } | undefined;
  for (const timer of board.waits.timers.values()) {
    if (timer.dueAt > until || (first !== undefined && timer.dueAt >= first.dueAt)) continue;
    const { caseId, key, dueAt } = timer;
    first = { dueAt, fire: () => ask(board, caseId, { type: 'FireTimer', timerKey: key }) };
  }
  for (const schedule of board.schedules) {
    const dueAt = Date.parse(schedule.dueAt);
    if (dueAt > until || (first !== undefined && dueAt >= first.dueAt)) continue;
    first = { dueAt, fire: () => fireSchedule(board, schedule) };
  }
  return first;
}

function fireSchedule(board: Board, schedule: StartSchedule): void {
  const { interval, repetitions } = schedule;
  const again = interval !== undefined && repetitions !== undefined && repetitions !== 0;
  board.schedules = board.schedules.flatMap((other): readonly StartSchedule[] => {
    if (other !== schedule) return [other];
    if (!again) return [];
    const dueAt = nextFiring(schedule.dueAt, interval, clockOf(board).timeZone);
    return [{ ...schedule, dueAt, repetitions: repetitions === -1 ? -1 : repetitions - 1 }];
  });
  begin(board, schedule, {}, { kind: 'timer' });
}
