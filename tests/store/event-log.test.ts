import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  growingTree,
  logEntryOf,
  logEntryText,
  logLeaf,
  openCheckpoint,
  toHex,
  verifyHistoryFile,
  type LogEntry,
} from '../../engine/index.ts';
import { historyFile } from '../../server/event-log/history-file.ts';
import { logFolder, type LogFolder } from '../../server/event-log/log-folder.ts';
import { logRoot } from '../../server/event-log/log-proofs.ts';
import { nextCheckpoint } from '../../server/event-log/next-checkpoint.ts';
import { appendToLog } from '../../server/jobs/append-to-log.ts';
import type { JobContext, JobKind } from '../../server/jobs/job-kind.ts';
import { signCheckpoints } from '../../server/jobs/sign-checkpoints.ts';
import { setFault } from '../../server/store/fault-point.ts';
import type { Store } from '../../server/store/store.ts';
import { STORES, type TestStore } from '../support/stores.ts';
import { flow, openOffice, process, userTask, type Office } from './shell-kit.ts';

const DESK = process('desk', `<startEvent id="s"/>${userTask('t')}<endEvent id="e"/>${flow('s', 't', 'e')}`);

describe.each(STORES)('the log over all cases on $name', ({ name, open }) => {
  let test: TestStore;
  let office: Office;
  let directory: string;
  let folder: LogFolder;
  let errors: string[];
  let context: JobContext;

  beforeAll(async () => {
    test = await open();
    office = await openOffice(test.store, { snapshotEvery: 1_000 });
    await office.deploy(DESK);
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'motcua-log-'));
    folder = logFolder({ path: join(directory, 'log'), origin: 'motcua.example/log' });
    errors = [];
    context = contextOf(office, errors);
    return () => rm(directory, { recursive: true, force: true });
  });
  afterAll(() => test.dispose());

  /** Appends until the log has everything; on PostgreSQL another database's open transaction may hold it up for a moment. */
  async function logAll(store: Store = test.store, kind: JobKind = keeper('a')): Promise<void> {
    await vi.waitFor(
      async () => {
        while (await kind.run({ ...context, shell: { ...context.shell, store } }));
        expect(await store.commitsNotInLog(undefined, 10)).toEqual([]);
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  async function allEntries(store: Store = test.store): Promise<readonly LogEntry[]> {
    return store.logEntries(0, 100_000);
  }

  it('has every commit once, those of a case in their order, and the root of its entries', async () => {
    const cases = await Promise.all(Array.from({ length: 300 }, () => office.start('desk')));
    await logAll();
    const late = await office.start('desk');
    await logAll();
    const entries = await allEntries();
    expect((await test.store.readEventLog()).size).toBe(entries.length);
    const keys = entries.map(({ caseId, firstSeq }) => `${caseId}:${String(firstSeq)}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const caseId of [...cases, late]) {
      const history = await test.store.loadCommits(caseId, {});
      const logged = entries.filter((entry) => entry.caseId === caseId);
      expect(logged.map(logEntryText)).toEqual(history.map((sealed) => logEntryText(logEntryOf(sealed))));
    }
    expect(entries.at(-1)?.caseId).toBe(late);
    expect(toHex(await logRoot(test.store, entries.length))).toBe(rootOf(entries));
    expect(toHex(await logRoot(test.store, 257))).toBe(rootOf(entries.slice(0, 257)));
  });

  it('is appended to by one of two nodes that try at once', async () => {
    const other = await test.openAgain();
    office.clock.advance(11);
    const before = (await test.store.readEventLog()).size;
    await Promise.all(Array.from({ length: 40 }, () => office.start('desk')));
    // Both have read the log before either writes: without leases to keep them apart, its size decides.
    let arrived = 0;
    let release: (() => void) | undefined;
    const both = new Promise<void>((done) => (release = done));
    setFault(async (point) => {
      if (point !== 'log.grown') return;
      arrived += 1;
      if (arrived === 2) release?.();
      if (arrived <= 2) await both;
    });
    try {
      const [a, b] = [keeper('a', true), keeper('b', true)];
      await Promise.all([logOnce(a, test.store), logOnce(b, other)]);
    } finally {
      setFault(undefined);
    }
    // Whichever it was, it keeps the log for a while.
    office.clock.advance(11);
    expect(arrived).toBeGreaterThanOrEqual(2);
    await logAll();
    const entries = await allEntries();
    expect(entries.length).toBe(before + 40);
    expect(toHex(await logRoot(test.store, entries.length))).toBe(rootOf(entries));

    async function logOnce(kind: JobKind, store: Store): Promise<void> {
      // Nothing is kept yet: another node's lease would make this one wait.
      await vi.waitFor(
        async () => {
          await kind.run({ ...context, shell: { ...context.shell, store } });
          expect(arrived).toBeGreaterThanOrEqual(2);
        },
        { timeout: 20_000, interval: 5 },
      );
    }
  });

  it('leaves a node alone that appends, until it has been silent', async () => {
    await office.start('desk');
    await logAll();
    const size = (await test.store.readEventLog()).size;
    await office.start('desk');
    expect(await keeper('b').run(context)).toBe(false);
    expect((await test.store.readEventLog()).size).toBe(size);
    office.clock.advance(11);
    await logAll(test.store, keeper('b'));
    expect(await test.store.readEventLog()).toMatchObject({ size: size + 1, keeper: { id: 'b' } });
  });

  it('finds commits that were passed over, in a copy of the database that numbers them anew', async () => {
    office.clock.advance(11);
    const caseId = await office.start('desk');
    await pastEverything(test.store);
    const size = (await test.store.readEventLog()).size;
    await logAll(test.store, keeper('a'));
    expect((await test.store.readEventLog()).size).toBe(size + 1);
    expect((await test.store.logIndexesOfCase(caseId)).map(({ index }) => index)).toEqual([size]);
  });

  it('signs what has grown, outside the database first, and is verified by whoever has the key', async () => {
    office.clock.advance(11);
    const caseId = await office.start('desk');
    await logAll();
    const exportDir = join(directory, 'elsewhere');
    const sign = signCheckpoints({ nodeId: 'a', folder, everySeconds: 10, exportDir });
    await sign.run(context);
    const { verifiers, verifierKeys, signer } = await folder.keys();
    expect(signer.verifierKey).toBe(verifierKeys[0]);
    expect((await stat(join(directory, 'log', 'signing-key'))).mode & 0o777).toBe(0o600);
    const note = await folder.lastCheckpoint();
    if (note === undefined) throw new Error('There is no checkpoint.');
    const { size } = await test.store.readEventLog();
    expect(openCheckpoint(note, verifiers)).toMatchObject({
      ok: true,
      checkpoint: { origin: 'motcua.example/log', size },
    });
    expect(await test.store.latestCheckpoint()).toMatchObject({ size, note });
    expect(await readFile(join(exportDir, 'checkpoint'), 'utf8')).toBe(note);
    expect(await readFile(join(exportDir, `checkpoint-${String(size).padStart(12, '0')}`), 'utf8')).toBe(note);

    // Within ten seconds nothing is signed again, and afterwards nothing that has not grown.
    await office.start('desk');
    await logAll();
    await sign.run(context);
    expect(await folder.lastCheckpoint()).toBe(note);
    office.clock.advance(10);
    await sign.run(context);
    expect(openCheckpoint((await folder.lastCheckpoint()) ?? '', verifiers)).toMatchObject({
      ok: true,
      checkpoint: { size: size + 1 },
    });
    expect(await nextCheckpoint(test.store, folder)).toEqual({ outcome: 'nothing-new' });
    const file = await historyFile(test.store, caseId, size);
    expect(verifyHistoryFile(file, { trusted: verifiers, checkpoint: note })).toMatchObject({
      ok: true,
      log: { size: size + 1, throughSeq: (await test.store.getCase(caseId))?.version, beginsWith: size },
    });
    expect(errors).toEqual([]);
    await forget(test.store);
  });

  it('signs the same note again when a crash came before the database knew of it', async () => {
    const sign = signCheckpoints({ nodeId: 'a', folder, everySeconds: 1 });
    setFault((point) => {
      if (point === 'log.signed') throw new Error('killed');
    });
    office.clock.advance(11);
    await expect(sign.run(context)).rejects.toThrow('killed');
    setFault(undefined);
    const note = await folder.lastCheckpoint();
    expect(await test.store.latestCheckpoint()).toBeUndefined();
    await signCheckpoints({ nodeId: 'a', folder, everySeconds: 1 }).run(context);
    expect(await test.store.latestCheckpoint()).toMatchObject({ note });
    await forget(test.store);
  });

  it('goes on under a new key that the old one has named', async () => {
    await office.start('desk');
    await logAll();
    const sign = signCheckpoints({ nodeId: 'a', folder, everySeconds: 0 });
    await sign.run(context);
    const { verifiers: before, verifierKeys } = await folder.keys();
    const opened = openCheckpoint((await folder.lastCheckpoint()) ?? '', before);
    if (!opened.ok) throw new Error(opened.message);
    const { verifierKey, handover = '' } = await folder.rotateKey(opened.checkpoint);
    expect((await folder.keys()).verifierKeys).toEqual([verifierKey, ...verifierKeys]);
    expect(await folder.handovers()).toEqual([handover]);
    const named = openCheckpoint(handover, before);
    expect(named).toMatchObject({ ok: true, checkpoint: { extension: [`next-key ${verifierKey}`] } });
    await office.start('desk');
    await logAll();
    await sign.run(context);
    const { verifiers } = await folder.keys();
    const now = await folder.lastCheckpoint();
    expect(openCheckpoint(now ?? '', before)).toMatchObject({ ok: false });
    expect(openCheckpoint(now ?? '', verifiers)).toMatchObject({ ok: true });
    expect(errors).toEqual([]);
    await forget(test.store);
  });

  describe('that its administrator tampers with', () => {
    beforeEach(async () => {
      await office.start('desk');
      await logAll();
      await signCheckpoints({ nodeId: 'a', folder, everySeconds: 0 }).run(context);
      return async () => {
        await repair(test.store);
        await forget(test.store);
      };
    });

    it('is not signed any more when its tree was rewritten, also together with the checkpoint', async () => {
      const db = test.store.connections.writer;
      // The hashes over 256 entries each, of which the root is made.
      const [tile] = await test.store.readLogTiles([{ level: 1, index: 0 }]);
      const hashes = Buffer.concat((tile ?? []).map((hash, index) => (index === 0 ? Buffer.alloc(32, 7) : hash)));
      await db('event_log_tiles')
        .where({ level: 1, tile_index: 0 })
        .update({ hashes: hashes.toString('base64') });
      await office.start('desk');
      while (await keeper('a').run(context));
      const sign = signCheckpoints({ nodeId: 'a', folder, everySeconds: 0 });
      const kept = await folder.lastCheckpoint();
      await sign.run(context);
      expect(errors).toEqual([expect.stringContaining('are not those that were signed')]);
      expect((await test.store.readEventLog()).refusal).toBe('REWRITTEN');
      // Whoever can write the database can take its checkpoints away; the folder remembers.
      await db('event_log_checkpoints').delete();
      await signCheckpoints({ nodeId: 'a', folder, everySeconds: 0 }).run(context);
      expect(errors).toHaveLength(2);
      expect(await folder.lastCheckpoint()).toBe(kept);
    });

    it('is not signed any more when entries are gone, or its checkpoint is none of ours', async () => {
      const db = test.store.connections.writer;
      const { size } = await test.store.readEventLog();
      await db('event_log').update({ size: size - 1 });
      expect(await nextCheckpoint(test.store, folder)).toMatchObject({ outcome: 'refused', reason: 'SHORTER' });
      await db('event_log').update({ size });
      await writeFile(join(directory, 'log', 'checkpoint'), 'motcua.example/log\n1\nAAAA\n\n');
      expect(await nextCheckpoint(test.store, folder)).toMatchObject({ outcome: 'refused', reason: 'UNREADABLE' });
    });
  });

  if (name === 'postgresql')
    it('lets no commit slip before one that was logged: a transaction that stays open holds up those after it', async () => {
      office.clock.advance(11);
      await logAll();
      const { size } = await test.store.readEventLog();
      const slow = await test.store.connections.writer.transaction();
      const commit = {
        case_id: '0-slow',
        first_seq: 1,
        last_seq: 1,
        at: 'x',
        by_kind: 'system',
        by_id: 'x',
        command_type: 'x',
        event_format: 1,
        events: '[]',
        seal_format: 1,
        hash: '00',
      };
      await slow('commits').insert(commit);
      const quick = await office.start('desk');
      const kind = keeper('a', true);
      while (await kind.run(context));
      expect((await test.store.readEventLog()).size).toBe(size);
      await slow.commit();
      await logAll(test.store, kind);
      expect((await test.store.logEntries(size, 10)).map(({ caseId }) => caseId)).toEqual(['0-slow', quick]);
    });

  function keeper(nodeId: string, hasLooked = false): JobKind {
    return appendToLog({ nodeId, everyMs: 0, ...(hasLooked ? { looksBack: false } : {}) });
  }
});

function contextOf(office: Office, errors: string[]): JobContext {
  return {
    shell: office.shell,
    leaseMs: 30_000,
    log: { info: () => undefined, warn: () => undefined, error: (_fields, message) => void errors.push(message) },
  };
}

function rootOf(entries: readonly LogEntry[]): string {
  const tree = growingTree();
  for (const entry of entries) tree.add(logLeaf(entry));
  return toHex(tree.root());
}

/** The log believes that it has looked at everything there is. */
async function pastEverything(store: Store): Promise<void> {
  let { place } = await store.readEventLog();
  await vi.waitFor(
    async () => {
      const found = await store.commitsToLog(place, 1_000);
      ({ place } = found);
      expect(found.entries.length).toBeGreaterThan(0);
    },
    { timeout: 20_000, interval: 20 },
  );
  await store.connections.writer('event_log').update({ place });
}

/** No checkpoint was ever signed: the next test has another key. */
async function forget(store: Store): Promise<void> {
  await store.connections.writer('event_log_checkpoints').delete();
}

/** The tree as the entries demand it. */
async function repair(store: Store): Promise<void> {
  const db = store.connections.writer;
  const entries = await store.logEntries(0, 100_000);
  await db('event_log_tiles').delete();
  await db('event_log_entries').delete();
  await db('event_log').update({ size: 0, refusal: null });
  const { growTiles } = await import('../../engine/index.ts');
  const { place } = await store.readEventLog();
  const tiles = growTiles(
    0,
    entries.map((entry) => logLeaf(entry)),
    () => [],
  );
  const keeper = { id: 'a', until: '2000' };
  expect(await store.appendToLog({ expectedSize: 0, entries, tiles, place, keeper })).toBe(true);
}
