import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';
import { platformSha256, readNote, textOfFile, trustedKeys } from './log-files.ts';

/** The history of a case for whoever wants to verify it elsewhere. Holds what the applicant wrote: handle it as the dossier. */
export const exportHistory: CliCommand = {
  name: 'export-history',
  usage: ['export-history <case id or dossier code> [--since <checkpoint file>]'],
  summary:
    'Print the sealed history of a case with its place in the signed log, to be verified without this server; --since: lead from a checkpoint that was kept. Contains personal data.',
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { since: { type: 'string' } },
    });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) throw new UsageError('Name one case by its id or dossier code.');
    const since = values.since === undefined ? undefined : await sizeOfCheckpoint(values.since);
    const { openConfiguredStore } = await import('../open-services.ts');
    const { historyFile } = await import('../event-log/history-file.ts');
    const store = await openConfiguredStore(readConfig());
    try {
      const record = (await store.getCase(id)) ?? (await store.findCaseByDossierCode(id));
      if (record === undefined) {
        process.stderr.write(`There is no case ${id}.\n`);
        return EXIT.refused;
      }
      process.stdout.write(await historyFile(store, record.caseId, since));
      return EXIT.done;
    } finally {
      await store.close();
    }
  },
};

/** Needs neither server nor database: an auditor runs it on a machine of their own. */
export const verifyHistory: CliCommand = {
  name: 'verify-history',
  usage: [
    'verify-history <file> [--known <event>:<hash>] [--key <verifier key or file>]… [--handover <file>]… [--checkpoint <file>] [--log <file>]',
  ],
  summary:
    'Say whether an exported history is unchanged. --key: the log’s verifier key, to check its place in the log; --checkpoint: an earlier one that was kept; --log: a file of "log export", to find commits that were left out; --known: an event and hash that were noted down before.',
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        known: { type: 'string' },
        key: { type: 'string', multiple: true, default: [] },
        handover: { type: 'string', multiple: true, default: [] },
        checkpoint: { type: 'string' },
        log: { type: 'string' },
      },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('Name one file of export-history.');
    const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-fA-F]{64})$/.exec(values.known ?? '') ?? [];
    if (values.known !== undefined && hash === undefined)
      throw new UsageError('--known is the number of an event, a colon and 64 hexadecimal digits.');
    if ((values.checkpoint !== undefined || values.log !== undefined) && values.key.length === 0)
      throw new UsageError('A checkpoint or a log is checked with the key of the log: give --key.');
    const { verifyHistoryFile } = await import('../../engine/index.ts');
    const text = await textOfFile(path);
    const trusted = await trustedKeys(values.key, values.handover);
    const verdict = verifyHistoryFile(
      text,
      {
        ...(hash === undefined ? {} : { head: { seq: Number(seq), hash } }),
        ...(trusted.length === 0 ? {} : { trusted }),
        ...(values.checkpoint === undefined ? {} : { checkpoint: await readNote(values.checkpoint) }),
      },
      await platformSha256(),
    );
    if (!verdict.ok) {
      process.stderr.write(`The history is not as it was sealed: ${verdict.message} [${verdict.reason}]\n`);
      return EXIT.refused;
    }
    const { caseId, commits, lastSeq, head, log } = verdict;
    if (values.log !== undefined) {
      const { compareWithLog } = await import('./log-export.ts');
      const complaint = await compareWithLog(values.log, trusted, text, caseId);
      if (complaint !== undefined) {
        process.stderr.write(`${complaint}\n`);
        return EXIT.refused;
      }
    }
    const lines = [
      `Case ${caseId}: ${String(commits)} commits up to event ${String(lastSeq)} are as they were sealed.`,
    ];
    if (log !== undefined) {
      const { origin, size, throughSeq, beginsWith, signedBy } = log;
      lines.push(
        `Events 1 to ${String(throughSeq)} are in the log ${origin} of ${String(size)} entries, which ${signedBy.join(' and ')} has signed.`,
      );
      if (throughSeq < lastSeq)
        lines.push(
          `Events ${String(throughSeq + 1)} to ${String(lastSeq)} are younger than that checkpoint: export again later.`,
        );
      if (beginsWith !== undefined)
        lines.push(`The log begins with the ${String(beginsWith)} entries of the checkpoint that you kept.`);
    }
    if (values.log !== undefined) lines.push('The log has no commit of this case that is not in the file.');
    if (log === undefined) lines.push('Nothing was said of the log: give --key to check that the events stand in it.');
    lines.push(`Note down, to recognize this history later: --known ${String(lastSeq)}:${head}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    return EXIT.done;
  },
};

/** What a checkpoint file says of its size; whether it is right is for the verifier to say. */
async function sizeOfCheckpoint(path: string): Promise<number> {
  const note = await readFile(path, 'utf8').catch(() => '');
  const size = /^[^\n]+\n([1-9]\d{0,14})\n/.exec(note)?.[1];
  if (size === undefined) throw new UsageError(`${path} is no checkpoint.`);
  return Number(size);
}
