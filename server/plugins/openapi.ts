import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifySchema, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import type { App } from './app-type.ts';
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
      buildLocalReference: (json, _baseUri, _fragment, i) =>
        typeof json['$id'] === 'string' ? json['$id'] : `schema${String(i)}`,
    },
    transform: ({ schema, url, route }) => ({ schema: describeRoute(schema, url, route), url }),
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { deepLinking: true } });
  app.get(
    '/api/openapi.json',
    {
      config: { access: 'everyone' },
      schema: {
        tags: ['system'],
        summary: 'This document',
        response: {
          200: Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'OpenAPI 3.1' }),
        },
      },
    },
    async () => app.swagger(),
  );
}

/** Adds to a route's own schema what the hooks demand of it, so that the document cannot forget it. */
function describeRoute(schema: FastifySchema | undefined, url: string, route: RouteOptions): FastifySchema {
  const { access, idempotencyKey } = route.config ?? {};
  const method = String(route.method);
  const needsKey = needsIdempotencyKey(method, url, idempotencyKey);
  const changes = method !== 'GET';
  const refusals: readonly number[] = [
    ...(schema?.body || schema?.params || schema?.querystring || needsKey ? [400] : []),
    ...(access !== undefined && access !== 'everyone' ? [401] : []),
    ...(Array.isArray(access) || (changes && access !== undefined) ? [403] : []),
    ...(schema?.body ? [413, 415] : []),
  ];
  const own: object = typeof schema?.response === 'object' && schema.response !== null ? schema.response : {};
  return {
    ...schema,
    operationId: operationId(method, url),
    ...(access === undefined || access === 'everyone'
      ? { security: [] }
      : { security: [{ session: [] }, { token: [] }] }),
    ...(needsKey ? { headers: withIdempotencyKey(schema?.headers) } : {}),
    response: {
      ...Object.fromEntries(refusals.map((status) => [status, problem(status)])),
      ...Object.fromEntries(
        Object.entries(own).map(([status, answer]: [string, unknown]) => [status, described(Number(status), answer)]),
      ),
    },
  };
}

/** `POST /api/tasks/{taskId}/complete` is `postTasksTaskIdComplete`: stable, and readable in a generated client. */
function operationId(method: string, url: string): string {
  const words = url
    .replace(/^\/api\//, '/')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const MEANING: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created',
  204: 'Done; nothing to say',
  400: 'The request does not have the documented shape',
  401: 'Not signed in',
  403: 'Not for this account, or sent by a page of another site',
  404: 'Not there, or not there for this account',
  409: 'Made impossible by what has happened meanwhile; read again',
  412: 'Changed since it was read',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'Understood and refused; `code`, `findings` and `diagnostics` say why',
  429: 'Too many attempts',
  503: 'Not ready',
};

function described(status: number, answer: unknown): object {
  if (typeof answer !== 'object' || answer === null) throw new Error('An answer of a route has no schema.');
  if ('$ref' in answer && answer.$ref === 'Problem#') return problem(status);
  // @fastify/swagger takes the description of an answer from its schema; a reference cannot carry one.
  if ('$ref' in answer)
    return { description: MEANING[status] ?? '', content: { 'application/json': { schema: answer } } };
  return { description: MEANING[status] ?? '', ...answer };
}

function problem(status: number): object {
  return {
    description: MEANING[status] ?? '',
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  };
}

function withIdempotencyKey(headers: unknown): unknown {
  const own = typeof headers === 'object' && headers !== null && 'properties' in headers ? headers.properties : {};
  return {
    type: 'object',
    properties: {
      'idempotency-key': {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        description: 'The same for every repetition of one intended change',
      },
      ...(typeof own === 'object' ? own : {}),
    },
    required: ['idempotency-key'],
  };
}
