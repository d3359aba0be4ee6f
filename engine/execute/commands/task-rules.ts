import type { Rejection } from '../../errors.ts';
import type { Procedure } from '../../model/procedure.ts';
import { step } from '../../lifecycle/transition.ts';
import { userTaskLifecycle, type UserTaskLifecycleEvent, type UserTaskStatus } from '../../lifecycle/user-task.ts';
import type { Actor, CommandType } from '../command.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { statuteOf } from '../step-statute.ts';
import { someOf } from '../pages.ts';
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
export function isCandidate(
  task: Pick<OpenTask, 'candidateGroups' | 'candidateUsers'>,
  id: string,
  groups: readonly string[],
): boolean {
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

/** In whose stead an actor does something with a task: nobody's but their own, or that of somebody who is away. */
export interface Capacity {
  readonly onBehalfOf?: string;
}

/**
 * Whether an actor may take a task: as a candidate while nobody holds it; as the deputy of whoever holds it, or of a candidate,
 * while they are away. Separation of duties and conflicts of interest bind both, the deputy and the one deputized for.
 */
export function mayTake(procedure: Procedure, state: CaseState, task: OpenTask, actor: Actor): Capacity | Rejection {
  const capacities = capacitiesOf(task, actor);
  let refused = task.assignee === undefined ? refuseNonCandidate(task, actor.id, actor.groups) : undefined;
  for (const capacity of capacities) {
    const barred = refuseHands(procedure, state, task, { id: actor.id, ...capacity });
    if (barred === undefined) return capacity;
    refused = barred;
  }
  return refused ?? heldByAnother(task);
}

/** What binds everybody who does a task, and everybody on whose behalf it is done. */
export function refuseHands(
  procedure: Procedure,
  state: CaseState,
  task: Pick<OpenTask, 'key' | 'elementId'>,
  { id, onBehalfOf }: Capacity & { readonly id: string },
): Rejection | undefined {
  for (const person of onBehalfOf === undefined ? [id] : [id, onBehalfOf]) {
    const barred = refuseSameHands(procedure, state, task, person) ?? refuseConflict(state, person);
    if (barred !== undefined) return barred;
  }
  return undefined;
}

function capacitiesOf(task: OpenTask, { id, groups, standsInFor = [] }: Actor): readonly Capacity[] {
  const { assignee, onBehalfOf } = task;
  if (assignee === id) return [onBehalfOf === undefined ? {} : { onBehalfOf }];
  if (assignee !== undefined) {
    return standsInFor.some((absent) => absent.id === assignee) ? [{ onBehalfOf: onBehalfOf ?? assignee }] : [];
  }
  if (isCandidate(task, id, groups)) return [{}];
  return standsInFor
    .filter((absent) => isCandidate(task, absent.id, absent.groups))
    .map((absent) => ({ onBehalfOf: absent.id }));
}

/** What a rule gave out is nobody's to pick, give back or hand on. */
export function refuseRuled(task: OpenTask): Rejection | undefined {
  if (task.byRule !== true) return undefined;
  return {
    code: 'ASSIGNED_BY_RULE',
    message: `Task '${task.elementId}' is given out by the rule of the version. Whoever cannot do it records an absence or declares a conflict of interest; anything else is a departure from the rules that a second person allows.`,
    details: { elementId: task.elementId },
  };
}

export function refuseOtherHolder(task: OpenTask, actor: Actor): Rejection | undefined {
  return task.assignee === undefined || task.assignee === actor.id ? undefined : heldByAnother(task);
}

function heldByAnother({ elementId }: OpenTask): Rejection {
  return {
    code: 'TASK_CLAIMED_BY_ANOTHER',
    message: `Task '${elementId}' is held by another officer; ask for it to be released or assigned.`,
  };
}

/**
 * Four eyes: whoever completed a step that excludes this one may not do it, in whatever role or delegation.
 * The step says so itself (`statute:separation`), or the manifest pairs the two.
 */
export function refuseSameHands(
  procedure: Procedure,
  state: CaseState,
  task: Pick<OpenTask, 'key' | 'elementId'>,
  personId: string,
): Rejection | undefined {
  for (const other of excludedBy(procedure, state, task)) {
    if (!someOf(state.completions, ({ elementId, by }) => elementId === other && by.includes(personId))) continue;
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
  const holds = task.assignee === actor.id;
  const free = task.byRule !== true;
  const taken = mayTake(procedure, state, task, actor);
  const allowed: CommandType[] = [];
  if (accepts('ASSIGN') && !holds && !('code' in taken)) allowed.push('ClaimUserTask');
  if (accepts('RELEASE') && free && (holds || isSupervisor(actor))) allowed.push('ReleaseUserTask');
  if (accepts('ASSIGN') && free && (isSupervisor(actor) || candidate)) allowed.push('AssignUserTask');
  if (accepts('COMPLETE') && holds && !('code' in taken)) allowed.push('CompleteUserTask');
  return allowed;
}

/** May take a task from the one who holds it. */
export function isSupervisor(actor: Actor): boolean {
  return actor.kind === 'system' || actor.roles.includes('operator');
}

function excludedBy(
  procedure: Procedure,
  state: CaseState,
  task: Pick<OpenTask, 'key' | 'elementId'>,
): readonly string[] {
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
