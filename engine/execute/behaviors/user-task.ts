import { dueDate } from '../../calendar/due-date.ts';
import type { Rejection } from '../../errors.ts';
import type { Expression } from '../../model/expression.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { FlowNode, UserTask } from '../../model/process-graph.ts';
import { giveByRule } from '../assignment.ts';
import { alertsOfStep } from '../deadlines.ts';
import type { UserTaskCreated } from '../event.ts';
import { evaluate, evaluateText, kindOf, unexpected } from '../expressions.ts';
import { emit, graphOf, nameOf, type Behavior, type Game, type Outcome, type Problem } from '../game.ts';
import { laneIdOf } from '../lanes.ts';
import type { ElementInstance } from '../state.ts';
import { contextAt } from '../variables.ts';

/**
 * Offers work to people and rests until one of them completes it. Who: the model's assignee and candidates, or, where it
 * names nobody, the lane; where the step has a rule of assignment, the one of them whom it chooses. By when: the step's time limit in working time over the command's calendar.
 *
 * @source BPMN 2.0.2 §13.3.3 (User Task), §10.3.4
 */
export const userTask: Behavior = {
  execute: (game, instance, node) => (node.type === 'userTask' ? offer(game, instance, node) : undefined),
};

function offer(game: Game, instance: ElementInstance, node: UserTask): Problem | undefined {
  const { key } = instance;
  if (game.oracle !== undefined) {
    emit(game, { type: 'UserTaskCreated', key, elementId: node.id, candidateGroups: [], candidateUsers: [] });
    return undefined;
  }
  const candidates = candidatesOf(game, instance, node);
  if (!candidates.ok) return candidates.problem;
  const { named, candidateGroups, candidateUsers } = candidates.value;
  const priority = priorityOf(game, node, contextAt(game.draft.state, key));
  if (!priority.ok) return priority.problem;
  const rule = named === undefined ? node.statute?.assignment : undefined;
  const { staff } = game.circumstances;
  if (rule !== undefined && staff === undefined) {
    game.refusal = staffMissing(node);
    return undefined;
  }
  emit(game, {
    type: 'UserTaskCreated',
    key,
    elementId: node.id,
    ...(named === undefined ? {} : { assignee: named }),
    ...(rule === undefined || staff === undefined
      ? {}
      : giveByRule(game, rule, staff, { key, elementId: node.id, candidateGroups, candidateUsers })),
    candidateGroups,
    candidateUsers,
    ...(node.formId === undefined ? {} : { formId: node.formId }),
    ...(priority.value === undefined ? {} : { priority: priority.value }),
    ...dueOf(game, node),
  });
  return undefined;
}

/** To whom a task is offered. `named`: the one person whom the model names, unless an interest in the case keeps them out. */
export interface TaskCandidates {
  readonly named?: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
}

/** Evaluates the model's assignee and candidates; where it names nobody, the lane is asked. */
export function candidatesOf(game: Game, instance: ElementInstance, node: UserTask): Outcome<TaskCandidates> {
  const context = contextAt(game.draft.state, instance.key);
  const { assignment } = node;
  const assignee = person(game, assignment.assignee, context, node);
  if (!assignee.ok) return assignee;
  // Whoever has declared a conflict of interest is passed over: the candidates are asked.
  const isBarred = game.draft.state.conflicts?.includes(assignee.value ?? '') === true;
  const groups = names(game, assignment.candidateGroups, context, node, 'Candidate groups');
  if (!groups.ok) return groups;
  const users = names(game, assignment.candidateUsers, context, node, 'Candidate users');
  if (!users.ok) return users;
  const nobody = assignee.value === undefined && groups.value.length === 0 && users.value.length === 0;
  return {
    ok: true,
    value: {
      ...(assignee.value === undefined || isBarred ? {} : { named: assignee.value }),
      candidateGroups: nobody ? lanesOf(game, instance, node) : groups.value,
      candidateUsers: users.value,
    },
  };
}

function staffMissing(node: FlowNode): Rejection {
  return {
    code: 'STAFF_MISSING',
    message: `${nameOf(node)} is given out by rule, and the command brings no staff list. Send the people of the office as they are now.`,
  };
}

/** The step's due date, with the reckoning. The front door has made sure that there is a calendar. */
function dueOf(game: Game, node: UserTask): DueFields {
  const timeLimit = node.statute?.timeLimit;
  const { calendar, at } = game.circumstances;
  if (timeLimit === undefined || calendar === undefined) return {};
  const { dueAt, explanation } = dueDate(at, timeLimit, calendar);
  return { timeLimit, dueAt, explanation, countedFrom: at, ...alertsOfStep(game, at, dueAt) };
}
type DueFields = Partial<Pick<UserTaskCreated, 'timeLimit' | 'dueAt' | 'explanation' | 'countedFrom' | 'alerts'>>;

function person(
  game: Game,
  expression: Expression | undefined,
  context: JsonObject,
  node: FlowNode,
): Outcome<string | undefined> {
  if (expression === undefined) return { ok: true, value: undefined };
  const place = { what: `Assignee of ${nameOf(node)}`, phase: 'enter' } as const;
  const result = evaluate(game, expression, context, place);
  if (!result.ok) return result;
  // Null says "nobody yet": the candidates are asked.
  if (result.value === null || result.value === '') return { ok: true, value: undefined };
  if (typeof result.value === 'string') return { ok: true, value: result.value };
  return unexpected(expression, result.value, 'text', place);
}

/** Comma-separated text or a list of texts. */
function names(
  game: Game,
  expression: Expression | undefined,
  context: JsonObject,
  node: FlowNode,
  what: string,
): Outcome<readonly string[]> {
  if (expression === undefined) return { ok: true, value: [] };
  const place = { what: `${what} of ${nameOf(node)}`, phase: 'enter' } as const;
  const result = evaluate(game, expression, context, place);
  if (!result.ok) return result;
  const list = nameList(result.value);
  if (list !== undefined) return { ok: true, value: list };
  return {
    ok: false,
    problem: {
      code: 'ASSIGNMENT_INVALID',
      phase: 'enter',
      message: `${place.what} must give text or a list of texts but gave ${kindOf(result.value)}; set the variables it reads, then resolve the incident.`,
    },
  };
}

function nameList(value: Json): readonly string[] | undefined {
  if (value === null) return [];
  if (typeof value === 'string')
    return value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  if (!Array.isArray(value)) return undefined;
  const list: string[] = [];
  for (const name of value as readonly Json[]) {
    if (typeof name !== 'string') return undefined;
    list.push(name);
  }
  return list;
}

export function priorityOf(game: Game, node: UserTask, context: JsonObject): Outcome<number | undefined> {
  if (node.priority === undefined) return { ok: true, value: undefined };
  const place = { what: `Priority of ${nameOf(node)}`, phase: 'enter' } as const;
  const text = evaluateText(game, node.priority, context, place);
  if (!text.ok) return text;
  const priority = Number(text.value);
  return Number.isInteger(priority)
    ? { ok: true, value: priority }
    : unexpected(node.priority, text.value, 'a whole number', place);
}

function lanesOf(game: Game, instance: ElementInstance, node: UserTask): readonly string[] {
  const lane = laneIdOf(graphOf(game, instance.processId), node.id);
  return lane === undefined ? [] : [lane];
}
