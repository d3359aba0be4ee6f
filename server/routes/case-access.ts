import type { FastifyRequest } from 'fastify';
import type { App } from '../plugins/app-type.ts';
import { refuse } from '../errors.ts';
import { userOf } from '../plugins/authentication.ts';
import type { User } from '../store/accounts.ts';
import type { CaseRecord, TaskRecord } from '../store/records.ts';

/**
 * Who may read what. Auditors and operators see every unit; officers see the cases of their own, and in them the tasks
 * that they hold or that are offered to their groups. What one may not see is answered like what is not there.
 *
 * The command handler decides again whenever something is to change.
 */
export async function readableCase(app: App, request: FastifyRequest, caseId: string): Promise<CaseRecord> {
  const record = await app.services.shell.store.getCase(caseId);
  if (!record || !mayReadUnit(userOf(request), record.unit)) {
    refuse('CASE_NOT_FOUND', `There is no case ${caseId} that this account can see.`);
  }
  return record;
}

/** The unit to which an account's lists are limited; undefined: all. An account without a unit sees what has none. */
export function unitScope(user: User): string | undefined {
  return seesEveryUnit(user) ? undefined : (user.unit ?? '');
}

/** Whether a task is this account's business. */
export function mayReadTask(user: User, task: TaskRecord): boolean {
  if (!mayReadUnit(user, task.unit)) return false;
  return (
    seesEveryUnit(user) ||
    task.assignee === user.id ||
    task.candidateUsers.includes(user.id) ||
    task.candidateGroups.some((group) => user.groups.includes(group)) ||
    (task.candidateGroups.length === 0 && task.candidateUsers.length === 0 && task.assignee === undefined)
  );
}

function mayReadUnit(user: User, unit: string): boolean {
  return seesEveryUnit(user) || unit === '' || unit === user.unit;
}

function seesEveryUnit(user: User): boolean {
  return user.roles.includes('auditor') || user.roles.includes('operator');
}
