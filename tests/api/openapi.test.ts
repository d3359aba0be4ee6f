import openapiTS from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { App } from '../../server/plugins/app-type.ts';

/** The document that describes the API, made as `motcua openapi` makes it: without a store behind it. */

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly requestBody?: object;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

let app: App;
let operations: readonly { readonly path: string; readonly method: string; readonly operation: Operation }[];
beforeAll(async () => {
  app = await createApp({ config: { ...readConfig({}), logLevel: 'silent' } });
  await app.ready();
  const document: { readonly paths?: object } = app.swagger();
  operations = Object.entries(document.paths ?? {}).flatMap(([path, item]: [string, Record<string, Operation>]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
});
afterAll(() => app.close());

it('is valid OpenAPI 3.1 of which a client can be generated', async () => {
  const document = JSON.stringify(app.swagger());
  expect(document).toContain('"openapi":"3.1.0"');
  // Lints the document against the specification (Redocly) and throws at the first error.
  expect((await openapiTS(document, { silent: true })).length).toBeGreaterThan(3);
});

it('has an operation for every route', () => {
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  const routes = routesOf(app.printRoutes({ commonPrefix: false }));
  expect(routes.length).toBeGreaterThan(40);
  expect([...described].sort()).toEqual([...routes].sort());
});

describe('every operation', () => {
  it('has a name of its own, a summary, one tag', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      expect([path, operation.summary]).toEqual([path, expect.stringMatching(/\S/)]);
      expect([path, operation.tags]).toEqual([path, [expect.any(String)]]);
    }
  });

  it('answers success with a schema and refusals with a problem document', () => {
    for (const { path, method, operation } of operations) {
      const where = `${method} ${path}`;
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        where,
      ).toBe(true);
      for (const [status, { description, content = {} }] of Object.entries(operation.responses)) {
        expect(description, `${where} ${status}`).toMatch(/\S/);
        if (/^[45]/.test(status) && path.startsWith('/api/'))
          expect(content, `${where} ${status}`).toEqual({
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          });
      }
    }
  });

  it('names what can go wrong before its own work begins', () => {
    for (const { path, method, operation } of operations.filter(({ path }) => path.startsWith('/api/'))) {
      const where = `${method} ${path}`;
      const isOpen = operation.security?.length === 0;
      const expected = [
        ...(isOpen ? [] : ['401']),
        ...(operation.requestBody === undefined ? [] : ['400', '413', '415']),
        ...((operation.parameters ?? []).length === 0 ? [] : ['400']),
        ...(method === 'get' || isOpen ? [] : ['403']),
      ];
      expect(Object.keys(operation.responses), where).toEqual(expect.arrayContaining(expected));
    }
  });

  it('that changes something asks for an Idempotency-Key, but for those that are harmless to repeat', () => {
    const without = operations
      .filter(({ method }) => method !== 'get')
      .filter(
        ({ operation }) => !operation.parameters?.some(({ name, required }) => name === 'idempotency-key' && required),
      )
      .map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(without.sort()).toEqual([
      'DELETE /api/session',
      'POST /api/drafts/{id}/verify',
      'POST /api/jobs/activate',
      'POST /api/jobs/{jobId}/extend',
      'POST /api/procedures/{code}/migrations/preview',
      'POST /api/session',
    ]);
  });
});

/** Routes out of the tree that Fastify prints; HEAD comes with every GET, pages and the description itself are none of the API. */
function routesOf(tree: string): readonly string[] {
  const trail: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent = '', segment = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \((.+)\)$/.exec(line) ?? [];
    if (segment === '') continue;
    trail.length = indent.length / 4;
    trail.push(segment);
    const path = trail.join('').replace(/:(\w+)/g, '{$1}');
    if (path === '*' || path.startsWith('/api/docs')) continue;
    for (const method of methods.split(', ')) if (method !== 'HEAD') routes.push(`${method} ${path}`);
  }
  return routes;
}
