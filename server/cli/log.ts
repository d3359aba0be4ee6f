import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { EXIT, RefusedFile, UsageError, type CliCommand } from './cli-command.ts';
import { platformSha256, readNote, trustedKeys } from './log-files.ts';

/** The signed log over the events of all cases: its keys, the whole of it as a file, and the check of such a file. */
export const log: CliCommand = {
  name: 'log',
  usage: [
    'log key',
    'log rotate-key',
    'log export',
    'log verify <file> --key <verifier key or file>… [--handover <file>]… [--checkpoint <file>]…',
  ],
  summary:
    'The signed log of events. key: print the verifier keys, for auditors; rotate-key: replace the key that signs; export: print all entries (no personal data); verify: recompute the log from such a file, without server or database.',
  async run([verb, ...args]) {
    switch (verb) {
      case 'key':
        return printKeys(args);
      case 'rotate-key':
        return rotateKey(args);
      case 'export':
        return exportLog(args);
      case 'verify':
        return verifyLog(args);
      default:
        throw new UsageError('Say what to do with the log: key, rotate-key, export or verify.');
    }
  },
};

async function printKeys(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('log key takes no arguments.');
  const { verifierKeys } = await (await folder()).keys();
  process.stdout.write(`${verifierKeys.join('\n')}\n`);
  return EXIT.done;
}

async function rotateKey(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('log rotate-key takes no arguments.');
  const { openCheckpoint } = await import('../../engine/index.ts');
  const logFolder = await folder();
  const note = await logFolder.lastCheckpoint();
  const { verifiers } = await logFolder.keys();
  const opened = note === undefined ? undefined : openCheckpoint(note, verifiers);
  if (opened?.ok === false) throw new RefusedFile(`The last checkpoint cannot be read: ${opened.message}`);
  const { verifierKey, handover } = await logFolder.rotateKey(opened?.checkpoint);
  process.stderr.write(
    `The next checkpoint is signed by the new key. Hand this to the auditors${handover === undefined ? '' : ', with the note below by which the old key names it'}:\n`,
  );
  process.stdout.write(`${verifierKey}\n${handover === undefined ? '' : `\n${handover}`}`);
  return EXIT.done;
}

async function exportLog(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('log export takes no arguments.');
  const { openConfiguredStore } = await import('../open-services.ts');
  const { writeLogFile } = await import('./log-export.ts');
  const store = await openConfiguredStore(readConfig());
  try {
    const written = await writeLogFile(store, async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    });
    if (written) return EXIT.done;
    process.stderr.write('No checkpoint has been signed yet; start the server and let it work for a minute.\n');
    return EXIT.refused;
  } finally {
    await store.close();
  }
}

/** Needs neither server nor database. */
async function verifyLog(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      handover: { type: 'string', multiple: true, default: [] },
      checkpoint: { type: 'string', multiple: true, default: [] },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('Name one file of log export.');
  if (values.key.length === 0) throw new UsageError('Give the verifier key of the log: --key.');
  const { openCheckpoint } = await import('../../engine/index.ts');
  const { verifyLogFile } = await import('./log-export.ts');
  const trusted = await trustedKeys(values.key, values.handover);
  const sha256 = await platformSha256();
  const earlier = await Promise.all(
    values.checkpoint.map(async (each) => {
      const opened = openCheckpoint(await readNote(each), trusted, sha256);
      if (!opened.ok) throw new RefusedFile(`${each}: ${opened.message}`);
      return opened.checkpoint;
    }),
  );
  const { checkpoint, signedBy } = await verifyLogFile(path, trusted, earlier);
  const lines = [
    `The ${String(checkpoint.size)} entries of the log ${checkpoint.origin} are those that ${signedBy.join(' and ')} has signed.`,
    ...earlier.map(({ size }) => `The log begins with the ${String(size)} entries of a checkpoint that you kept.`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.done;
}

async function folder() {
  const { configuredLogFolder } = await import('../open-services.ts');
  return configuredLogFolder(readConfig());
}
