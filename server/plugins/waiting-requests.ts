import type { FastifyReply } from 'fastify';
import type { App } from './app-type.ts';

/**
 * Requests that wait for something to happen (long polls). Gives each a signal that aborts when its caller has gone and when
 * the server stops: a worker that waits for jobs shall hear "none" at once instead of holding the stop up for a minute.
 */
export function waitingRequests(app: App): (reply: FastifyReply) => AbortSignal {
  const waiting = new Set<AbortController>();
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    for (const each of waiting) each.abort();
  });
  return (reply) => {
    const controller = new AbortController();
    if (isClosing) controller.abort();
    waiting.add(controller);
    // Of the answer, not of the socket: one connection carries many requests after each other.
    const end = (): void => {
      waiting.delete(controller);
      controller.abort();
    };
    reply.raw.once('finish', end);
    reply.raw.once('close', end);
    return controller.signal;
  };
}
