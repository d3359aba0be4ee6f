import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';
import { TEST_ENVIRONMENT, TEST_FILES } from './suite.ts';

/** The same tests under vitest itself, for `npm run mutation -- --vitest`. One project: Stryker speaks to one. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: TEST_FILES.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.spec.ts`)),
    testTimeout: 120_000,
    env: { ...TEST_ENVIRONMENT },
  },
});
