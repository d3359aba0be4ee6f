import type { App } from './app-type.ts';
import { refuse } from '../errors.ts';
import { idempotencyOf } from './idempotency-key.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route changes something that is no case (a draft, a version, an account): its answer is remembered here.
     *  Commands on cases remember theirs in the transaction of their commit. */
    rememberAnswer?: boolean;
  }
}

/**
 * Same actor, same `Idempotency-Key`, same request: the same answer, without doing it again. Another request under the key
 * is refused. Only successes are remembered; a refused request has changed nothing and may be mended and repeated.
 *
 * The answer is written after the change, not with it: a crash between the two lets a repetition run again, and it then
 * meets what the first one made (VERSION_EXISTS, USERNAME_TAKEN), or makes a second draft.
 */
export function rememberAnswers(app: App): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.rememberAnswer !== true || !request.principal) return;
    const { key, fingerprint } = idempotencyOf(request);
    const known = await app.services.accounts.rememberedAnswer(request.principal.user.id, key);
    if (!known) return;
    if (known.fingerprint !== fingerprint) {
      refuse(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was used for another request; take a new key for a new change.',
      );
    }
    await reply
      .code(known.status)
      .header('idempotency-replayed', 'true')
      .type('application/json; charset=utf-8')
      .serializer((text: string) => text)
      .send(known.body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { config } = request.routeOptions;
    const isFirstSuccess = reply.statusCode < 300 && reply.getHeader('idempotency-replayed') === undefined;
    if (config.rememberAnswer === true && isFirstSuccess && request.principal && typeof payload === 'string') {
      await app.services.accounts.rememberAnswer({
        actorId: request.principal.user.id,
        ...idempotencyOf(request),
        status: reply.statusCode,
        body: payload,
        answeredAt: app.services.shell.now(),
      });
    }
    return payload;
  });
}
