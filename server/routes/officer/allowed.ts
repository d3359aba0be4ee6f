import type { Actor } from '../../../engine/index.ts';
import { acceptedEvents, userTaskLifecycle } from '../../../engine/index.ts';
import type { CaseRecord, TaskRecord } from '../../store/records.ts';

/** Names of the task commands in the API: the last part of their address. */
export type TaskAction = 'claim' | 'release' | 'assign' | 'complete' | 'draft';

/**
 * What an officer may do with a task now: the events that its lifecycle accepts, less those that this officer may not
 * cause. What is left can still be refused (separation of duties, a faster colleague); what is missing surely is.
 */
export function allowedOnTask(task: TaskRecord, actor: Actor): readonly TaskAction[] {
  const isCandidate =
    task.candidateUsers.includes(actor.id) ||
    task.candidateGroups.some((group) => actor.groups.includes(group)) ||
    (task.candidateUsers.length === 0 && task.candidateGroups.length === 0);
  const holds = task.assignee === actor.id;
  const actions: TaskAction[] = [];
  for (const event of acceptedEvents(userTaskLifecycle, task.status)) {
    if (event === 'CLAIM' && isCandidate) actions.push('claim');
    if (event === 'RELEASE' && holds) actions.push('release');
    if (event === 'ASSIGN' && (isCandidate || holds)) actions.push('assign');
    if (event === 'COMPLETE' && holds) actions.push('complete', 'draft');
  }
  return actions;
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
