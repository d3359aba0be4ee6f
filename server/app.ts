import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import etag from '@fastify/etag';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController } from 'fastify';
import type { DestinationStream } from 'pino';
import type { Config } from './config.ts';
import type { App } from './plugins/app-type.ts';
import { authenticate } from './plugins/authentication.ts';
import { authorize } from './plugins/authorization.ts';
import { refuseCrossSiteRequests } from './plugins/cross-site.ts';
import { answerHealth } from './plugins/health.ts';
import { requireIdempotencyKey } from './plugins/idempotency-key.ts';
import { createLogger, logRequests } from './plugins/logging.ts';
import { describeApi } from './plugins/openapi.ts';
import { acceptOnlyJson } from './plugins/json-only.ts';
import { shedLoad } from './plugins/overload.ts';
import { answerProblems } from './plugins/problem-details.ts';
import { rememberAnswers } from './plugins/remembered-answers.ts';
import { checkRequests, checkResponses } from './plugins/schemas.ts';
import { sendSecurityHeaders } from './plugins/security-headers.ts';
import { endConnectionsWhenStopping } from './plugins/stopping.ts';
import { serveWebApp } from './plugins/web-app.ts';
import { registerRoutes } from './routes/index.ts';
import type { Services } from './services.ts';

export interface AppOptions {
  readonly config: Config;
  /** Absent: the app can be described (`app.swagger()`), not asked. */
  readonly services?: Services;
  /** Check every answer against its documented schema. Costs little; on in tests and development. */
  readonly checkResponses?: boolean;
  /** Turn requests away when the event loop lags. Off in tests, whose machine is busy with other things. */
  readonly shedLoad?: boolean;
  /** Where log lines go; standard output when absent. */
  readonly logStream?: DestinationStream;
}

/** Bodies hold a form or a bundle; a form is small, routes that take bundles raise this. */
const BODY_LIMIT = 256 * 1024;

/** Puts the HTTP room together: hooks in the order in which a request meets them, then routes, then the pages. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, services } = options;
  const app: App = fastify({
    loggerInstance: createLogger(config.logLevel, options.logStream),
    // Our own line, one per request; see plugins/logging.ts.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: typeof config.trustProxy === 'number' ? trustedHops(config.trustProxy) : config.trustProxy,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // Answers in flight finish; new connections are turned away.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.decorate('services', {
    getter() {
      if (!services) throw new Error('This app was made to be described: it has no store behind it.');
      return services;
    },
  });

  endConnectionsWhenStopping(app);
  answerProblems(app);
  acceptOnlyJson(app);
  checkRequests(app);
  if (options.checkResponses === true) checkResponses(app);

  const https = config.publicUrl?.startsWith('https:') === true;
  await sendSecurityHeaders(app, https);
  // An answer is remembered as written, then named by its ETag, then compressed: onSend hooks run in this order.
  rememberAnswers(app);
  await app.register(etag, { weak: true });
  await app.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'] });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  if (options.shedLoad !== false) await shedLoad(app);

  logRequests(app);
  refuseCrossSiteRequests(app, config.publicUrl);
  authenticate(app);
  authorize(app);
  requireIdempotencyKey(app);

  await describeApi(app);
  answerHealth(app);
  registerRoutes(app, { secureCookies: https });
  await serveWebApp(app, config.webDir);
  return app;
}

/** The nearest `hops` proxies are ours and tell the truth about who asked them. */
function trustedHops(hops: number): (address: string, hop: number) => boolean {
  return (_address, hop) => hop < hops;
}
