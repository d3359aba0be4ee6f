import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { User } from '../store/accounts.ts';
import { readBundle } from '../seed/read-bundle.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';
import { printDiagnostics } from './print-verification.ts';

/** From a directory to an immutable version, without the browser: for releases that come out of a repository. */
export const publish: CliCommand = {
  name: 'publish',
  usage: ['publish <bundle directory or .bpmn file> [--as <user name> [--proposed-by <user name>]]'],
  summary: 'Verify a bundle and publish it as an immutable version.',
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { as: { type: 'string' }, 'proposed-by': { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Name one bundle directory or .bpmn file.');
    const { as: publisherName, 'proposed-by': proposerName } = values;
    if (proposerName !== undefined && publisherName === undefined)
      throw new UsageError('Where somebody proposes, --as names who publishes.');
    const files = await readBundle(path);
    const { publishProcedure } = await import('../commands/publish-procedure.ts');
    const { withServices } = await import('../open-services.ts');
    return withServices(readConfig(), async ({ shell, accounts }) => {
      const publisher = publisherName === undefined ? undefined : await accounts.userByName(publisherName);
      const proposer = proposerName === undefined ? undefined : await accounts.userByName(proposerName);
      const problem =
        unknownAccount(publisherName, publisher) ??
        unknownAccount(proposerName, proposer) ??
        refuseProposer(publisher, proposer);
      if (problem !== undefined) {
        process.stderr.write(`${problem}\n`);
        return EXIT.refused;
      }
      const outcome = await publishProcedure(shell, {
        files,
        publishedBy: publisher?.id ?? 'system',
        ...(proposer === undefined ? {} : { proposedBy: proposer.id }),
      });
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

function unknownAccount(name: string | undefined, user: User | undefined): string | undefined {
  return name !== undefined && user === undefined
    ? `There is no account ${name}; motcua user list shows them.`
    : undefined;
}

/** Two persons, and both analysts who may work today: otherwise the record would claim four eyes that there were not. */
function refuseProposer(publisher: User | undefined, proposer: User | undefined): string | undefined {
  if (publisher === undefined || proposer === undefined) return undefined;
  if (publisher.id === proposer.id)
    return 'Who proposes a version may not publish it; name a second analyst with --as.';
  const other = [publisher, proposer].find(({ roles, disabled }) => disabled || !roles.includes('analyst'));
  return other === undefined
    ? undefined
    : `${other.username} is not an analyst with an active account; two of them propose and publish.`;
}
