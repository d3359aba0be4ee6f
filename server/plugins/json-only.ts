import type { App } from './app-type.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Everything in the body is optional, so that it may be left out altogether. */
    optionalBody?: boolean;
  }
}

/**
 * Exactly one kind of body: application/json. Whatever else is sent is refused with 415 before any schema could be picked
 * by content type, which is how body checks were bypassed elsewhere (CVE-2025-32442, CVE-2026-25223). Keys that would
 * reach an object's prototype are refused too.
 */
export function acceptOnlyJson(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.config.optionalBody === true) request.body ??= {};
  });
}
