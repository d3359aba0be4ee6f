import helmet from '@fastify/helmet';
import type { App } from './app-type.ts';

/**
 * Scripts come from us and nowhere else, and nothing is evaluated; bpmn-js, form-js and dmn-js set `style` attributes, so
 * styles may be inline. Pages load nothing from any other host: offices run without internet.
 *
 * @source W3C Content Security Policy Level 3
 */
const PAGE_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
} as const;

/**
 * For the engine's worker alone: ajv compiles with `new Function`. A worker takes its policy from its own response and has
 * no DOM, so the pages stay strict. It may load our own modules and talk to nobody.
 */
export const ENGINE_WORKER_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'";

/** Sets the headers that keep a browser on our side. `https`: whether the public address is; then plain http is upgraded. */
export async function sendSecurityHeaders(app: App, https: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...Object.fromEntries(Object.entries(PAGE_POLICY).map(([name, sources]) => [name, [...sources]])),
        ...(https ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    // Two pages of ours never share a browsing context group with a stranger's.
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  });
  app.addHook('onRequest', async (request, reply) => {
    // Answers of the API are about people and change all the time: kept by nobody, asked again with the ETag.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'private, no-cache');
  });
}
