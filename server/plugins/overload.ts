import underPressure from '@fastify/under-pressure';
import type { App } from './app-type.ts';
import { refuse } from '../errors.ts';

/** The event loop has been busy for this long: whoever comes now would wait longer than it takes to ask again. */
const MOST_DELAY_MS = 5_000;

/** Turns requests away with a plain word before they pile up. Health is always answered: an overloaded process is alive. */
export async function shedLoad(app: App): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: MOST_DELAY_MS,
    retryAfter: 5,
    exposeStatusRoute: false,
    pressureHandler(request, reply) {
      if (request.url === '/healthz' || request.url === '/readyz') return;
      reply.header('retry-after', '5');
      refuse(
        'OVERLOADED',
        'The server has more work than it can do now; try again in a few seconds with the same Idempotency-Key.',
      );
    },
  });
}
