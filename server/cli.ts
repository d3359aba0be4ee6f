import { describe } from './cli/describe.ts';
import { exportHistory, verifyHistory } from './cli/history.ts';
import { migrate } from './cli/migrate.ts';
import { publish } from './cli/publish.ts';
import { user } from './cli/user.ts';
import { verifyBundle } from './cli/verify.ts';
import { log } from './cli/log.ts';
import { EXIT, RefusedFile, UsageError, type CliCommand } from './cli/cli-command.ts';
import { ConfigError, VARIABLES } from './config.ts';
import { BundleError } from './seed/read-bundle.ts';

/**
 * `motcua <command>`: what an operator or analyst does from a terminal. Answers go to standard output, complaints to
 * standard error; the exit code is 0 when it was done, 1 when it was refused or failed, 2 when it was asked wrongly.
 */
const COMMANDS: readonly CliCommand[] = [
  verifyBundle,
  publish,
  user,
  migrate,
  describe,
  exportHistory,
  verifyHistory,
  log,
];

// `motcua … | head` closes the pipe when it has read enough: nobody listens any more, but what was asked for is still done.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2));

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage());
    return name === undefined ? EXIT.misused : EXIT.done;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${usage()}`);
    return EXIT.misused;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    // parseArgs complains with a TypeError that carries a code.
    const misused = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
    if (misused) {
      process.stderr.write(
        `${error.message}\n\nUsage: ${command.usage.map((line) => `motcua ${line}`).join('\n       ')}\n`,
      );
      return EXIT.misused;
    }
    if (error instanceof ConfigError || error instanceof BundleError || error instanceof RefusedFile) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.refused;
    }
    throw error;
  }
}

function usage(): string {
  const commands = COMMANDS.flatMap(({ usage: lines, summary }) => [
    ...lines.map((line) => `  motcua ${line}`),
    `      ${summary}`,
    '',
  ]);
  const width = Math.max(...Object.keys(VARIABLES).map((name) => name.length));
  const variables = Object.entries(VARIABLES).map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
  return [
    'Motcua: administrative procedures, run exactly as they were published.',
    '',
    ...commands,
    'Environment:',
    ...variables,
    '',
  ].join('\n');
}
