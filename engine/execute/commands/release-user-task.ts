import type { Rejection } from '../../errors.ts';
import type { ReleaseUserTask } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { isSupervisor, nextStatus, openTask, refuseOtherHolder, refuseRuled } from './task-rules.ts';

/** The holder gives a task back to its candidates; an operator may take it back for them. */
export function releaseUserTask(game: Game, command: ReleaseUserTask): Rejection | undefined {
  const task = openTask(game.draft.state, command.taskKey);
  if ('code' in task) return task;
  const refused = (isSupervisor(command.by) ? undefined : refuseOtherHolder(task, command.by)) ?? refuseRuled(task);
  if (refused !== undefined) return refused;
  const next = nextStatus(task, 'RELEASE');
  if (typeof next !== 'string') return next;
  emit(game, { type: 'UserTaskReleased', key: command.taskKey });
  return undefined;
}
