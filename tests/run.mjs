// `npm test` and `npm run check`: every check there is, and one closing line that counts them all.
//
// Zero dependencies: on a fresh clone the packages are installed first, by this very run.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from '../server/boot/prepare.mjs';

const quick = process.argv.includes('--quick');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const QUICK_SUITES = ['architecture', 'unit'];
const ALL_SUITES = [...QUICK_SUITES, 'conformance', 'property', 'store', 'api', 'fault', 'browser'];

/**
 * Checks that pass or fail as a whole; each counts as one. While working they remember what they have seen (`cached`); the whole
 * run looks at everything anew, because what a rule that knows types says of a file depends on other files too.
 */
const CHECKS = [
  {
    name: 'types',
    command: ['node_modules/typescript/bin/tsc', '--project', '.'],
    cached: ['--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'],
  },
  {
    name: 'lint',
    command: [
      'node_modules/eslint/bin/eslint.js',
      '--config',
      'tests/lint/eslint.config.js',
      '--max-warnings',
      '0',
      '.',
    ],
    cached: ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/lint.json'],
  },
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '**/*.{ts,tsx,mjs}'],
    cached: ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/format.json'],
  },
];

prepare({ web: !quick });

const total = { passed: 0, failed: 0, skipped: 0 };
const started = performance.now();

const checks = CHECKS.filter(({ name }) => only.length === 0 || only.includes(name));
await Promise.all(checks.map(runCheck));
const suites = (quick ? QUICK_SUITES : ALL_SUITES).filter((name) => !only.length || only.includes(name));
for (const suite of suites) add(timed(suite, () => runSuite(suite)));

process.stdout.write(`\n${seconds(started)} s in all\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** Checks run beside each other: what one says is shown when it has said it all. */
async function runCheck({ name, command, cached }) {
  const from = performance.now();
  const child = spawn(process.execPath, quick ? [...command, ...cached] : command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  process.stdout.write(`\n── ${name}\n${Buffer.concat(said).toString()}── ${name}: ${seconds(from)} s\n`);
  total[status === 0 ? 'passed' : 'failed'] += 1;
}

/** Runs one vitest project and reads its own report: the exit code alone would hide a suite that found no test. */
function runSuite(name) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-tests-'));
  const report = join(folder, 'report.json');
  const status = node([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--project',
    name,
    '--reporter',
    process.env.CI ? 'dot' : 'default',
    '--reporter',
    'json',
    '--outputFile.json',
    report,
  ]);
  const counted = readReport(report);
  rmSync(folder, { recursive: true, force: true });
  if (!counted) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } = counted;
  // A file that could not even be loaded has no failed test, and an unhandled rejection belongs to none.
  const failed = numFailedTests || numFailedTestSuites || (status === 0 ? 0 : 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + (numTodoTests ?? 0) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    process.stderr.write('The suite left no report.\n');
    return undefined;
  }
}

function add(counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}

function timed(name, work) {
  const from = performance.now();
  process.stdout.write(`\n── ${name}\n`);
  const result = work();
  process.stdout.write(`── ${name}: ${seconds(from)} s\n`);
  return result;
}

function node(command) {
  const { status, error } = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  return status;
}

function seconds(from) {
  return ((performance.now() - from) / 1000).toFixed(1);
}
