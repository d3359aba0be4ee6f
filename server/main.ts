import { ConfigError, readConfig, type Config } from './config.ts';
import { DEMO_PASSWORD } from './seed/demo-accounts.ts';
import { startServer, type RunningServer } from './server.ts';

/**
 * `npm start`: reads the environment, starts the server, says where it is, and stops in order when it is told to: no new
 * requests, those under way finish, background work ends, the store closes.
 */

/** How long requests under way may take to finish. */
const DRAIN_MS = 15_000;
/** A terminal's Ctrl-C reaches the server twice when a parent process passes it on; only a later one means "now". */
const IMPATIENT_AFTER_MS = 1_000;

await main();

async function main(): Promise<void> {
  const config = configuration();
  if (!config) return;
  const server = await startServer(config);
  announce(server);
  stopOnSignal(server);
}

function configuration(): Config | undefined {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

function announce(server: RunningServer): void {
  const { url, store, refusedBundles, demoAccounts, hasAccounts, simulatedJobTypes } = server;
  const lines = ['', `Motcua is at ${url} (${store}).`];
  for (const { bundle, message } of refusedBundles) lines.push(`Not published: ${bundle}: ${message}`);
  if (demoAccounts.length > 0) {
    lines.push('', `Demonstration accounts, all with the password ${DEMO_PASSWORD}:`);
    const width = Math.max(...demoAccounts.map(({ username }) => username.length));
    for (const { username, roles, name } of demoAccounts)
      lines.push(`  ${username.padEnd(width)}  ${roles.join(', ')}: ${name}`);
    lines.push('', 'MOTCUA_DEMO=0 on an empty DATA_DIR starts without them.');
  } else if (!hasAccounts) {
    lines.push(
      '',
      'There is no account yet. Add the first one with:',
      '  npm run motcua -- user add <user name> --name <display name> --role operator',
    );
  }
  if (simulatedJobTypes.length > 0)
    lines.push('', `Simulated, not the national systems: ${simulatedJobTypes.join(', ')}.`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

function stopOnSignal(server: RunningServer): void {
  let stopping: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping !== undefined) {
      if (performance.now() - stopping < IMPATIENT_AFTER_MS) return;
      process.stderr.write(`${signal} again: stopping at once.\n`);
      process.exit(1);
    }
    stopping = performance.now();
    const overdue = setTimeout(() => {
      process.stderr.write(`Requests were still under way after ${String(DRAIN_MS / 1000)} s: stopping at once.\n`);
      process.exit(1);
    }, DRAIN_MS);
    overdue.unref();
    server.close().then(
      () => {
        process.exitCode = 0;
        clearTimeout(overdue);
      },
      (error: unknown) => {
        process.stderr.write(`The server did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
