import { parseArgs } from 'node:util';
import { readBundle } from '../seed/read-bundle.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';
import { printDiagnostics, printSoundness } from './print-verification.ts';

/** The same check as in the browser and before publication. */
export const verifyBundle: CliCommand = {
  name: 'verify',
  usage: ['verify <bundle directory or .bpmn file> [--json]'],
  summary: 'Say whether a bundle could be published, and what to mend.',
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Name one bundle directory or .bpmn file.');
    const { verify } = await import('../../engine/index.ts');
    const { ok, diagnostics, soundness } = await verify(await readBundle(path));
    if (values.json === true) {
      process.stdout.write(`${JSON.stringify({ ok, diagnostics, soundness }, null, 2)}\n`);
    } else {
      printDiagnostics(diagnostics);
      printSoundness(soundness);
      process.stdout.write(ok ? 'It can be published.\n' : 'It cannot be published.\n');
    }
    return ok ? EXIT.done : EXIT.refused;
  },
};
