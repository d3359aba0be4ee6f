import type { Rejection } from '../../errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { checkClosedLists, type ClosedListVerdict } from '../closed-lists.ts';
import type { CompleteUserTask } from '../command.ts';
import { emit, nodeOf, openInstance, type Game } from '../game.ts';
import { raiseIncident } from '../incidents.ts';
import { leave } from '../moves.ts';
import type { OpenTask } from '../state.ts';
import { statuteOf } from '../step-statute.ts';
import { contextAt } from '../variables.ts';
import { checkForm, checkVariables } from './checks.ts';
import { nextStatus, openTask, refuseHands, refuseOtherHolder } from './task-rules.ts';

/** The holder completes a task with what the form holds. The engine's own actor needs no claim. */
export function completeUserTask(game: Game, command: CompleteUserTask): Rejection | undefined {
  const { state } = game.draft;
  const { by, taskKey, submission } = command;
  const task = openTask(state, taskKey);
  if ('code' in task) return task;
  const isSystem = by.kind === 'system';
  const refused = isSystem ? undefined : refuseOtherHolder(task, by);
  if (refused !== undefined) return refused;
  const next = nextStatus(task, isSystem ? 'PASS' : 'COMPLETE');
  if (typeof next !== 'string') return next;
  const deputizing = task.onBehalfOf === undefined ? {} : { onBehalfOf: task.onBehalfOf };
  const sameHands = isSystem ? undefined : refuseHands(game.procedure, state, task, { id: by.id, ...deputizing });
  if (sameHands !== undefined) return sameHands;
  const invalid = checkVariables(submission);
  if (invalid !== undefined) return invalid;
  const filled = filledIn(game, command, task);
  if (!filled.ok) return filled.rejection;
  const instance = openInstance(game, taskKey);
  const lists = listsOf(game, command, task, filled.data);
  if (!lists.ok) return lists.rejection;
  emit(game, { type: 'UserTaskCompleted', key: taskKey, by: by.id, ...(isSystem ? {} : deputizing) });
  if (lists.chosen !== undefined) emit(game, { type: 'GroundsChosen', key: taskKey, ...lists.chosen });
  const problem = leave(game, instance, filled.data);
  if (problem !== undefined) raiseIncident(game, instance, problem);
  return undefined;
}

/** Where forms are enforced, so are the lists that bind what stands in them. */
function listsOf(
  game: Game,
  { enforceForm, taskKey }: CompleteUserTask,
  task: OpenTask,
  data: JsonObject,
): ClosedListVerdict {
  if (!enforceForm) return { ok: true };
  const list = statuteOf(nodeOf(game, openInstance(game, taskKey)))?.grounds;
  return checkClosedLists(game.procedure, list, task, data);
}

function filledIn(
  game: Game,
  { enforceForm, submission, taskKey }: CompleteUserTask,
  { formId }: OpenTask,
): { readonly ok: true; readonly data: JsonObject } | { readonly ok: false; readonly rejection: Rejection } {
  if (!enforceForm || formId === undefined) return { ok: true, data: submission };
  return checkForm(game, formId, submission, contextAt(game.draft.state, taskKey));
}
