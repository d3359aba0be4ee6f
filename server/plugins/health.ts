import { Type } from 'typebox';
import type { App } from './app-type.ts';
import { oneOf } from './schemas.ts';

/**
 * Two questions that must not be one. `/healthz`: does this process answer? (No: restart it.) `/readyz`: can it serve? (No:
 * send requests elsewhere, but leave it alone: a database that is away does not come back by restarting us.)
 */
export function answerHealth(app: App): void {
  const healthy = Type.Object({ status: oneOf(['ok']) });
  app.get(
    '/healthz',
    { schema: { tags: ['system'], summary: 'Whether the process answers', security: [], response: { 200: healthy } } },
    async () => ({ status: 'ok' as const }),
  );
  const check = oneOf(['ok', 'failed']);
  const readiness = Type.Object({ status: check, checks: Type.Object({ store: check, jobs: check }) });
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['system'],
        summary: 'Whether the server can serve: database there and up to date, background work alive',
        security: [],
        response: { 200: readiness, 503: readiness },
      },
    },
    async (request, reply) => {
      const { shell, jobs } = app.services;
      const storeIsReady = await shell.store.ready().then(
        () => true,
        (error: unknown) => {
          request.log.warn({ err: error }, 'the store is not ready');
          return false;
        },
      );
      const checks = { store: told(storeIsReady), jobs: told(jobs === undefined || jobs.alive()) };
      const ready = checks.store === 'ok' && checks.jobs === 'ok';
      return reply.code(ready ? 200 : 503).send({ status: told(ready), checks });
    },
  );
}

function told(fine: boolean): 'ok' | 'failed' {
  return fine ? 'ok' : 'failed';
}
