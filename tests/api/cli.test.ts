import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { VARIABLES } from '../../server/config.ts';
import { DEADLOCK, PERMIT } from './models.ts';

/** `npm run motcua -- …` as a terminal or a script meets it: words on the right stream, an exit code that can be relied on. */

const root = resolve(import.meta.dirname, '../..');
const CLI = `"${process.execPath}" --import tsx server/cli.ts`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-cli-'));
  await write('permit', PERMIT);
  await write('deadlock', DEADLOCK);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('motcua', { timeout: 400_000 }, () => {
  it('explains itself, and tells a typing error from a refusal', async () => {
    const [help, nothing, unknown, noPath, surplus] = await Promise.all([
      motcua('help'),
      motcua(''),
      motcua('frobnicate'),
      motcua('verify'),
      motcua('openapi please'),
    ]);
    expect([help.code, nothing.code, unknown.code, noPath.code, surplus.code]).toEqual([0, 2, 2, 2, 2]);
    for (const word of ['verify', 'publish', 'user add', 'migrate', 'openapi', ...Object.keys(VARIABLES)])
      expect(help.output).toContain(word);
    expect(unknown.errors).toContain('There is no command "frobnicate"');
    expect(noPath.errors).toMatch(/Name one bundle directory or \.bpmn file\.[^]*Usage: motcua verify/);
    expect(surplus.errors).toContain('openapi takes no arguments.');
  });

  it('verifies without a database: what, where, how it comes about', async () => {
    const [good, bad, json, gone] = await Promise.all([
      motcua('verify permit'),
      motcua('verify deadlock'),
      motcua('verify deadlock/process.bpmn --json'),
      motcua('verify nowhere'),
    ]);
    expect([good.code, good.errors]).toEqual([0, '']);
    expect(good.output).toMatch(/process permit can always end[^]*It can be published\.\n$/);
    expect(bad.code).toBe(1);
    expect(bad.output).toMatch(/error +process\.bpmn › both: .+\[deadlock\][^]*It cannot be published\.\n$/);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({ ok: false, soundness: [{ verdict: 'unsound' }] });
    expect([gone.code, gone.errors]).toEqual([1, `There is no file or directory ${join(folder, 'nowhere')}.\n`]);
  });

  it('goes on quietly when nobody reads to the end', async () => {
    const { code, output, errors } = await run(`${CLI} openapi | head -n 2`);
    expect({ code, output, errors }).toEqual({ code: 0, output: '{\n  "openapi": "3.1.0",\n', errors: '' });
  });

  it('refuses a configuration in words', async () => {
    const { code, output, errors } = await motcua('migrate', '', { DATABASE_URL: 'mysql://root:secret@db/x' });
    expect([code, output]).toEqual([1, '']);
    expect(errors).toContain('DATABASE_URL is not a PostgreSQL address');
    expect(errors).not.toContain('secret');
  });

  it('brings the schema up to date, and publishes once', async () => {
    expect(await motcua('migrate')).toEqual({ code: 0, output: 'The schema on sqlite is up to date.\n', errors: '' });
    const published = await motcua('publish permit');
    expect([published.code, published.errors]).toEqual([0, '']);
    expect(published.output).toMatch(/^Published permit version \S+, digest [0-9a-f]{64}\.$/m);
    const [again, refused, stranger] = await Promise.all([
      motcua('publish permit'),
      motcua('publish deadlock'),
      motcua('publish permit --as nobody'),
    ]);
    expect([again.code, refused.code, stranger.code]).toEqual([1, 1, 1]);
    expect(again.errors).toMatch(/permit/);
    expect(refused.output).toContain('[deadlock]');
    expect(stranger.errors).toBe('There is no account nobody; motcua user list shows them.\n');
  });

  it('keeps accounts: the first operator of an installation, and tokens for machines', async () => {
    const added = await motcua('user add First --name Vận-hành --role operator', 'một câu thật là dài\n');
    expect(added).toEqual({ code: 0, output: 'Added First.\n', errors: '' });
    const [drawn, taken, weak, role] = await Promise.all([
      motcua('user add machine --name Máy --role worker'),
      motcua('user add first --name X --role operator', 'một câu thật là dài'),
      motcua('user add second --name X --role operator', 'ngắn'),
      motcua('user add second --name X --role king'),
    ]);
    expect(drawn.output).toMatch(/^Added machine\. Password: \S{20}\n$/);
    const [list, token] = await Promise.all([motcua('user list'), motcua('user token machine --name tax --days 7')]);
    expect([taken.code, weak.code, role.code, list.code, token.code]).toEqual([1, 1, 2, 0, 0]);
    expect(taken.errors).toBe('The user name first is taken.\n');
    expect(weak.errors).toMatch(/\S/);
    expect(role.errors).toContain('There is no role "king"');
    expect(list.output).toBe('first\toperator\t-\t-\tactive\nmachine\tworker\t-\t-\tactive\n');
    expect(token.output).toMatch(/^mct_[\w-]{43}\n$/);
  });

  it('publishes for two analysts, who are not one', async () => {
    const bpmn = (PERMIT['process.bpmn'] ?? '').replaceAll('"permit"', '"twice"');
    await write('twice', { ...PERMIT, 'process.bpmn': bpmn });
    for (const name of ['drafter', 'approver']) await motcua(`user add ${name} --name ${name} --role analyst`);
    await motcua('user add clerk --name clerk --role officer');
    const [alone, same, nobody, officer] = await Promise.all([
      motcua('publish twice --proposed-by drafter'),
      motcua('publish twice --as drafter --proposed-by drafter'),
      motcua('publish twice --as approver --proposed-by nobody'),
      motcua('publish twice --as approver --proposed-by clerk'),
    ]);
    expect([alone.code, same.code, nobody.code, officer.code]).toEqual([2, 1, 1, 1]);
    expect(alone.errors).toContain('Where somebody proposes, --as names who publishes.');
    expect(same.errors).toBe('Who proposes a version may not publish it; name a second analyst with --as.\n');
    expect(nobody.errors).toBe('There is no account nobody; motcua user list shows them.\n');
    expect(officer.errors).toBe('clerk is not an analyst with an active account; two of them propose and publish.\n');
    const together = await motcua('publish twice --as approver --proposed-by drafter');
    expect([together.code, together.errors]).toEqual([0, '']);
    expect(together.output).toMatch(/^Published twice version /m);
  });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command; paths are inside the temporary folder. */
function motcua(words: string, input = '', env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const inFolder = words.replace(/\b(permit|twice|deadlock|nowhere)\b(?=[\s/]|$)/, (name) => join(folder, name));
  return run(`${CLI} ${inFolder}`, input, env);
}

function run(command: string, input = '', env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((done, failed) => {
    const shell = spawn('bash', ['-o', 'pipefail', '-c', command], {
      cwd: root,
      env: { ...process.env, DATA_DIR: join(folder, 'data'), DATABASE_URL: '', ...env },
    });
    let output = '';
    let errors = '';
    shell.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    shell.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    shell.once('error', failed);
    shell.once('close', (code) => done({ code, output, errors }));
    // A command that reads nothing may have ended already.
    shell.stdin.on('error', () => undefined);
    shell.stdin.end(input);
  });
}

async function write(name: string, files: BundleFiles): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), text);
  }
}
