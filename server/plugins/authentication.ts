import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app-type.ts';
import type { Role } from '../accounts/roles.ts';
import { refuse } from '../errors.ts';
import type { User } from '../store/accounts.ts';

/** Cookie that carries a person's session. */
export const SESSION_COOKIE = 'motcua_session';

/** How a request proved who sends it. */
export interface Principal {
  readonly user: User;
  readonly via: 'cookie' | 'token';
}

/** Who may call a route. A route under /api without an answer to this does not start (see `authorization.ts`). */
export type Access = 'everyone' | 'signed-in' | readonly Role[];

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined only on routes open to everyone. */
    principal: Principal | undefined;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

/**
 * Finds out who asks: a machine's bearer token, or else a person's session cookie. A wrong or expired credential is
 * refused rather than taken for none, except on routes open to everyone (a stale cookie must not keep anybody from
 * signing in).
 *
 * @source RFC 6750 §2.1
 */
export function authenticate(app: App): void {
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined) return;
    request.principal = await principalOf(app, request);
    if (request.principal === undefined && access !== 'everyone') {
      refuse('NOT_SIGNED_IN', 'Sign in with POST /api/session, or send Authorization: Bearer <token>.');
    }
  });
}

/** The account behind a request to a route that is not open to everyone. */
export function userOf(request: FastifyRequest): User {
  return request.principal?.user ?? refuse('NOT_SIGNED_IN');
}

/** Hands the cookie of a new session to the browser. `secure` wherever the public address is https. */
export function setSessionCookie(reply: FastifyReply, value: string, expires: Date, secure: boolean): void {
  reply.setCookie(SESSION_COOKIE, value, { path: '/', httpOnly: true, sameSite: 'strict', secure, expires });
}

/** Takes the cookie back. */
export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

async function principalOf(app: App, request: FastifyRequest): Promise<Principal | undefined> {
  const bearer = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const user = await app.services.signIn.byToken(bearer);
    return user && { user, via: 'token' };
  }
  const cookie = request.cookies[SESSION_COOKIE];
  const user = cookie === undefined ? undefined : await app.services.signIn.bySession(cookie);
  return user && { user, via: 'cookie' };
}
