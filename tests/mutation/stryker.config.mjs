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
  // At the lowest priority the first run, of all tests, may wait long for its turn.
  dryRunTimeoutMinutes: 30,
  // The runner has a watchdog for each test; this is for what that one misses. A slow machine is not an endless loop.
  timeoutFactor: 10,
  // Neither runner reads types.
  disableTypeChecks: false,

  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['/modeler', '/data', '/dist'],
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  htmlReporter: { fileName: '.cache/mutation/report.html' },
};
