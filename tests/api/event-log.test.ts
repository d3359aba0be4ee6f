import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  fromHex,
  logLeaf,
  openCheckpoint,
  readVerifierKey,
  verifyConsistency,
  verifyHistoryFile,
  verifyInclusion,
  type LogEntry,
  type Verifier,
} from '../../engine/index.ts';
import { verifierOf } from '../../server/event-log/ed25519.ts';
import { appendToLog } from '../../server/jobs/append-to-log.ts';
import { signCheckpoints } from '../../server/jobs/sign-checkpoints.ts';
import { PERMIT } from './models.ts';
import { openTestServer, STORES, type TestServer } from './test-server.ts';

/** The log of events as those meet it who keep its checkpoints, and those who check a case by it. */
describe.each(STORES)('the log of events on %s', (dialect) => {
  let server: TestServer;
  let auditor: Awaited<ReturnType<TestServer['as']>>;
  let officer: Awaited<ReturnType<TestServer['as']>>;
  let caseId: string;

  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    await server.addUser({
      username: 'officer',
      roles: ['officer'],
      groups: ['specialist', 'one-stop'],
      unit: 'unit-a',
    });
    auditor = await server.as('auditor');
    officer = await server.as('officer');
    await server.publish(PERMIT);
  });
  afterAll(() => server.close());

  /** What the server does in the background. */
  async function log(): Promise<void> {
    const { shell, logFolder: folder } = server.services;
    const nothing = (): void => undefined;
    const context = { shell, leaseMs: 1, log: { info: nothing, warn: nothing, error: nothing } };
    const append = appendToLog({ nodeId: 'api', everyMs: 0 });
    await vi.waitFor(
      async () => {
        while (await append.run(context));
        expect(await shell.store.commitsNotInLog(undefined, 1)).toEqual([]);
      },
      { timeout: 20_000, interval: 20 },
    );
    await signCheckpoints({ nodeId: 'api', folder, everySeconds: 0 }).run(context);
  }

  async function keys(): Promise<readonly Verifier[]> {
    const answer = await server.anonymous.get('/api/log/keys');
    const body: { readonly keys: readonly string[] } = JSON.parse(answer.bytes.toString('utf8'));
    return body.keys.flatMap((text) => {
      const key = readVerifierKey(text);
      return key === undefined ? [] : [verifierOf(key)];
    });
  }

  async function start(subject: string): Promise<string> {
    const answer = await officer.post('/api/cases', {
      procedureCode: 'permit',
      channel: 'counter',
      applicant: { name: 'Người nộp mẫu' },
      data: { subject, area: 3 },
    });
    expect([answer.status, answer.code]).toEqual([201, undefined]);
    return answer.text('caseId');
  }

  async function checkpoint() {
    const answer = await server.anonymous.get('/api/log/checkpoint');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    const note = answer.bytes.toString('utf8');
    const opened = openCheckpoint(note, await keys());
    if (!opened.ok) throw new Error(opened.message);
    return { ...opened.checkpoint, note };
  }

  it('says plainly that nothing has been signed yet', async () => {
    caseId = await start('first');
    const [note, evidence, status] = await Promise.all([
      server.anonymous.get('/api/log/checkpoint'),
      auditor.get(`/api/cases/${caseId}/evidence`),
      auditor.get('/api/log'),
    ]);
    expect([note.status, note.code]).toEqual([404, 'CHECKPOINT_NOT_FOUND']);
    expect(evidence.body).toEqual({ caseId, items: [], pending: 1 });
    expect(status.body).toEqual({ size: 0 });
  });

  it('hands out a checkpoint that leads on to the next, and every commit of a case with its proof', async () => {
    await log();
    const earlier = await checkpoint();
    for (const subject of ['second', 'third', 'fourth']) await start(subject);
    await log();
    const now = await checkpoint();
    expect([earlier.size, now.size]).toEqual([1, 4]);

    const leading = proofIn(await server.anonymous.get('/api/log/consistency?from=1&to=4'));
    expect(
      verifyConsistency({
        earlier: 1,
        earlierRoot: earlier.root,
        size: 4,
        root: now.root,
        proof: leading,
      }),
    ).toBe(true);
    const answer = await auditor.get(`/api/cases/${caseId}/evidence`);
    const evidence: {
      readonly items: readonly (LogEntry & { readonly index: number; readonly proof: readonly string[] })[];
    } = JSON.parse(answer.bytes.toString('utf8'));
    expect(evidence).toMatchObject({ caseId, pending: 0, checkpoint: { size: 4, note: now.note } });
    expect(evidence.items).toHaveLength(1);
    for (const { index, firstSeq, lastSeq, hash, proof } of evidence.items) {
      const leaf = logLeaf({ caseId, firstSeq, lastSeq, hash });
      expect(verifyInclusion({ leaf, index, size: 4, root: now.root, proof: hashes(proof) })).toBe(true);
      const single = await auditor.get(`/api/log/inclusion?index=${String(index)}&size=4`);
      expect(proofIn(single)).toEqual(hashes(proof));
    }
    const entries = await auditor.get('/api/log/entries?from=1&limit=2');
    expect(entries.items.map(({ index }) => index)).toEqual([1, 2]);

    const file = await auditor.get(`/api/cases/${caseId}/history-file?since=1`);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${caseId}.motcua-history"`);
    const verdict = verifyHistoryFile(file.bytes.toString('utf8'), { trusted: await keys(), checkpoint: earlier.note });
    expect(verdict).toMatchObject({ ok: true, log: { size: 4, beginsWith: 1 } });
  });

  it('proves only what was signed, and tells cases to nobody but auditors', async () => {
    const answers = await Promise.all([
      server.anonymous.get('/api/log/consistency?from=1&to=5'),
      server.anonymous.get('/api/log/consistency?from=3&to=2'),
      auditor.get('/api/log/inclusion?index=4&size=4'),
      server.anonymous.get('/api/log/entries'),
      officer.get('/api/log/entries'),
      officer.get(`/api/cases/${caseId}/history-file`),
      server.anonymous.get('/api/log'),
    ]);
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [404, 'CHECKPOINT_NOT_FOUND'],
      [400, 'REQUEST_INVALID'],
      [400, 'REQUEST_INVALID'],
      [401, 'NOT_SIGNED_IN'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
      [401, 'NOT_SIGNED_IN'],
    ]);
    expect(server.log().join('\n')).not.toContain('PRIVATE+KEY');
  });
});

function proofIn(answer: { readonly bytes: Buffer }): readonly Uint8Array[] {
  const body: { readonly proof: readonly string[] } = JSON.parse(answer.bytes.toString('utf8'));
  return hashes(body.proof);
}

function hashes(texts: readonly string[]): readonly Uint8Array[] {
  return texts.map((text) => fromHex(text) ?? new Uint8Array());
}
