/**
 * The tests that a mutant of the token game has to survive, fast ones first: files, and folders whose specs are meant. Nothing that
 * starts a server, a database or a browser.
 */
export const TEST_FILES: readonly string[] = [
  'engine/execute',
  'engine/lifecycle',
  'engine/host',
  'tests/conformance/conformance.test.ts',
  'tests/procedures/calendar-decision.test.ts',
  'tests/procedures/override.test.ts',
  'tests/procedures/closed-lists.test.ts',
  'tests/procedures/scenarios.test.ts',
  'tests/verify/verify-rules.test.ts',
  'tests/property/execution.test.ts',
];

/** The laws run on fewer random models than in `npm test`: each mutant that survives pays for all of them. */
export const TEST_ENVIRONMENT: Readonly<Record<string, string>> = { PROPERTY_RUNS: '20' };
