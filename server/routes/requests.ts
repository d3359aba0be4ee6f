import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, JsonObject } from '../../engine/index.ts';
import type { CommandOutcome } from '../commands/command-request.ts';
import type { VerbRequest } from '../commands/shell.ts';
import { refuse, RefusedError } from '../errors.ts';
import { userOf } from '../plugins/authentication.ts';
import { idempotencyOf } from '../plugins/idempotency-key.ts';

/** Who asks, as the engine sees it: groups and roles as they are now. Tokens belong to machines. */
export function actorOf(request: FastifyRequest): Actor {
  const user = userOf(request);
  return {
    kind: request.principal?.via === 'token' ? 'worker' : 'user',
    id: user.id,
    groups: user.groups,
    roles: user.roles,
    ...(user.unit === undefined ? {} : { unit: user.unit }),
    ...(user.standsInFor === undefined ? {} : { standsInFor: user.standsInFor }),
  };
}

/** What every verb is told about the request: who, and under which key the answer is remembered. */
export function verbRequest(request: FastifyRequest): VerbRequest {
  return { by: actorOf(request), idempotency: idempotencyOf(request) };
}

/**
 * The version of the case that the caller looked at, from `If-Match`; absent or `*`: any.
 *
 * @source RFC 9110 §13.1.1
 */
export function expectedVersion(request: FastifyRequest): { readonly expectedVersion?: number } {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return {};
  const version = /^(?:W\/)?"(\d+)"$/.exec(header)?.[1];
  if (version === undefined)
    refuse('REQUEST_INVALID', 'If-Match must be the ETag that this resource was answered with, such as "12".');
  return { expectedVersion: Number(version) };
}

/** The answer of an accepted command, with the new version as ETag; a refusal becomes a problem document. */
export function accepted(outcome: CommandOutcome, reply: FastifyReply): JsonObject {
  if (!outcome.ok) throw new RefusedError(outcome.rejection);
  reply.header('etag', `"${String(outcome.version)}"`);
  if (outcome.replayed) reply.header('idempotency-replayed', 'true');
  return outcome.answer;
}
