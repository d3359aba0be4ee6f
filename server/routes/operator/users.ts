import { Type } from 'typebox';
import { hashPassword, weaknessOf } from '../../accounts/password.ts';
import { ROLES } from '../../accounts/roles.ts';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { exactly, list, oneOf } from '../../plugins/schemas.ts';
import type { User } from '../../store/accounts.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant, page, pageQuery } from '../schemas/shared.ts';
import { RoleName } from '../schemas/user.ts';

const UserView = Type.Object({
  id: Type.String(),
  username: Type.String(),
  name: Type.String(),
  roles: list(RoleName),
  unit: Type.Optional(Type.String()),
  groups: list(Type.String()),
  disabled: Type.Boolean(),
  createdAt: Instant,
});

const username = Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9._@-]{1,99}$' });
const roles = Type.Array(oneOf(ROLES), { maxItems: ROLES.length, uniqueItems: true });
const groups = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100, uniqueItems: true });
const password = Type.String({ minLength: 1, maxLength: 400 });
export const UserParams = exactly({ id: Type.String({ maxLength: 64 }) });

/** Accounts: who may sign in, as what, for which office and groups. */
export function userRoutes(app: App): void {
  const access = ['operator'] as const;

  app.get(
    '/api/users',
    {
      config: { access },
      schema: {
        tags: ['operator'],
        summary: 'Accounts by user name',
        querystring: Type.Object(pageQuery),
        response: { 200: page(UserView) },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const users = await app.services.accounts.users({
        limit: limit + 1,
        ...(cursor === undefined ? {} : { after: cursor }),
      });
      const shown = users.slice(0, limit);
      const last = shown.at(-1);
      return { items: shown, ...(users.length > limit && last ? { nextCursor: last.username } : {}) };
    },
  );

  app.post(
    '/api/users',
    {
      config: { access, rememberAnswer: true },
      schema: {
        tags: ['operator'],
        summary: 'Add an account; without a password it can only be used with a token',
        body: exactly({
          username,
          name: Type.String({ minLength: 1, maxLength: 200 }),
          roles,
          unit: Type.Optional(Type.String({ maxLength: 64 })),
          groups: Type.Optional(groups),
          password: Type.Optional(password),
        }),
        response: { 201: UserView, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { accounts, shell } = app.services;
      const { password: secret, unit, groups: memberOf = [], ...rest } = request.body;
      await refuseUnknownUnit(app, unit);
      refuseWeak(secret, rest.username);
      const user = {
        id: shell.newId(),
        ...rest,
        username: rest.username.toLowerCase(),
        groups: memberOf,
        createdAt: shell.now(),
        ...(unit === undefined ? {} : { unit }),
      };
      const isNew = await accounts.addUser({
        ...user,
        ...(secret === undefined ? {} : { passwordHash: await hashPassword(secret) }),
      });
      if (!isNew)
        refuse('USERNAME_TAKEN', 'Another account has this user name; choose another, or change that account.');
      reply.header('location', `/api/users/${user.id}`);
      return reply.code(201).send({ ...user, disabled: false });
    },
  );

  app.patch(
    '/api/users/:id',
    {
      config: { access, rememberAnswer: true },
      schema: {
        tags: ['operator'],
        summary: 'Change an account; a new password, fewer roles or disabling it end its sessions',
        params: UserParams,
        body: exactly({
          name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          roles: Type.Optional(roles),
          unit: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
          groups: Type.Optional(groups),
          disabled: Type.Optional(Type.Boolean()),
          password: Type.Optional(password),
        }),
        response: { 200: UserView, 404: Problem, 422: Problem },
      },
    },
    async (request) => {
      const { accounts, signIn } = app.services;
      const { password: secret, ...change } = request.body;
      const before = await userById(app, request.params.id);
      await refuseUnknownUnit(app, change.unit ?? undefined);
      refuseWeak(secret, before.username);
      await accounts.changeUser(before.id, {
        ...change,
        ...(secret === undefined ? {} : { passwordHash: await hashPassword(secret) }),
      });
      signIn.forget();
      return userById(app, before.id);
    },
  );
}

/** The account, or the refusal that names it. */
export async function userById(app: App, id: string): Promise<User> {
  return (
    (await app.services.accounts.userById(id)) ??
    refuse('USER_NOT_FOUND', `There is no account ${id}; GET /api/users lists them.`)
  );
}

async function refuseUnknownUnit(app: App, unit: string | undefined): Promise<void> {
  if (unit === undefined) return;
  const units = await app.services.accounts.units();
  if (!units.some(({ id }) => id === unit))
    refuse('UNIT_NOT_FOUND', `There is no unit ${unit}; GET /api/units lists them.`);
}

function refuseWeak(secret: string | undefined, username: string): void {
  const weakness = secret === undefined ? undefined : weaknessOf(secret, username);
  if (weakness !== undefined) refuse('PASSWORD_TOO_WEAK', weakness);
}
