// Stryker changes the token game in one small place after another (a mutant) and runs the tests that reach the place. The README
// says why each of these choices was made.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['engine/execute/**/*.ts', '!**/*.spec.ts'],
  plugins: [
    '@stryker-mutator/vitest-runner',
    './tests/mutation/in-process/runner.mjs',
    './tests/mutation/human-text.mjs',
    './tests/mutation/would-compile.mjs',
  ],
  checkers: ['would-compile'],
  ignorers: ['human-text'],
  ignoreStatic: true,

  testRunner: 'in-process',
  testRunnerNodeArgs: ['--import', 'tsx'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Beside other work a run may be twice as slow as the first one, and a slow test is not an endless loop.
  timeoutFactor: 2,
  // Neither runner reads types.
  disableTypeChecks: false,

  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['/modeler', '/server', '/procedures', '/data', '/dist'],
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  htmlReporter: { fileName: '.cache/mutation/report.html' },
};
