import type { Rejection } from '../../errors.ts';
import type { ClaimUserTask } from '../command.ts';
import { emit, type Game } from '../game.ts';
import {
  nextStatus,
  openTask,
  refuseConflict,
  refuseNonCandidate,
  refuseOtherHolder,
  refuseSameHands,
} from './task-rules.ts';

/** One of the candidates takes a task. Claiming what one already holds changes nothing. */
export function claimUserTask(game: Game, command: ClaimUserTask): Rejection | undefined {
  const { state } = game.draft;
  const { by, taskKey } = command;
  const task = openTask(state, taskKey);
  if ('code' in task) return task;
  if (task.status === 'claimed' && task.assignee === by.id) return undefined;
  const refused =
    refuseOtherHolder(task, by) ??
    refuseNonCandidate(task, by.id, by.groups) ??
    refuseSameHands(game.procedure, state, task, by.id) ??
    refuseConflict(state, by.id);
  if (refused !== undefined) return refused;
  const next = nextStatus(task, 'CLAIM');
  if (typeof next !== 'string') return next;
  emit(game, { type: 'UserTaskClaimed', key: taskKey, assignee: by.id });
  return undefined;
}
