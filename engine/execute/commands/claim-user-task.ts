import type { Rejection } from '../../errors.ts';
import { giveAgain } from '../assignment.ts';
import type { ClaimUserTask } from '../command.ts';
import { emit, type Game } from '../game.ts';
import { mayTake, nextStatus, openTask } from './task-rules.ts';

/**
 * One of the candidates takes a task, or the deputy of whoever holds it and is away. Claiming what one already holds changes
 * nothing. A task for which the rule of its step found nobody is not there to be picked: the rule is asked again, and gives it
 * to whom it chooses now.
 */
export function claimUserTask(game: Game, command: ClaimUserTask): Rejection | undefined {
  const { state } = game.draft;
  const { by, taskKey } = command;
  const task = openTask(state, taskKey);
  if ('code' in task) return task;
  if (task.status === 'claimed' && task.assignee === by.id) return undefined;
  const capacity = mayTake(game.procedure, state, task, by);
  if ('code' in capacity) return capacity;
  if (task.assignee !== undefined) {
    emit(game, { type: 'UserTaskAssigned', key: taskKey, assignee: by.id, ...capacity });
    return undefined;
  }
  const next = nextStatus(task, 'CLAIM');
  if (typeof next !== 'string') return next;
  if (task.byRule === true) return giveAgain(game, task);
  emit(game, { type: 'UserTaskClaimed', key: taskKey, assignee: by.id, ...capacity });
  return undefined;
}
