import type { App } from '../plugins/app-type.ts';
import { refuse } from '../errors.ts';
import type { User } from '../store/accounts.ts';
import { unitScope } from './case-access.ts';

/**
 * Whether an officer is a head: member of a group to which some published version leaves the decision on departures from its
 * rules. Heads watch over the punctuality of their own unit.
 */
export async function isHead(app: App, user: User): Promise<boolean> {
  if (!user.roles.includes('officer')) return false;
  const versions = await app.services.shell.procedures.versions();
  return versions.some(({ manifest }) => manifest?.overrides?.confirmedBy.some((group) => user.groups.includes(group)));
}

/**
 * The unit that a watcher may look at: heads their own, auditors and operators the one that they ask for, or all (undefined).
 * Refuses everybody else.
 */
export async function watchedUnit(app: App, user: User, asked: string | undefined): Promise<string | undefined> {
  const own = unitScope(user);
  if (own === undefined) return asked;
  if (!(await isHead(app, user)) || (asked !== undefined && asked !== own))
    refuse(
      'FORBIDDEN',
      'Heads watch over their own unit, auditors and operators over all; ask an operator for the role.',
    );
  return own;
}
