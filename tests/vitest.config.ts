import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const withPostgres = {
  globalSetup: ['tests/support/postgres-server.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/**
 * One project per kind of test, so that `npm run check` can leave out what needs a database or a browser and CI can say
 * which kind failed. PostgreSQL is started once for all projects that need it (`support/postgres-server.ts`).
 */
export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', ['engine/**/*.spec.ts', 'server/**/*.spec.ts', 'modeler/**/*.spec.{ts,tsx}']),
      project('architecture', ['tests/*.test.ts']),
      project('conformance', [
        'tests/conformance/**/*.test.ts',
        'tests/verify/**/*.test.ts',
        'tests/calendar/**/*.test.ts',
        'tests/procedures/**/*.test.ts',
      ]),
      project(
        'property',
        ['tests/property/**/*.test.ts', 'tests/forms/**/*.test.ts', 'tests/generators/**/*.test.ts'],
        { testTimeout: 120_000 },
      ),
      project('store', ['tests/store/**/*.test.ts'], withPostgres),
      project('api', ['tests/api/**/*.test.ts'], withPostgres),
      project('fault', ['tests/fault/**/*.test.ts'], { ...withPostgres, testTimeout: 180_000 }),
      project('browser', ['tests/browser/**/*.test.ts'], {
        ...withPostgres,
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
});

function project(name: string, include: string[], options: object = {}) {
  return { root, test: { name, include, testTimeout: 30_000, ...options } };
}
