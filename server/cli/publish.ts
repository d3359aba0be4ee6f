import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { readBundle } from '../seed/read-bundle.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';
import { printDiagnostics } from './print-verification.ts';

/** From a directory to an immutable version, without the browser: for releases that come out of a repository. */
export const publish: CliCommand = {
  name: 'publish',
  usage: ['publish <bundle directory or .bpmn file> [--as <user name>]'],
  summary: 'Verify a bundle and publish it as an immutable version.',
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { as: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Name one bundle directory or .bpmn file.');
    const files = await readBundle(path);
    const { publishProcedure } = await import('../commands/publish-procedure.ts');
    const { withServices } = await import('../open-services.ts');
    return withServices(readConfig(), async ({ shell, accounts }) => {
      const author = values.as === undefined ? undefined : await accounts.userByName(values.as);
      if (values.as !== undefined && !author) {
        process.stderr.write(`There is no account ${values.as}; motcua user list shows them.\n`);
        return EXIT.refused;
      }
      const outcome = await publishProcedure(shell, { files, publishedBy: author?.id ?? 'system' });
      printDiagnostics(outcome.diagnostics);
      if (!outcome.ok) {
        process.stderr.write(`${outcome.rejection.message}\n`);
        return EXIT.refused;
      }
      process.stdout.write(`Published ${outcome.code} version ${outcome.version}, digest ${outcome.digest}.\n`);
      return EXIT.done;
    });
  },
};
