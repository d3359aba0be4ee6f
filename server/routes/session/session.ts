import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { clearSessionCookie, SESSION_COOKIE, setSessionCookie, userOf } from '../../plugins/authentication.ts';
import { exactly } from '../../plugins/schemas.ts';
import type { User } from '../../store/accounts.ts';
import { isHead } from '../heads.ts';
import { Account, accountOf } from '../schemas/user.ts';
import { Problem } from '../schemas/problem.ts';

const Credentials = exactly({
  username: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 400 }),
});
const SignedIn = Type.Object({
  user: Account,
  isHead: Type.Boolean({ description: 'Decides on departures from the rules, and watches over the own unit' }),
});

/** Attempts per quarter of an hour: of one address (an office has one), and for one account from everywhere. */
const ATTEMPTS = { perAddress: 100, perAccount: 10, window: 15 * 60_000 };

/** Signing in, asking who one is, signing out. */
export function sessionRoutes(app: App, { secureCookies }: { readonly secureCookies: boolean }): void {
  const perAccount = app.createRateLimit({
    max: ATTEMPTS.perAccount,
    timeWindow: ATTEMPTS.window,
    keyGenerator: (request) => `account:${usernameIn(request.body)}`,
  });

  app.post(
    '/api/session',
    {
      config: {
        access: 'everyone',
        idempotencyKey: false,
        rateLimit: { max: ATTEMPTS.perAddress, timeWindow: ATTEMPTS.window },
      },
      schema: {
        tags: ['session'],
        summary: 'Sign in; sets the session cookie',
        body: Credentials,
        response: { 200: SignedIn, 401: Problem, 429: Problem },
      },
    },
    async (request, reply) => {
      const limit = await perAccount(request);
      if (!limit.isAllowed && limit.isExceeded) {
        reply.header('retry-after', String(limit.ttlInSeconds));
        refuse(
          'TOO_MANY_REQUESTS',
          `Too many attempts for this account; try again in ${String(Math.ceil(limit.ttlInSeconds / 60))} minutes.`,
        );
      }
      const { username, password } = request.body;
      const opened = await app.services.signIn.withPassword(username, password, request.cookies[SESSION_COOKIE]);
      if (!opened) {
        refuse(
          'INVALID_CREDENTIALS',
          'User name or password is wrong; check both, or ask an operator for a new password.',
        );
      }
      setSessionCookie(reply, opened.cookie, opened.expiresAt, secureCookies);
      return signedIn(app, opened.user);
    },
  );

  app.get(
    '/api/session',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['session'], summary: 'The signed-in account', response: { 200: SignedIn } },
    },
    (request) => signedIn(app, userOf(request)),
  );

  app.delete(
    '/api/session',
    {
      config: { access: 'everyone', idempotencyKey: false },
      schema: { tags: ['session'], summary: 'Sign out', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const cookie = request.cookies[SESSION_COOKIE];
      if (cookie !== undefined) await app.services.signIn.signOut(cookie);
      clearSessionCookie(reply, secureCookies);
      return reply.code(204).send(null);
    },
  );
}

async function signedIn(app: App, user: User) {
  return { user: accountOf(user), isHead: await isHead(app, user) };
}

function usernameIn(body: unknown): string {
  const username: unknown = typeof body === 'object' && body !== null && 'username' in body ? body.username : '';
  return typeof username === 'string' ? username.trim().toLowerCase() : '';
}
