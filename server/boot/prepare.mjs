// Brings a checkout to the point where it can run, with nothing but Node: installs what the lock file says when it is
// missing, and builds what is stale. Used by `npm start`, `npm run dev` and `npm test`; does nothing when all is in place.
//
// Zero dependencies by necessity: on a fresh clone there are none.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const MINIMUM_NODE = [20, 19];

/** @param {{ web?: boolean }} wanted Whether the browser workspace is needed as well. */
export function prepare({ web = true } = {}) {
  refuseOldNode();
  if (!packagesAreInstalled()) installPackages();
  if (web) buildWebWhenStale();
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  fail(`Motcua needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

/** npm writes what it installed to node_modules/.package-lock.json; every package that the lock file demands must be there. */
function packagesAreInstalled() {
  const installed = readJson(join(root, 'node_modules/.package-lock.json'));
  const wanted = readJson(join(root, 'package-lock.json'));
  if (!wanted) fail('package-lock.json is missing: this is not a complete checkout.');
  if (!installed) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.link) return true;
    return installed.packages[path]?.version === entry.version;
  });
}

function installPackages() {
  say('Installing packages from package-lock.json (the first time takes a few minutes: SQLite is compiled) …');
  run(npm(), ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { ...process.env, ...nativeBuildSettings() });
}

/** Native add-ons build against Node's own headers where they lie beside it, so that nothing else has to be fetched. */
function nativeBuildSettings() {
  const prefix = resolve(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node.h')) && !process.env.npm_config_nodedir
    ? { npm_config_nodedir: prefix }
    : {};
}

function buildWebWhenStale() {
  const stamp = join(root, 'dist/web/.sources');
  const sources = hashOf(['modeler', 'engine', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  say('Building the browser workspace …');
  run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    'modeler/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Content, not modification times: a clone gives every file the time of the clone. */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) {
    if (/\.(spec|test)\.tsx?$|\.md$/.test(file)) continue;
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = (() => {
    try {
      return readdirSync(path, { withFileTypes: true });
    } catch (error) {
      if (error.code === 'ENOTDIR') return undefined;
      throw error;
    }
  })();
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`${[command, ...args].join(' ')} failed with exit code ${status}.`);
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
