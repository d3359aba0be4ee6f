import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['engine/**/*.spec.ts', 'server/**/*.spec.ts', 'modeler/**/*.spec.ts', 'tests/**/*.test.ts'],
  },
});
