import type { FastifyBaseLogger } from 'fastify';
import { pino, type DestinationStream } from 'pino';
import type { App } from './app-type.ts';
import type { Config } from '../config.ts';

/**
 * Structured log lines without personal data, by construction rather than by filter: a line about a request holds its
 * route *pattern* (ids and dossier codes are left out with the rest of the address), never its query, headers or body, and
 * who asked only as an account id. The redaction is the second fence.
 */
export function createLogger(level: Config['logLevel'], stream?: DestinationStream): FastifyBaseLogger {
  const options = {
    level,
    // Machine and process add nothing where a service manager collects the lines.
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: withoutData, req: () => undefined, res: () => undefined },
    redact: {
      paths: [
        '*.password',
        '*.name',
        '*.applicant',
        '*.contact',
        '*.submission',
        '*.data',
        '*.variables',
        '*.token',
        '*.cookie',
        '*.authorization',
      ],
      remove: true,
    },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/** One line per request, when its answer has gone. */
export function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const quiet = request.url === '/healthz' || request.url === '/readyz';
    request.log[quiet ? 'debug' : 'info'](
      {
        method: request.method,
        route: request.routeOptions.url ?? '(none)',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        ...(request.principal === undefined ? {} : { by: request.principal.user.id }),
      },
      'request',
    );
  });
}

/** Codes of SQLite, and SQLSTATE as PostgreSQL gives it (five characters, a digit among them, unlike EPIPE). */
const DATABASE_CODE = /^(SQLITE|(?=.*\d)[0-9A-Z]{5}$)/;

/** What the log keeps of an error: its kind, its code and where it came from. Database errors quote the values of a
 *  statement in their message; theirs is cut off. */
function withoutData(error: Error & { readonly code?: unknown }): object {
  const fromDatabase = typeof error.code === 'string' && DATABASE_CODE.test(error.code);
  const stack = error.stack ?? '';
  const frames = stack.indexOf('\n    at ');
  return {
    type: error.name,
    ...(error.code === undefined ? {} : { code: error.code }),
    message: fromDatabase ? 'database error' : error.message,
    // An error from a native driver may have no frames: its stack is its message.
    stack: !fromDatabase ? stack : frames === -1 ? '' : stack.slice(frames),
  };
}
