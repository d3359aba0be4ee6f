import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';

/** The history of a case for whoever wants to verify it elsewhere. Holds what the applicant wrote: handle it as the dossier. */
export const exportHistory: CliCommand = {
  name: 'export-history',
  usage: ['export-history <case id or dossier code>'],
  summary: 'Print the sealed history of a case, to be verified without this server. Contains personal data.',
  async run(args) {
    const [id, ...more] = args;
    if (id === undefined || more.length > 0) throw new UsageError('Name one case by its id or dossier code.');
    const { writeHistoryFile } = await import('../../engine/index.ts');
    const { openConfiguredStore } = await import('../open-services.ts');
    const store = await openConfiguredStore(readConfig());
    try {
      const record = (await store.getCase(id)) ?? (await store.findCaseByDossierCode(id));
      if (record === undefined) {
        process.stderr.write(`There is no case ${id}.\n`);
        return EXIT.refused;
      }
      process.stdout.write(writeHistoryFile(await store.loadCommits(record.caseId, {}), sha256));
      return EXIT.done;
    } finally {
      await store.close();
    }
  },
};

/** Needs neither server nor database: an auditor runs it on a machine of their own. */
export const verifyHistory: CliCommand = {
  name: 'verify-history',
  usage: ['verify-history <file> [--known <event>:<hash>]'],
  summary: 'Say whether an exported history is unchanged; --known: an event and hash that were noted down before.',
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { known: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Name one file of export-history.');
    const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-fA-F]{64})$/.exec(values.known ?? '') ?? [];
    if (values.known !== undefined && hash === undefined)
      throw new UsageError('--known is the number of an event, a colon and 64 hexadecimal digits.');
    const { verifyHistoryFile } = await import('../../engine/index.ts');
    const bytes = await readFile(path).catch(() => undefined);
    const text = bytes === undefined ? undefined : utf8(bytes);
    if (text === undefined) {
      process.stderr.write(`${path} cannot be read, or is not text in UTF-8.\n`);
      return EXIT.refused;
    }
    const verdict = verifyHistoryFile(text, hash === undefined ? undefined : { seq: Number(seq), hash }, sha256);
    if (!verdict.ok) {
      process.stderr.write(`The history is not as it was sealed: ${verdict.message} [${verdict.reason}]\n`);
      return EXIT.refused;
    }
    process.stdout.write(
      `Case ${verdict.caseId}: ${String(verdict.commits)} commits up to event ${String(verdict.lastSeq)} are as they were sealed.\n` +
        `Note down, to recognize this history later: --known ${String(verdict.lastSeq)}:${verdict.head}\n`,
    );
    return EXIT.done;
  },
};

const sha256 = Object.assign((data: Uint8Array) => createHash('sha256').update(data).digest(), {
  ofText: (text: string) => createHash('sha256').update(text).digest('hex'),
});

/** Strictly: bytes that are no UTF-8 must not be mended on the way. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
