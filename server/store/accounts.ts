import type { Role } from '../accounts/roles.ts';
import type { Absences, StoodInFor } from './absences.ts';
import type { PasswordHash } from '../accounts/password.ts';

/**
 * Accounts, units, sessions and tokens: the port. One implementation over knex serves SQLite and PostgreSQL
 * (`accounts-knex.ts`). Instants are ISO 8601 UTC; secrets arrive hashed and never leave.
 */
export interface Accounts extends Absences {
  // units
  units(): Promise<readonly Unit[]>;
  /** Creates or renames. */
  saveUnit(unit: Unit): Promise<void>;

  // users
  /** @returns false when the user name is taken; nothing is stored then. */
  addUser(user: NewUser): Promise<boolean>;
  /** Users by user name, after the given one. */
  users(page: { readonly after?: string; readonly limit: number }): Promise<readonly User[]>;
  /** Active officers of a unit by name. */
  officersOf(unit: string): Promise<readonly User[]>;
  /** How many active accounts have a role. */
  countActive(role: Role): Promise<number>;
  userById(id: string): Promise<User | undefined>;
  userByName(username: string): Promise<User | undefined>;
  /** Names for pages that show who did something. Unknown ids are left out. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  passwordOf(userId: string): Promise<PasswordHash | undefined>;
  /** Replaces what is given and, in the same transaction, ends the sessions of an account that is disabled, loses a role
   *  or gets a new password. @returns false when there is no such user. */
  changeUser(id: string, change: UserChange): Promise<boolean>;
  /** A new hash of the same password; sessions go on. */
  renewPasswordHash(userId: string, hash: PasswordHash): Promise<void>;

  // sessions
  openSession(session: Session): Promise<void>;
  /** The session and its user, unless it has expired at `now`, was idle since before `idleSince`, or its user is disabled. */
  session(
    hash: string,
    now: string,
    idleSince: string,
  ): Promise<{ readonly session: Session; readonly user: User } | undefined>;
  touchSession(hash: string, seenAt: string): Promise<void>;
  closeSession(hash: string): Promise<void>;
  /** Removes what can no longer be used. @returns how many. */
  removeExpiredSessions(now: string, idleSince: string): Promise<number>;

  // tokens of machines
  addToken(token: AccessToken & { readonly hash: string }): Promise<void>;
  tokens(userId: string): Promise<readonly AccessToken[]>;
  /** @returns false when the user has no such token. */
  removeToken(userId: string, tokenId: string): Promise<boolean>;
  userByToken(hash: string, now: string): Promise<User | undefined>;

  // answers of changing requests that are no commands on a case (those are remembered with their commit)
  rememberedAnswer(actorId: string, key: string): Promise<RememberedAnswer | undefined>;
  /** Keeps the first answer; a second one under the same key is ignored. */
  rememberAnswer(answer: RememberedAnswer): Promise<void>;
  /** @returns how many were older. */
  forgetAnswers(before: string): Promise<number>;

  /** A secret of this installation, drawn with `draw` by whichever node asks first and the same for all from then on. */
  serverSecret(name: string, draw: () => string): Promise<string>;
}

/** An office. The code stands in dossier codes, e.g. `H44.01.01`. */
export interface Unit {
  readonly id: string;
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn?: string;
}

export interface User {
  readonly id: string;
  readonly username: string;
  /** Display name. Personal data: never in a log. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Unit the account works in; absent for auditors, operators and workers of the whole system. */
  readonly unit?: string;
  readonly groups: readonly string[];
  readonly disabled: boolean;
  readonly createdAt: string;
  /** Of a signed-in account: colleagues who are away now and whose deputy it is. */
  readonly standsInFor?: readonly StoodInFor[];
}

export type NewUser = Omit<User, 'disabled' | 'standsInFor'> & { readonly passwordHash?: PasswordHash };

export interface UserChange {
  readonly name?: string;
  readonly roles?: readonly Role[];
  readonly unit?: string | null;
  readonly groups?: readonly string[];
  readonly disabled?: boolean;
  readonly passwordHash?: PasswordHash;
}

export interface Session {
  /** SHA-256 of the cookie's value. */
  readonly hash: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
}

export interface AccessToken {
  readonly id: string;
  readonly userId: string;
  /** What it is for, in the operator's words. */
  readonly name: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
}

/** What was answered under an Idempotency-Key. */
export interface RememberedAnswer {
  readonly actorId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  /** JSON text as it was sent. */
  readonly body: string;
  readonly answeredAt: string;
}
