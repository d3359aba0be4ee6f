import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS, sealCommit, writeHistoryFile, type SealedCommit } from '../../engine/index.ts';
import { claimTask } from '../../server/commands/claim-task.ts';
import { completeTask } from '../../server/commands/complete-task.ts';
import { sha256 } from '../../server/commands/sealing.ts';
import { logFolder } from '../../server/event-log/log-folder.ts';
import { historyFile } from '../../server/event-log/history-file.ts';
import { appendToLog } from '../../server/jobs/append-to-log.ts';
import { signCheckpoints } from '../../server/jobs/sign-checkpoints.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import { accepted, flow, handClock, OFFICER, openOffice, process as model, userTask } from '../store/shell-kit.ts';

/**
 * What an auditor does at a terminal: keep a checkpoint, get a history, check it on a machine without server and database, and
 * find whatever was changed, by whomever, at whatever place.
 */

const root = resolve(import.meta.dirname, '../..');
const DESK = model('desk', `<startEvent id="s"/>${userTask('t')}<endEvent id="e"/>${flow('s', 't', 'e')}`);

let folder: string;
let caseId: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-auditor-'));
  const store = await openStore({ file: at('motcua.sqlite') });
  await store.migrate();
  const clock = handClock();
  const office = await openOffice(store, { clock });
  await office.deploy(DESK);
  caseId = await office.start('desk', { hoTen: 'Người nộp mẫu' });
  await office.start('desk');
  await log(store, 'log');
  await cp(at('log/checkpoint'), at('kept'));

  accepted(await claimTask(office.shell, { caseId, taskKey: await onlyTask(store), by: OFFICER }));
  const submission = { ketQua: 'ĐẠT' };
  accepted(await completeTask(office.shell, { caseId, taskKey: await onlyTask(store), submission, by: OFFICER }));
  await office.start('desk');
  await log(store, 'log');
  await store.close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an auditor at a terminal', { timeout: 400_000 }, () => {
  it('gets keys, a history and the log, and verifies them where there is no database', async () => {
    const [key, history, whole] = await Promise.all([
      motcua(['log', 'key']),
      motcua(['export-history', caseId, '--since', at('kept')]),
      motcua(['log', 'export']),
    ]);
    expect([key.code, history.code, whole.code]).toEqual([0, 0, 0]);
    expect(key.output).toMatch(/^motcua\.example\/log\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\n$/);
    await Promise.all([
      writeFile(at('key'), key.output),
      writeFile(at('history'), history.output),
      writeFile(at('entries'), whole.output),
    ]);
    const [verified, logVerified, withoutKey] = await Promise.all([
      offline([
        'verify-history',
        at('history'),
        '--key',
        key.output.trim(),
        '--checkpoint',
        at('kept'),
        '--log',
        at('entries'),
      ]),
      offline(['log', 'verify', at('entries'), '--key', at('key'), '--checkpoint', at('kept')]),
      offline(['verify-history', at('history')]),
    ]);
    expect(verified).toEqual({
      code: 0,
      errors: '',
      output: expect.stringMatching(
        new RegExp(
          `^Case ${caseId}: 3 commits up to event (\\d+) are as they were sealed\\.\n` +
            'Events 1 to \\1 are in the log motcua\\.example/log of 5 entries, which motcua\\.example/log has signed\\.\n' +
            'The log begins with the 2 entries of the checkpoint that you kept\\.\n' +
            'The log has no commit of this case that is not in the file\\.\n' +
            'Note down, to recognize this history later: --known \\1:[0-9a-f]{64}\n$',
        ),
      ),
    });
    expect(logVerified.output).toBe(
      'The 5 entries of the log motcua.example/log are those that motcua.example/log has signed.\n' +
        'The log begins with the 2 entries of a checkpoint that you kept.\n',
    );
    expect(withoutKey.output).toContain('Nothing was said of the log: give --key');
  });

  it('finds a changed byte wherever it is', async () => {
    const text = await readFile(at('history'), 'utf8');
    const places: readonly (readonly [string, number])[] = [
      ['the case id of the first line', text.indexOf(caseId)],
      ['what the applicant wrote', text.indexOf('Người')],
      ['who did it', text.indexOf('"officer"') + 1],
      ['when', text.indexOf('2026-11-24T')],
      ['a hash', text.indexOf('"hash":"') + 8],
      ['a salt', text.indexOf('"salt":"') + 8],
      ['a proof', text.lastIndexOf('"proof":["') + 10],
      ['the root that was signed', text.indexOf('motcua.example/log\\n5\\n') + 24],
      ['the signature', text.indexOf('\u2014 motcua.example/log ') + 60],
    ];
    const found = await Promise.all(
      places.map(async ([what, index]) => {
        if (index < 10) throw new Error(`The file does not hold ${what}.`);
        const path = at(`changed-${String(index)}`);
        await writeFile(path, `${text.slice(0, index)}${text[index] === '1' ? '2' : '1'}${text.slice(index + 1)}`);
        return [what, (await offline(['verify-history', path, '--key', at('key')])).code];
      }),
    );
    expect(found).toEqual(places.map(([what]) => [what, 1]));
  });

  it('finds commits that were removed from the end, by the log; and says how the command is used', async () => {
    const store = await openStore({ file: at('motcua.sqlite') });
    const history = await store.loadCommits(caseId, {});
    const cut = writeHistoryFile(history.slice(0, 2), { hash: sha256, log: (await evidenceOf(store)).first(2) });
    await store.close();
    await writeFile(at('cut'), cut);
    const [chain, byLog, noKey] = await Promise.all([
      offline(['verify-history', at('cut'), '--key', at('key')]),
      offline(['verify-history', at('cut'), '--key', at('key'), '--log', at('entries')]),
      offline(['verify-history', at('cut'), '--log', at('entries')]),
    ]);
    // The shorter history is true as far as it goes: only the whole log knows of more.
    expect(chain.code).toBe(0);
    expect([byLog.code, byLog.errors]).toEqual([1, expect.stringContaining('it was removed or rewritten')]);
    expect([noKey.code, noKey.errors]).toEqual([2, expect.stringContaining('give --key')]);
  });

  it('finds a history that the database’s administrator has rewritten as a whole', async () => {
    await cp(at('motcua.sqlite'), at('forged.sqlite'));
    const store = await openStore({ file: at('forged.sqlite') });
    await rewrite(store);
    await writeFile(at('forged'), await historyFile(store, caseId, 2));
    await store.close();
    const [plain, byLog] = await Promise.all([
      offline(['verify-history', at('forged')]),
      offline(['verify-history', at('forged'), '--key', at('key'), '--checkpoint', at('kept')]),
    ]);
    // Hashes and all: the chain alone cannot tell.
    expect(plain.code).toBe(0);
    expect([byLog.code, byLog.errors]).toEqual([
      1,
      expect.stringMatching(/Events 1 to \d+ are not in the log.*\[NOT_IN_LOG\]/),
    ]);
  });

  it('finds that administrator out who has the signing key too, by the checkpoint that was kept', async () => {
    const store = await openStore({ file: at('forged.sqlite') });
    const db = store.connections.writer;
    await db('event_log_entries').delete();
    await db('event_log_tiles').delete();
    await db('event_log_checkpoints').delete();
    await db('event_log').update({ size: 0, place: '', keeper: null, kept_until: null });
    await cp(at('log'), at('stolen'), { recursive: true });
    await rm(at('stolen/checkpoint'));
    await log(store, 'stolen');
    await writeFile(at('forged'), await historyFile(store, caseId, 2));
    await store.close();
    const [withKey, withKept] = await Promise.all([
      offline(['verify-history', at('forged'), '--key', at('key')]),
      offline(['verify-history', at('forged'), '--key', at('key'), '--checkpoint', at('kept')]),
    ]);
    expect(withKey.code).toBe(0);
    expect([withKept.code, withKept.errors]).toEqual([1, expect.stringMatching(/it was rewritten\. \[OTHER_LOG\]/)]);
  });

  it('finds entries of the log that were changed, left out or added', async () => {
    const lines = (await readFile(at('entries'), 'utf8')).split('\n').slice(0, -1);
    const [heading = '', first = '', second = '', ...rest] = lines;
    const variants = [
      [heading, second, first, ...rest],
      [heading, first, ...rest],
      [heading, first, first, second, ...rest],
      [heading, first.replace(/"hash":"../, '"hash":"00'), second, ...rest],
      [heading, `${first} `, second, ...rest],
      [heading.replace('\\n5\\n', '\\n4\\n'), first, second, ...rest],
    ];
    for (const [index, variant] of variants.entries()) {
      await writeFile(at('other-log'), `${variant.join('\n')}\n`);
      expect([index, (await offline(['log', 'verify', at('other-log'), '--key', at('key')])).code]).toEqual([index, 1]);
    }
  });

  it('follows a key that was rotated by the note in which the old one names it', async () => {
    const rotated = await motcua(['log', 'rotate-key']);
    expect(rotated.code).toBe(0);
    const [newKey = '', handover = ''] = rotated.output.split(/\n\n([^]*)/);
    await writeFile(at('handover'), handover);
    const store = await openStore({ file: at('motcua.sqlite') });
    const office = await openOffice(store);
    await office.start('desk');
    await log(store, 'log');
    await writeFile(at('younger'), await historyFile(store, caseId, 2));
    await store.close();
    const check = (...more: readonly string[]) =>
      offline(['verify-history', at('younger'), '--checkpoint', at('kept'), ...more]);
    const [old, followed, wrong, keys] = await Promise.all([
      check('--key', at('key')),
      check('--key', at('key'), '--handover', at('handover')),
      check('--key', at('key'), '--handover', at('kept')),
      motcua(['log', 'key']),
    ]);
    expect([old.code, followed.code, wrong.code]).toEqual([1, 0, 1]);
    expect(old.errors).toContain('CHECKPOINT_REFUSED');
    expect(wrong.errors).toContain('names no key that follows');
    expect(keys.output.split('\n')[0]).toBe(newKey);
  });
});

/** Appends and signs, as the server does in the background; the key lies in a folder of this name. */
async function log(store: Store, name: string): Promise<void> {
  const office = await openOffice(store, { clock: handClock('2026-11-25T02:00:00.000Z') });
  const folderOf = logFolder({ path: at(name), origin: 'motcua.example/log' });
  const context = {
    shell: office.shell,
    leaseMs: 1,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error(_fields: object, message: string): void {
        throw new Error(message);
      },
    },
  };
  const append = appendToLog({ nodeId: 'auditor-test', everyMs: 0 });
  while (await append.run(context));
  await signCheckpoints({ nodeId: 'auditor-test', folder: folderOf, everySeconds: 0 }).run(context);
}

async function onlyTask(store: Store): Promise<number> {
  const [task] = await store.listTasksOfCase(caseId);
  if (task === undefined) throw new Error('The case has no task.');
  return task.taskKey;
}

/** The evidence in the file that the server writes, or of its first commits only. */
async function evidenceOf(store: Store) {
  const text = await historyFile(store, caseId, 2);
  const { log: evidence } = JSON.parse(text.split('\n').at(-2) ?? '');
  return { first: (count: number) => ({ ...evidence, inclusions: evidence.inclusions.slice(0, count) }) };
}

/** Another applicant, and every hash from there on computed anew. */
async function rewrite(store: Store): Promise<void> {
  const db = store.connections.writer;
  const forged: SealedCommit[] = [];
  for (const { commit, seal } of await store.loadCommits(caseId, {})) {
    const events: SealedCommit['commit']['events'] = JSON.parse(
      JSON.stringify(commit.events).replaceAll('Người', 'Ngưòi'),
    );
    const changed = { ...commit, events };
    const salt = seal.salt === undefined ? {} : { salt: seal.salt };
    const again = sealCommit(forged.at(-1)?.seal.hash ?? GENESIS, changed, { ...salt, sha256 });
    forged.push({ commit: changed, seal: again });
    await db('commits')
      .where({ case_id: caseId, first_seq: commit.firstSeq })
      .update({ events: JSON.stringify(events), hash: again.hash });
  }
  expect(forged[0]?.seal.hash).not.toBe((await store.logEntries(0, 1))[0]?.hash);
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** On the server's machine. */
function motcua(words: readonly string[]): Promise<Ended> {
  return run(words, { DATA_DIR: folder });
}

/** On the auditor's: whatever it opened there would not be found. */
function offline(words: readonly string[]): Promise<Ended> {
  return run(words, { DATA_DIR: '/nonexistent', DATABASE_URL: '' });
}

function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...words], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', ...env },
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    child.once('error', failed);
    child.once('close', (code) => done({ code, output, errors }));
  });
}
