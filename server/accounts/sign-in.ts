import { DEFAULT_COST, hashPassword, isOutdated, verifyPassword, type ScryptCost } from './password.ts';
import { hashSecret, newSecret } from './secret.ts';
import type { Accounts, User } from '../store/accounts.ts';

/**
 * Who is asking. Sessions live on the server under the hash of their cookie, so that a stolen database opens none and a
 * disabled account is out at once:
 *
 *     (none) --sign-in--> open --each request--> open (seen) --idle, absolute expiry, sign-out, account changed--> gone
 *
 * Signing in always opens a new session and closes the one that came along (no fixation).
 *
 * @source OWASP ASVS 5.0 V7 (session management)
 */
export interface SignIn {
  /** @returns undefined for every kind of wrong credentials, after the same work. */
  withPassword(username: string, password: string, previousCookie?: string): Promise<OpenedSession | undefined>;
  bySession(cookie: string): Promise<User | undefined>;
  byToken(token: string): Promise<User | undefined>;
  signOut(cookie: string): Promise<void>;
  /** Forgets what was remembered of every account; called after an account has changed. */
  forget(): void;
}

export interface OpenedSession {
  readonly user: User;
  /** Value of the cookie; told once. */
  readonly cookie: string;
  readonly expiresAt: Date;
}

export interface SignInOptions {
  readonly clock: () => Date;
  readonly idleMinutes: number;
  readonly hours: number;
  readonly cost?: ScryptCost;
}

/** How long a verified session is believed without asking the database: the longest that a disabled account goes on at
 *  another node. (At this node `forget` ends it at once.) */
const REMEMBERED_MS = 5_000;
/** A session's last use is written at most this often. */
const TOUCH_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** Sign-in over {@link Accounts}. */
export function createSignIn(accounts: Accounts, options: SignInOptions): SignIn {
  const cost = options.cost ?? DEFAULT_COST;
  const remembered = new Map<string, { readonly user: User; readonly until: number }>();
  // Unknown names are checked against this, so that they take as long as known ones.
  const decoy = hashPassword(newSecret().value, cost);
  const idleSince = (now: Date): string => new Date(now.getTime() - options.idleMinutes * 60_000).toISOString();

  async function remember(hash: string, find: (now: Date) => Promise<User | undefined>): Promise<User | undefined> {
    const now = options.clock();
    const known = remembered.get(hash);
    if (known && known.until > now.getTime() && known.until - now.getTime() <= REMEMBERED_MS) return known.user;
    remembered.delete(hash);
    const user = await find(now);
    if (!user) return undefined;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(hash, { user, until: now.getTime() + REMEMBERED_MS });
    return user;
  }

  return {
    async withPassword(username, password, previousCookie) {
      const user = await accounts.userByName(username);
      const stored = user && (await accounts.passwordOf(user.id));
      const right = await verifyPassword(password, stored ?? (await decoy));
      if (!right || !stored || user.disabled) return undefined;
      if (isOutdated(stored, cost)) await accounts.renewPasswordHash(user.id, await hashPassword(password, cost));
      if (previousCookie !== undefined) await this.signOut(previousCookie);

      const now = options.clock();
      const secret = newSecret();
      const expiresAt = new Date(now.getTime() + options.hours * 3_600_000);
      await accounts.openSession({
        hash: secret.hash,
        userId: user.id,
        createdAt: now.toISOString(),
        seenAt: now.toISOString(),
        expiresAt: expiresAt.toISOString(),
      });
      return { user, cookie: secret.value, expiresAt };
    },

    bySession(cookie) {
      const hash = hashSecret(cookie);
      return remember(hash, async (now) => {
        const found = await accounts.session(hash, now.toISOString(), idleSince(now));
        if (!found) return undefined;
        if (now.getTime() - Date.parse(found.session.seenAt) >= TOUCH_MS)
          await accounts.touchSession(hash, now.toISOString());
        if (!found.user.roles.includes('officer')) return found.user;
        const standsInFor = await accounts.standsInFor(found.user.id, now.toISOString());
        return standsInFor.length === 0 ? found.user : { ...found.user, standsInFor };
      });
    },

    byToken(token) {
      const hash = hashSecret(token);
      return remember(hash, (now) => accounts.userByToken(hash, now.toISOString()));
    },

    async signOut(cookie) {
      const hash = hashSecret(cookie);
      remembered.delete(hash);
      await accounts.closeSession(hash);
    },

    forget: () => {
      remembered.clear();
    },
  };
}
