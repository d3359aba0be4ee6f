import type { Knex } from 'knex';
import { isRole, type Role } from '../accounts/roles.ts';
import { absenceQueries } from './absences.ts';
import type { AccessToken, Accounts, NewUser, RememberedAnswer, Session, Unit, User, UserChange } from './accounts.ts';
import type { Store } from './store.ts';

/** {@link Accounts} in the tables of migration `accounts`, on either database. */
export function createAccounts({ connections: { reader, writer } }: Pick<Store, 'connections'>): Accounts {
  return {
    ...absenceQueries(reader, writer),

    async units() {
      const rows = await reader<UnitRow>('units').orderBy('code');
      return rows.map(unitOf);
    },
    async saveUnit(unit) {
      await writer<UnitRow>('units')
        .insert({ id: unit.id, code: unit.code, name_vi: unit.nameVi, name_en: unit.nameEn ?? null })
        .onConflict('id')
        .merge();
    },

    async addUser(user) {
      return writer.transaction((tx) => insertUser(tx, user));
    },
    async users({ after, limit }) {
      const query = reader<UserRow>('users').orderBy('username').limit(limit);
      const rows = await (after === undefined ? query : query.where('username', '>', after));
      return withMemberships(reader, rows);
    },
    async officersOf(unit) {
      const rows = await reader<UserRow>('users')
        .where({ unit_id: unit, disabled: 0 })
        .whereIn(
          'id',
          reader<RoleRow>('user_roles')
            .select('user_id')
            .where({ role: 'officer' satisfies Role }),
        )
        .orderBy('name');
      return withMemberships(reader, rows);
    },
    async countActive(role) {
      const rows = await reader<UserRow>('users')
        .select('id')
        .where({ disabled: 0 })
        .whereIn('id', reader<RoleRow>('user_roles').select('user_id').where({ role }));
      return rows.length;
    },
    userById: (id) => oneUser(reader, { id }),
    userByName: (username) => oneUser(reader, { username: canonicalName(username) }),
    async namesOf(ids) {
      const rows = await reader<UserRow>('users')
        .select('id', 'name')
        .whereIn('id', [...new Set(ids)]);
      return new Map(rows.map((row) => [row.id, row.name]));
    },
    async passwordOf(userId) {
      const row = await reader<UserRow>('users').select('password_hash').where({ id: userId }).first();
      return row?.password_hash ?? undefined;
    },
    async changeUser(id, change) {
      return writer.transaction((tx) => applyChange(tx, id, change));
    },
    async renewPasswordHash(userId, hash) {
      await writer<UserRow>('users').where({ id: userId }).update({ password_hash: hash });
    },

    async openSession(session) {
      await writer<SessionRow>('sessions').insert({
        hash: session.hash,
        user_id: session.userId,
        created_at: session.createdAt,
        seen_at: session.seenAt,
        expires_at: session.expiresAt,
      });
    },
    async session(hash, now, idleSince) {
      const row = await reader<SessionRow>('sessions')
        .where({ hash })
        .andWhere('expires_at', '>', now)
        .andWhere('seen_at', '>', idleSince)
        .first();
      const user = row && (await oneUser(reader, { id: row.user_id }));
      return row && user && !user.disabled ? { session: sessionOf(row), user } : undefined;
    },
    async touchSession(hash, seenAt) {
      await writer<SessionRow>('sessions').where({ hash }).update({ seen_at: seenAt });
    },
    async closeSession(hash) {
      await writer<SessionRow>('sessions').where({ hash }).delete();
    },
    removeExpiredSessions: (now, idleSince) =>
      writer<SessionRow>('sessions').where('expires_at', '<=', now).orWhere('seen_at', '<=', idleSince).delete(),

    async addToken(token) {
      await writer<TokenRow>('access_tokens').insert({
        id: token.id,
        hash: token.hash,
        user_id: token.userId,
        name: token.name,
        created_at: token.createdAt,
        expires_at: token.expiresAt ?? null,
      });
    },
    async tokens(userId) {
      const rows = await reader<TokenRow>('access_tokens').where({ user_id: userId }).orderBy('created_at');
      return rows.map(tokenOf);
    },
    async removeToken(userId, tokenId) {
      return (await writer<TokenRow>('access_tokens').where({ id: tokenId, user_id: userId }).delete()) > 0;
    },
    async userByToken(hash, now) {
      const row = await reader<TokenRow>('access_tokens').where({ hash }).first();
      if (!row || (row.expires_at !== null && row.expires_at <= now)) return undefined;
      const user = await oneUser(reader, { id: row.user_id });
      return user?.disabled === false ? user : undefined;
    },

    async rememberedAnswer(actorId, key) {
      const row = await reader<AnswerRow>('remembered_answers').where({ actor_id: actorId, request_key: key }).first();
      return row && answerOf(row);
    },
    async rememberAnswer(answer) {
      await writer<AnswerRow>('remembered_answers')
        .insert({
          actor_id: answer.actorId,
          request_key: answer.key,
          fingerprint: answer.fingerprint,
          status: answer.status,
          body: answer.body,
          answered_at: answer.answeredAt,
        })
        .onConflict(['actor_id', 'request_key'])
        .ignore();
    },
    forgetAnswers: (before) => writer<AnswerRow>('remembered_answers').where('answered_at', '<', before).delete(),

    async serverSecret(name, draw) {
      await writer<SecretRow>('server_secrets').insert({ name, value: draw() }).onConflict('name').ignore();
      const row = await writer<SecretRow>('server_secrets').where({ name }).first();
      if (!row) throw new Error(`The server secret ${name} was stored and is not there.`);
      return row.value;
    },
  };
}

/** User names differ in more than capitals: `Canbo1` and `canbo1` are one account. */
export function canonicalName(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}

async function insertUser(tx: Knex.Transaction, user: NewUser): Promise<boolean> {
  const username = canonicalName(user.username);
  // Asked inside the transaction and guarded by the unique index: the index has the last word when two operators race.
  if (await tx<UserRow>('users').where({ username }).first('id')) return false;
  await tx<UserRow>('users').insert({
    id: user.id,
    username,
    name: user.name,
    password_hash: user.passwordHash ?? null,
    unit_id: user.unit ?? null,
    disabled: 0,
    created_at: user.createdAt,
  });
  await replaceMemberships(tx, user.id, { roles: user.roles, groups: user.groups });
  return true;
}

async function applyChange(tx: Knex.Transaction, id: string, change: UserChange): Promise<boolean> {
  const before = await oneUser(tx, { id });
  if (!before) return false;
  const columns: Partial<UserRow> = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.unit === undefined ? {} : { unit_id: change.unit }),
    ...(change.disabled === undefined ? {} : { disabled: change.disabled ? 1 : 0 }),
    ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
  };
  if (Object.keys(columns).length > 0) await tx<UserRow>('users').where({ id }).update(columns);
  await replaceMemberships(tx, id, change);
  const losesRole = change.roles !== undefined && before.roles.some((role) => !change.roles?.includes(role));
  if (change.disabled === true || change.passwordHash !== undefined || losesRole) {
    await tx<SessionRow>('sessions').where({ user_id: id }).delete();
  }
  return true;
}

async function replaceMemberships(
  tx: Knex.Transaction,
  userId: string,
  { roles, groups }: { readonly roles?: readonly Role[]; readonly groups?: readonly string[] },
): Promise<void> {
  if (roles) {
    await tx<RoleRow>('user_roles').where({ user_id: userId }).delete();
    if (roles.length > 0)
      await tx<RoleRow>('user_roles').insert([...new Set(roles)].map((role) => ({ user_id: userId, role })));
  }
  if (groups) {
    await tx<GroupRow>('user_groups').where({ user_id: userId }).delete();
    if (groups.length > 0) {
      await tx<GroupRow>('user_groups').insert(
        [...new Set(groups)].map((group) => ({ user_id: userId, group_id: group })),
      );
    }
  }
}

async function oneUser(db: Knex, where: Partial<UserRow>): Promise<User | undefined> {
  const row = await db<UserRow>('users').where(where).first();
  if (!row) return undefined;
  const [user] = await withMemberships(db, [row]);
  return user;
}

/** Two more statements for a whole page of users, in a stable order. */
async function withMemberships(db: Knex, rows: readonly UserRow[]): Promise<readonly User[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const roles = await db<RoleRow>('user_roles').whereIn('user_id', ids).orderBy('role');
  const groups = await db<GroupRow>('user_groups').whereIn('user_id', ids).orderBy('group_id');
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    name: row.name,
    roles: roles
      .filter((entry) => entry.user_id === row.id)
      .map((entry) => entry.role)
      .filter(isRole),
    ...(row.unit_id === null ? {} : { unit: row.unit_id }),
    groups: groups.filter((entry) => entry.user_id === row.id).map((entry) => entry.group_id),
    disabled: row.disabled !== 0,
    createdAt: row.created_at,
  }));
}

function unitOf(row: UnitRow): Unit {
  return { id: row.id, code: row.code, nameVi: row.name_vi, ...(row.name_en === null ? {} : { nameEn: row.name_en }) };
}

function sessionOf(row: SessionRow): Session {
  return {
    hash: row.hash,
    userId: row.user_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  };
}

function tokenOf(row: TokenRow): AccessToken {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
  };
}

function answerOf(row: AnswerRow): RememberedAnswer {
  return {
    actorId: row.actor_id,
    key: row.request_key,
    fingerprint: row.fingerprint,
    status: row.status,
    body: row.body,
    answeredAt: row.answered_at,
  };
}

interface UnitRow {
  id: string;
  code: string;
  name_vi: string;
  name_en: string | null;
}
interface UserRow {
  id: string;
  username: string;
  name: string;
  password_hash: string | null;
  unit_id: string | null;
  /** 0 or 1: the one spelling of a flag that both databases bind and return alike. */
  disabled: number;
  created_at: string;
}
interface RoleRow {
  user_id: string;
  role: string;
}
interface GroupRow {
  user_id: string;
  group_id: string;
}
interface SessionRow {
  hash: string;
  user_id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
}
interface TokenRow {
  id: string;
  hash: string;
  user_id: string;
  name: string;
  created_at: string;
  expires_at: string | null;
}
interface AnswerRow {
  actor_id: string;
  request_key: string;
  fingerprint: string;
  status: number;
  body: string;
  answered_at: string;
}
interface SecretRow {
  name: string;
  value: string;
}
