import { dueDate } from '../calendar/due-date.ts';
import type { Rejection } from '../errors.ts';
import type { Procedure } from '../model/procedure.ts';
import type { UserTask } from '../model/process-graph.ts';
import type { MigrationPlan } from '../versions/migration/plan-migration.ts';
import { differ } from '../versions/migration/place-instances.ts';
import { followClock } from './alarms.ts';
import { giveAgain } from './assignment.ts';
import { candidatesOf, priorityOf, type TaskCandidates } from './behaviors/user-task.ts';
import { alertsKept, alertsOfStep } from './deadlines.ts';
import type { UserTaskMigrated } from './event.ts';
import { emit, nodeOf, openInstance, type Game, type Problem } from './game.ts';
import { laneIdOf } from './lanes.ts';
import { reckonTimersAgain } from './reckon-again.ts';
import type { OpenTask } from './state.ts';
import { turnClock } from './step-statute.ts';
import { find } from './table.ts';
import { contextAt } from './variables.ts';
import { awaitedAt, openWaits } from './waits.ts';

/**
 * What follows for a case that has just come under a newer version: the time limit, the open tasks and the waits, by the new
 * rules and through the same functions that set them at first, so that every date explains itself. What cannot be evaluated
 * refuses the whole migration.
 */
export function settleUnderNewRules(game: Game, source: Procedure, plan: MigrationPlan): Rejection | undefined {
  const { recompute, limit } = plan.clock;
  if (recompute) {
    const details = limit === undefined ? {} : { limit };
    const problem = turnClock(game, 'RECOMPUTE', undefined, undefined, 'enter', details);
    if (game.refusal !== undefined) return undefined;
    if (problem !== undefined) return effectFailed(problem);
  }
  const renamed = new Map(plan.elements.map(({ key, from }) => [key, from]));
  const dated = new Set<number>();
  for (const { key } of game.draft.state.tasks) {
    const refused = settleTask(game, source, key, renamed.get(key) ?? '', dated);
    if (refused !== undefined) return refused;
  }
  for (const { elementKey, eventId } of plan.waits.armed) {
    const instance = openInstance(game, elementKey);
    const problem = openWaits(game, instance, awaitedAt(game, instance, eventId));
    if (problem !== undefined) return effectFailed(problem);
  }
  const reckoned = new Set(plan.waits.reckoned);
  reckonTimersAgain(game, ({ key, elementKey }) => reckoned.has(key) || dated.has(elementKey));
  if (reckoned.size > 0) followClock(game);
  return undefined;
}

/** An open task by its new rules; recorded only where something of it is otherwise. */
function settleTask(
  game: Game,
  source: Procedure,
  key: number,
  fromId: string,
  dated: Set<number>,
): Rejection | undefined {
  const task = find(game.draft.state.tasks, key);
  const instance = openInstance(game, key);
  const node = nodeOf(game, instance);
  const before = Object.values(source.processes).find(({ nodes }) => Object.hasOwn(nodes, fromId));
  const was = before?.nodes[fromId];
  if (task === undefined || node.type !== 'userTask' || was?.type !== 'userTask') return undefined;
  const now = game.procedure.processes[instance.processId];
  const offeredAnew =
    differ(was.assignment, node.assignment) ||
    (before !== undefined && now !== undefined && laneIdOf(before, fromId) !== laneIdOf(now, node.id));
  const candidates = offeredAnew ? candidatesOf(game, instance, node) : { ok: true as const, value: present(task) };
  if (!candidates.ok) return effectFailed(candidates.problem);
  const priority = priorityOf(game, node, contextAt(game.draft.state, key));
  if (!priority.ok) return effectFailed(priority.problem);
  const due = dueAfter(game, task, node);
  const { candidateGroups, candidateUsers, named } = candidates.value;
  const rulesDiffer = was.statute?.assignment !== node.statute?.assignment;
  const keeps = staysWithHolder(task, candidates.value);
  const byRule = node.statute?.assignment !== undefined && (task.byRule === true || !keeps);
  const event: UserTaskMigrated = {
    type: 'UserTaskMigrated',
    key,
    elementId: node.id,
    candidateGroups,
    candidateUsers,
    ...(node.formId === undefined ? {} : { formId: node.formId }),
    ...(priority.value === undefined ? {} : { priority: priority.value }),
    ...due,
    ...(byRule ? { byRule } : {}),
  };
  const isOtherwise =
    node.formId !== task.formId ||
    differ(was.priority, node.priority) ||
    differ([candidateGroups, candidateUsers], [task.candidateGroups, task.candidateUsers]) ||
    differ(datesOf(due), datesOf(task)) ||
    byRule !== (task.byRule === true);
  if (due.dueAt !== task.dueAt) dated.add(key);
  if (isOtherwise) emit(game, event);
  if (!offeredAnew && !rulesDiffer) return undefined;
  return keeps ? undefined : handOver(game, task, node, named);
}

/** Who holds a task keeps it while the groups it was offered to stay. */
function staysWithHolder({ assignee, candidateGroups }: OpenTask, now: TaskCandidates): boolean {
  if (assignee === undefined) return false;
  if (now.named === assignee || now.candidateUsers.includes(assignee)) return true;
  return candidateGroups.length > 0 && candidateGroups.every((group) => now.candidateGroups.includes(group));
}

/** The task goes to those whom the new rules name. */
function handOver(
  game: Game,
  { key, assignee }: OpenTask,
  node: UserTask,
  named: string | undefined,
): Rejection | undefined {
  const rule = node.statute?.assignment;
  if (assignee !== undefined) emit(game, { type: 'UserTaskReleased', key });
  if (named !== undefined) emit(game, { type: 'UserTaskAssigned', key, assignee: named });
  else if (rule !== undefined) {
    const offered = find(game.draft.state.tasks, key);
    const refused = offered === undefined ? undefined : giveAgain(game, offered);
    // With nobody there it waits for whoever comes, as when it was offered first.
    if (refused?.code === 'STAFF_MISSING') return refused;
  }
  return undefined;
}

/** A limit that stays keeps its date. One that changes is counted from where the old one was; one that is new, from now. */
function dueAfter(game: Game, task: OpenTask, node: UserTask): DueFields {
  const timeLimit = node.statute?.timeLimit;
  const { calendar, at } = game.circumstances;
  if (timeLimit === undefined || calendar === undefined) return {};
  const previous = task.dueAt === undefined ? {} : { previousDueAt: task.dueAt };
  const isSame = task.timeLimit?.value === timeLimit.value && task.timeLimit.unit === timeLimit.unit;
  if (isSame && task.dueAt !== undefined) {
    const counted = task.countedFrom === undefined ? {} : { countedFrom: task.countedFrom };
    return { timeLimit, dueAt: task.dueAt, ...counted, ...alertsKept(game, task, task.dueAt) };
  }
  const countedFrom = task.countedFrom ?? at;
  const { dueAt, explanation } = dueDate(countedFrom, timeLimit, calendar);
  return { timeLimit, dueAt, ...previous, explanation, countedFrom, ...alertsOfStep(game, countedFrom, dueAt) };
}

/** What people and heads see of a step's time. */
function datesOf({ dueAt, timeLimit, alerts }: DueFields): Pick<DueFields, 'dueAt' | 'timeLimit' | 'alerts'> {
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...(alerts === undefined ? {} : { alerts }),
  };
}

type DueFields = Partial<
  Pick<UserTaskMigrated, 'timeLimit' | 'dueAt' | 'previousDueAt' | 'explanation' | 'countedFrom' | 'alerts'>
>;

function present({ candidateGroups, candidateUsers }: OpenTask): TaskCandidates {
  return { candidateGroups, candidateUsers };
}

function effectFailed({ message }: Problem): Rejection {
  return {
    code: 'MIGRATION_REFUSED',
    message: `The case cannot go on under the other version: ${message}`,
    details: {
      findings: [
        {
          code: 'EFFECT_FAILED',
          severity: 'refusal',
          text: { vi: `Không tính được điều phiên bản mới yêu cầu: ${message}`, en: message },
        },
      ],
    },
  };
}
