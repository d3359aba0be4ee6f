import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifySchema, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import { ROLES } from '../accounts/roles.ts';
import { SESSION_COOKIE } from './authentication.ts';
import { needsIdempotencyKey } from './idempotency-key.ts';

/**
 * OpenAPI 3.1 at /api/openapi.json, made of the schemas that check the requests; a browsable page at /api/docs, served from
 * here without any other host. Register before the routes.
 */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Motcua',
        version: '0.1.0',
        description:
          'Administrative procedures, run exactly as they were published. Errors are problem documents (RFC 9457) with a stable `code`; every changing request carries an `Idempotency-Key`; lists are paged by `cursor`. Identifiers of tasks, jobs and incidents are `<caseId>:<key>`.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'session', description: 'Signing in and out' },
        ...ROLES.map((role) => ({ name: role, description: `For accounts with the role ${role}` })),
        { name: 'public', description: 'For everybody, without personal data' },
        { name: 'system', description: 'Health and this document' },
      ],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'People; see POST /api/session' },
          token: { type: 'http', scheme: 'bearer', description: 'Machines; an operator gives tokens out' },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, i) => (typeof json['$id'] === 'string' ? json['$id'] : `schema${String(i)}`),
    },
    transform: ({ schema, url, route }) => ({ schema: describeRoute(schema, url, route), url }),
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { deepLinking: true } });
  app.get(
    '/api/openapi.json',
    { config: { access: 'everyone' }, schema: { tags: ['system'], summary: 'This document', response: { 200: Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'OpenAPI 3.1' }) } } },
    async () => app.swagger(),
  );
}

/** Adds to a route's own schema what the hooks demand of it, so that the document cannot forget it. */
function describeRoute(schema: FastifySchema | undefined, url: string, route: RouteOptions): FastifySchema {
  const { access, idempotencyKey } = route.config ?? {};
  const method = String(route.method);
  const answers: Readonly<Record<string, string>> = {
    ...(schema?.body || schema?.params || schema?.querystring ? { 400: 'The request is not valid' } : {}),
    ...(access === 'everyone' ? {} : { 401: 'Not signed in' }),
    ...(Array.isArray(access) ? { 403: 'Not for this account' } : {}),
  };
  const problems = Object.fromEntries(
    Object.entries(answers).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } } },
    ]),
  );
  const response: object = typeof schema?.response === 'object' && schema.response !== null ? schema.response : {};
  return {
    ...schema,
    ...(access === 'everyone' ? { security: [] } : { security: [{ session: [] }, { token: [] }] }),
    ...(needsIdempotencyKey(method, url, idempotencyKey) ? { headers: withIdempotencyKey(schema?.headers) } : {}),
    response: { ...problems, ...response },
  };
}

function withIdempotencyKey(headers: unknown): unknown {
  const own = typeof headers === 'object' && headers !== null && 'properties' in headers ? headers.properties : {};
  return {
    type: 'object',
    properties: {
      'idempotency-key': { type: 'string', minLength: 1, maxLength: 200, description: 'The same for every repetition of one intended change' },
      ...(typeof own === 'object' ? own : {}),
    },
    required: ['idempotency-key'],
  };
}
