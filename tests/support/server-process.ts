import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** A real server in a process of its own: what a user gets from `npm start`, on a free port and in a folder of its own. */
export interface ServerProcess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly pid: number;
  /** Everything that it has written so far, standard output and error. */
  readonly output: () => string;
  /** SIGTERM, and waits for the end. Resolves to the exit code. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL: the machine pulls the plug. The data folder stays. */
  readonly kill: () => Promise<void>;
  readonly dataDir: string;
  /** Removes the data folder. */
  readonly remove: () => Promise<void>;
}

export interface ServerOptions {
  /** Of an earlier server, to go on where it was killed. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the server and waits until it answers `/readyz`. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'motcua-data-')));
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, MOTCUA_DEMO: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const collect = (chunk: Buffer): void => {
    written += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));

  const url = await address(child, () => written);
  if (child.pid === undefined) throw new Error('The server has no process id.');
  await ready(url, () => written);
  return {
    url,
    pid: child.pid,
    dataDir,
    output: () => written,
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** The server prints its address once it listens. */
async function address(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((found, failed) => {
    const look = (): void => {
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output());
      if (match) found(match[0]);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) =>
      failed(new Error(`The server ended with code ${String(code)} before it listened:\n${output()}`)),
    );
  });
}

async function ready(url: string, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`The server did not become ready:\n${output()}`);
}
