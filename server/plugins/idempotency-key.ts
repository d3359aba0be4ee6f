import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { App } from './app-type.ts';
import { refuse } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False on the few changing routes that are harmless to repeat by nature (sign-in, sign-out, verification). */
    idempotencyKey?: boolean;
  }
}

const CHANGING_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Visible ASCII; a UUID, or whatever the caller counts with. */
const KEY = /^[!-~]{1,200}$/;

/** Whether a route demands an `Idempotency-Key`. */
export function needsIdempotencyKey(method: string, url: string, required: boolean | undefined): boolean {
  return url.startsWith('/api/') && CHANGING_METHODS.has(method) && required !== false;
}

/**
 * Every changing request carries an `Idempotency-Key`, so that a caller who lost the answer can ask again without doing
 * it twice.
 *
 * @source draft-ietf-httpapi-idempotency-key-header-07 §2
 */
export function requireIdempotencyKey(app: App): void {
  app.addHook('onRequest', async (request) => {
    const { url, config } = request.routeOptions;
    if (!needsIdempotencyKey(request.method, url ?? '', config.idempotencyKey)) return;
    const key = request.headers['idempotency-key'];
    if (key === undefined || key === '') {
      refuse(
        'IDEMPOTENCY_KEY_MISSING',
        'Add the header Idempotency-Key with a value of your own for each intended change, for instance a UUID; repeat it when you repeat the request.',
      );
    }
    if (typeof key !== 'string' || !KEY.test(key)) {
      refuse('REQUEST_INVALID', 'Idempotency-Key must be 1 to 200 visible ASCII characters.');
    }
  });
}

/** The key of a request and a fingerprint of what it asks, as the command handler remembers them. */
export function idempotencyOf(request: FastifyRequest): { readonly key: string; readonly fingerprint: string } {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') throw new Error('A changing route was reached without its Idempotency-Key.');
  const fingerprint = createHash('sha256')
    .update(
      `${request.method} ${request.url}\n${String(request.headers['if-match'] ?? '')}\n${JSON.stringify(request.body ?? null)}`,
    )
    .digest('hex');
  return { key, fingerprint };
}
