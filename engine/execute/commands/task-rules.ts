import type { Rejection } from '../../errors.ts';
import type { Procedure } from '../../model/procedure.ts';
import { step } from '../../lifecycle/transition.ts';
import { userTaskLifecycle, type UserTaskLifecycleEvent, type UserTaskStatus } from '../../lifecycle/user-task.ts';
import type { Actor, CommandType } from '../command.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { statuteOf } from '../step-statute.ts';
import { find } from '../table.ts';

/** Who may do what with a user task: asked by the commands, and by whoever shows buttons. */

/** The task, or the refusal that there is none. */
export function openTask(state: CaseState, key: number): OpenTask | Rejection {
  return (
    find(state.tasks, key) ?? {
      code: 'TASK_NOT_FOUND',
      message: `Case '${state.caseId}' has no open task ${key}; it was completed or withdrawn. Read the task list again.`,
    }
  );
}

/** Where the machine leads, or its refusal with what it would accept. */
export function nextStatus(task: OpenTask, event: UserTaskLifecycleEvent): UserTaskStatus | Rejection {
  const next = step(userTaskLifecycle, task.status, event);
  if (next.ok) return next.status;
  if (task.status === 'offered' && event === 'COMPLETE') {
    return {
      code: 'TASK_NOT_CLAIMED',
      message: `Task '${task.elementId}' is offered and held by nobody: claim it before completing it.`,
    };
  }
  return {
    code: 'TRANSITION_NOT_ALLOWED',
    message: `Task '${task.elementId}' is ${task.status} and does not accept ${event}; it accepts ${next.accepted.join(', ')}.`,
    details: { status: task.status, accepted: next.accepted },
  };
}

/** A task that names nobody is open to all who may act on the case. */
export function isCandidate(task: OpenTask, id: string, groups: readonly string[]): boolean {
  if (task.candidateGroups.length === 0 && task.candidateUsers.length === 0) return true;
  return task.candidateUsers.includes(id) || task.candidateGroups.some((group) => groups.includes(group));
}

export function refuseNonCandidate(task: OpenTask, id: string, groups: readonly string[]): Rejection | undefined {
  if (isCandidate(task, id, groups)) return undefined;
  return {
    code: 'NOT_A_CANDIDATE',
    message: `Task '${task.elementId}' is not offered to this person; it is offered to ${offeredTo(task)}.`,
    details: { candidateGroups: task.candidateGroups },
  };
}

export function refuseOtherHolder(task: OpenTask, actor: Actor): Rejection | undefined {
  if (task.assignee === undefined || task.assignee === actor.id) return undefined;
  return {
    code: 'TASK_CLAIMED_BY_ANOTHER',
    message: `Task '${task.elementId}' is held by another officer; ask for it to be released or assigned.`,
  };
}

/**
 * Four eyes: whoever completed a step that excludes this one may not do it, in whatever role or delegation.
 * The step says so itself (`statute:separation`), or the manifest pairs the two.
 */
export function refuseSameHands(
  procedure: Procedure,
  state: CaseState,
  task: OpenTask,
  personId: string,
): Rejection | undefined {
  for (const other of excludedBy(procedure, state, task)) {
    if (!(state.completedBy[other] ?? []).includes(personId)) continue;
    return {
      code: 'SEPARATION_OF_DUTIES',
      message: `Whoever completed '${other}' in this case may not do '${task.elementId}'; another officer must.`,
      details: { elementId: task.elementId, excludedBy: other },
    };
  }
  return undefined;
}

/** Whoever has declared a conflict of interest stays out of the case. */
export function refuseConflict({ conflicts }: CaseState, personId: string): Rejection | undefined {
  if (conflicts?.includes(personId) !== true) return undefined;
  return {
    code: 'CONFLICT_OF_INTEREST',
    message:
      'This person has declared a conflict of interest in the case and takes no part in it; another officer must.',
  };
}

/** What this actor may ask of this task now, read from the machine and the rules above. */
export function allowedCommands(
  procedure: Procedure,
  state: CaseState,
  taskKey: number,
  actor: Actor,
): readonly CommandType[] {
  const task = find(state.tasks, taskKey);
  if (task === undefined) return [];
  const accepts = (event: UserTaskLifecycleEvent): boolean => step(userTaskLifecycle, task.status, event).ok;
  const candidate = isCandidate(task, actor.id, actor.groups);
  const separate =
    refuseSameHands(procedure, state, task, actor.id) === undefined && refuseConflict(state, actor.id) === undefined;
  const holds = task.assignee === actor.id;
  const allowed: CommandType[] = [];
  if (accepts('CLAIM') && candidate && separate) allowed.push('ClaimUserTask');
  if (accepts('RELEASE') && (holds || isSupervisor(actor))) allowed.push('ReleaseUserTask');
  if (accepts('ASSIGN') && (isSupervisor(actor) || candidate)) allowed.push('AssignUserTask');
  if (accepts('COMPLETE') && holds && separate) allowed.push('CompleteUserTask');
  return allowed;
}

/** May take a task from the one who holds it. */
export function isSupervisor(actor: Actor): boolean {
  return actor.kind === 'system' || actor.roles.includes('operator');
}

function excludedBy(procedure: Procedure, state: CaseState, task: OpenTask): readonly string[] {
  const excluded = new Set<string>();
  for (const graph of Object.values(procedure.processes)) {
    const node = graph.nodes[task.elementId];
    if (node !== undefined && find(state.elements, task.key)?.processId === graph.id) {
      for (const id of statuteOf(node)?.notBy ?? []) excluded.add(id);
    }
  }
  for (const [first, second] of procedure.manifest?.separationOfDuties ?? []) {
    if (first === task.elementId) excluded.add(second);
    if (second === task.elementId) excluded.add(first);
  }
  return [...excluded];
}

function offeredTo({ candidateGroups, candidateUsers }: OpenTask): string {
  const groups = candidateGroups.map((group) => `group '${group}'`);
  return [...groups, ...(candidateUsers.length > 0 ? ['named persons'] : [])].join(', ');
}
