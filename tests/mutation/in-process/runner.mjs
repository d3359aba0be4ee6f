// A test runner for Stryker that loads engine and tests once and then switches one mutant on after another. The stock runner for
// vitest starts a worker and loads the engine anew for each mutant: 2.7 s of CPU a mutant were measured, against half a second
// here, which is the difference between a night and a lunch break for the whole token game.
//
// What makes that safe: the engine is pure, so a mutant leaves nothing behind but what it may have put into a memo. After every
// kill the test that failed runs again without the mutant; if it fails then too, the process is given up and Stryker starts
// another, so that no mutant counts as killed by what the one before it left.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { noteOn, startWatchdog } from './watchdog.mjs';

/** Stryker finds the runner under this name (`testRunner` of the configuration). */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: createRunner }];

/** Where the changed code looks up which mutant is on, and counts how often it was met. */
const switchboard = (globalThis.__stryker__ ??= {});

const [SUCCESS, FAILED] = [0, 1];

/** What the first run found out, for the processes that come after this one. */
const FIRST_RUN = 'first-run.json';

/** How much oftener than in the first run a mutant may be met within one test before it counts as an endless loop. */
const PATIENCE = 100;
/** How long a test may take with a mutant: much longer than without, since the machine may be busy with other things. */
const patienceMs = (timeSpentMs) => 5_000 + 10 * timeSpentMs;

function createRunner() {
  let tests;
  let first;
  let watchdog;
  return {
    // A mutant that must be on while the modules load needs a new process.
    capabilities: () => ({ reloadEnvironment: false }),

    async dryRun() {
      tests = await loadTests();
      const results = [];
      for (const test of tests) {
        switchboard.currentTestId = test.id;
        results.push(await run(test));
        switchboard.currentTestId = undefined;
      }
      const { mutantCoverage } = switchboard;
      const spent = Object.fromEntries(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
      writeFileSync(FIRST_RUN, JSON.stringify({ spent, met: mutantCoverage?.perTest ?? {} }));
      return { status: 'complete', tests: results, mutantCoverage };
    },

    async mutantRun({ activeMutant, testFilter, mutantActivation }) {
      const { id } = activeMutant;
      if (existsSync(noteOn(id))) return { status: 'timeout', reason: 'A test did not end.' };
      if (mutantActivation === 'static') switchboard.activeMutant = id;
      tests ??= await loadTests();
      first ??= JSON.parse(readFileSync(FIRST_RUN, 'utf8'));
      watchdog ??= startWatchdog();
      const chosen = testFilter ? tests.filter((test) => testFilter.includes(test.id)) : tests;
      for (const [index, test] of chosen.entries()) {
        const limit = PATIENCE * (first.met[test.id]?.[id] ?? Infinity);
        watchdog.begin(id, patienceMs(first.spent[test.id] ?? 0));
        const { status, failureMessage, hitCount } = await runMutated(test, activeMutant, limit);
        watchdog.end();
        if (hitCount > limit) return { status: 'timeout', reason: `It was met ${hitCount} times: an endless loop.` };
        if (status !== FAILED) continue;
        if (mutantActivation !== 'static') await mustPass(test, activeMutant);
        return { status: 'killed', failureMessage, killedBy: [test.id], nrOfTests: index + 1 };
      }
      return { status: 'survived', nrOfTests: chosen.length };
    },
  };
}

async function loadTests() {
  const { LEFT_OUT, TEST_ENVIRONMENT, TEST_FILES } = await import('../suite.ts');
  Object.assign(process.env, TEST_ENVIRONMENT);
  const { default: fc } = await import('fast-check');
  // The same models and schedules for every mutant, and no time spent on making a failure smaller.
  fc.configureGlobal({ seed: 20260105, endOnFailure: true });
  register('./resolve-vitest.mjs', import.meta.url);
  const { readTests, setups, tests } = await import('./vitest-words.mjs');
  for (const file of TEST_FILES.flatMap(filesOf)) {
    await readTests(file, () => import(pathToFileURL(resolve(file)).href));
  }
  await unobserved(async () => {
    for (const setup of setups) await setup();
  });
  return tests.filter(({ name }) => !LEFT_OUT.test(name));
}

/** What runs before the tests is no part of any: a mutant that it meets is not static for that. */
async function unobserved(work) {
  const before = { ...switchboard.mutantCoverage?.static };
  await work();
  if (switchboard.mutantCoverage) switchboard.mutantCoverage.static = before;
}

/** A file, or every spec below a folder. */
function filesOf(path) {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.spec.ts'))
    .sort()
    .map((name) => join(path, name));
}

/** Runs a test with the mutant on, and counts how often it was met. */
async function runMutated(test, { id }, hitLimit) {
  Object.assign(switchboard, { activeMutant: id, hitCount: 0, hitLimit });
  const result = await run(test);
  const { hitCount } = switchboard;
  Object.assign(switchboard, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
  return { ...result, hitCount };
}

async function run({ id, name, fileName, run: body }) {
  const from = performance.now();
  const result = (rest) => ({ id, name, fileName, timeSpentMs: performance.now() - from, ...rest });
  try {
    await body();
    return result({ status: SUCCESS });
  } catch (error) {
    return result({ status: FAILED, failureMessage: error instanceof Error ? error.message : String(error) });
  }
}

async function mustPass(test, { id }) {
  const { status, failureMessage } = await run(test);
  if (status !== FAILED) return;
  process.stderr.write(`Mutant ${id} left something behind: ${test.id}: ${failureMessage}\n`);
  process.exit(1);
}
