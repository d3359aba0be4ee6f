import type { Rejection } from '../../errors.ts';
import type { AssignUserTask } from '../command.ts';
import { emit, type Game } from '../game.ts';
import {
  isCandidate,
  isSupervisor,
  nextStatus,
  openTask,
  refuseConflict,
  refuseNonCandidate,
  refuseRuled,
  refuseSameHands,
} from './task-rules.ts';

/** Hands a task to a person: by an operator, or by one of those to whom it is offered. The person must be a candidate too. Not
 *  where a rule gives the task out. */
export function assignUserTask(game: Game, command: AssignUserTask): Rejection | undefined {
  const { state } = game.draft;
  const { by, taskKey, assignee, assigneeGroups } = command;
  const task = openTask(state, taskKey);
  if ('code' in task) return task;
  const refused =
    refuseRuled(task) ??
    (isSupervisor(by) || isCandidate(task, by.id, by.groups)
      ? undefined
      : refuseNonCandidate(task, by.id, by.groups)) ??
    refuseNonCandidate(task, assignee, assigneeGroups) ??
    refuseSameHands(game.procedure, state, task, assignee) ??
    refuseConflict(state, assignee);
  if (refused !== undefined) return refused;
  const next = nextStatus(task, 'ASSIGN');
  if (typeof next !== 'string') return next;
  emit(game, { type: 'UserTaskAssigned', key: taskKey, assignee });
  return undefined;
}
