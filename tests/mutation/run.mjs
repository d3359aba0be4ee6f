// `npm run mutation -- [--vitest] [--record] [file …]`: changes the engine in one small place after another and asks whether a
// test notices. Without files: all of engine/execute. `--record` writes the scores into scores.md, file by file.

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SCORES = join(root, 'tests/mutation/scores.md');
const REPORT = join(root, '.cache/mutation/report.json');

const words = process.argv.slice(2);
const files = words.filter((word) => !word.startsWith('--')).map((file) => relative(root, join(process.cwd(), file)));

// It takes long: whoever works beside it comes first.
setPriority(constants.priority.PRIORITY_LOW);
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
    'run',
    'tests/mutation/stryker.config.mjs',
    ...(words.includes('--vitest') ? ['--testRunner', 'vitest'] : []),
    ...(files.length > 0 ? ['--mutate', [...files, '!**/*.spec.ts'].join(',')] : []),
  ],
  { cwd: root, stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);
if (words.includes('--record')) record();

/** Replaces the lines of the files that were run; the others keep the commit at which they were run. */
function record() {
  const report = JSON.parse(readFileSync(REPORT, 'utf8'));
  const page = readFileSync(SCORES, 'utf8');
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const rows = new Map(
    page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => [line.split('`')[1], line]),
  );
  for (const [path, { mutants }] of Object.entries(report.files)) {
    const row = rowOf(path, mutants, `${date} | ${commit}`);
    if (row !== undefined) rows.set(nameOf(path), row);
  }
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
  const [above] = page.split(/^\| `/m);
  writeFileSync(SCORES, `${withTotal(above, sorted)}${sorted.join('\n')}\n`);
}

function nameOf(path) {
  return relative('engine/execute', path);
}

function rowOf(path, mutants, when) {
  const count = (...states) => mutants.filter((mutant) => states.includes(mutant.status)).length;
  const [killed, alive] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  return killed + alive === 0
    ? undefined
    : `| \`${nameOf(path)}\` | ${percent(killed, killed + alive)} | ${killed} | ${alive} | ${count('Ignored')} | ${count('CompileError')} | ${when} |`;
}

/** The sum over all lines, in the sentence above the table. */
function withTotal(above, rows) {
  const cells = rows.map((row) => row.split('|').map((cell) => Number(cell)));
  const sum = (column) => cells.reduce((total, row) => total + row[column], 0);
  const [killed, alive] = [sum(3), sum(4)];
  const total = `**${percent(killed, killed + alive)}**: ${killed} of ${killed + alive} mutants in ${rows.length} files are noticed.`;
  return above.replace(/^\*\*.*noticed\.$/m, total);
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
