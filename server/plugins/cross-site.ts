import type { FastifyRequest } from 'fastify';
import type { App } from './app-type.ts';
import { refuse } from '../errors.ts';
import { SESSION_COOKIE } from './authentication.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * No other site can make a signed-in browser change something here. The cookie is SameSite=Strict; this is the second
 * lock, and the only one for sibling subdomains, which count as the same *site*: a changing request with the cookie must
 * say that it comes from our own *origin*.
 *
 * Browsers send `Origin` with every request that is not GET or HEAD, and `Sec-Fetch-Site` from secure pages; a caller that
 * sends neither is no browser and cannot be tricked. A bearer token needs no such check: browsers never add it by
 * themselves.
 *
 * @source Fetch Standard §3.2 (Origin header); W3C Fetch Metadata §2.2
 */
export function refuseCrossSiteRequests(app: App, publicUrl: string | undefined): void {
  app.addHook('onRequest', async (request) => {
    if (SAFE_METHODS.has(request.method)) return;
    // Sign-in has no cookie yet, and signing somebody in as somebody else is an attack too.
    const guarded = request.cookies[SESSION_COOKIE] !== undefined || request.url.startsWith('/api/session');
    if (guarded && !isSameOrigin(request, publicUrl ?? `${request.protocol}://${request.host}`)) {
      refuse(
        'CROSS_SITE_REQUEST',
        'The request was sent by a page of another site; open Motcua itself and repeat it there.',
      );
    }
  });
}

function isSameOrigin(request: FastifyRequest, ownOrigin: string): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  // A browser writes its origin without the default port; a Host header may carry it.
  return origin === undefined || (URL.canParse(ownOrigin) && origin === new URL(ownOrigin).origin);
}
