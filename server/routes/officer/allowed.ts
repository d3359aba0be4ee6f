import type { Actor, Procedure } from '../../../engine/index.ts';
import { acceptedEvents, userTaskLifecycle } from '../../../engine/index.ts';
import { nodeOf } from '../case-views.ts';
import type { CaseRecord, TaskRecord } from '../../store/records.ts';

/** Names of the task commands in the API: the last part of their address. */
export type TaskAction = 'claim' | 'release' | 'assign' | 'complete' | 'draft';

/**
 * What an officer may do with a task now: the events that its lifecycle accepts, less those that this officer may not
 * cause. What is left can still be refused (separation of duties, a faster colleague); what is missing surely is.
 */
export function allowedOnTask(task: TaskRecord, procedure: Procedure, actor: Actor): readonly TaskAction[] {
  const { standsInFor = [] } = actor;
  const isCandidate = isOffered(task, actor);
  // Nobody gives back or hands on what a rule has given out.
  const node = nodeOf(procedure, task.elementId);
  const byRule = node !== undefined && 'statute' in node && node.statute?.assignment !== undefined;
  const deputizes =
    task.assignee === undefined
      ? standsInFor.some((absent) => isOffered(task, absent))
      : standsInFor.some(({ id }) => id === task.assignee);
  const holds = task.assignee === actor.id;
  const actions: TaskAction[] = [];
  for (const event of acceptedEvents(userTaskLifecycle, task.status)) {
    if (event === 'CLAIM' && (isCandidate || deputizes)) actions.push('claim');
    if (event === 'ASSIGN' && task.assignee !== undefined && deputizes) actions.push('claim');
    if (event === 'RELEASE' && holds && !byRule) actions.push('release');
    if (event === 'ASSIGN' && (isCandidate || holds) && !byRule) actions.push('assign');
    if (event === 'COMPLETE' && holds) actions.push('complete', 'draft');
  }
  return actions;
}

function isOffered(
  { candidateUsers, candidateGroups }: TaskRecord,
  { id, groups }: { readonly id: string; readonly groups: readonly string[] },
): boolean {
  if (candidateUsers.length === 0 && candidateGroups.length === 0) return true;
  return candidateUsers.includes(id) || candidateGroups.some((group) => groups.includes(group));
}

/** What an account may do with a case as a whole. */
export function allowedOnCase(record: CaseRecord, actor: Actor): readonly ('withdraw' | 'cancel' | 'variables')[] {
  if (record.status !== 'active') return [];
  return [
    ...(actor.roles.includes('officer') && (record.unit === '' || record.unit === actor.unit)
      ? (['withdraw'] as const)
      : []),
    ...(actor.roles.includes('operator') ? (['cancel', 'variables'] as const) : []),
  ];
}
