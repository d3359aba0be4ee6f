import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Services } from '../services.ts';

/**
 * The server's Fastify with its schemas typed by typebox. A file of its own: plugins and routes are typed by it, and `app.ts`
 * imports them.
 */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    /** What route handlers work with. Throws in an app that was made only to be described. */
    readonly services: Services;
  }
}
