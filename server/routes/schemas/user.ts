import { Type } from 'typebox';
import { ROLES } from '../../accounts/roles.ts';
import { component, list, oneOf } from '../../plugins/schemas.ts';
import type { User } from '../../store/accounts.ts';

/** One of the roles. */
export const RoleName = oneOf(ROLES);

/** The signed-in account, as its own pages see it. */
export const Account = component(
  'Account',
  Type.Object({
    id: Type.String(),
    username: Type.String(),
    name: Type.String(),
    roles: list(RoleName),
    unit: Type.Optional(Type.String({ description: 'Id of the unit; see GET /api/units' })),
    groups: list(Type.String()),
  }),
);

/** What {@link Account} shows of a user. */
export function accountOf({ id, username, name, roles, unit, groups }: User) {
  return { id, username, name, roles, ...(unit === undefined ? {} : { unit }), groups };
}
