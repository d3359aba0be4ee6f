import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../engine/index.ts';
import { startCase } from '../../server/commands/start-case.ts';
import type { FaultPoint } from '../../server/store/fault-point.ts';
import type { CaseRecord } from '../../server/store/records.ts';
import { accepted, codeOf, flow, openOffice, process as processFile, userTask } from '../store/shell-kit.ts';
import { APPLICATION } from './application.ts';
import { STORES, type TestStore } from '../support/stores.ts';

/** A case that waits for an officer and, beside that, for a timer. */
const DOOMED = processFile(
  'doomed',
  `<startEvent id="s"/><parallelGateway id="both"/>${userTask('desk')}
   <intermediateCatchEvent id="later"><timerEventDefinition id="td"><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
   <endEvent id="e1"/><endEvent id="e2"/>${flow('s', 'both', 'desk', 'e1')}${flow('both', 'later', 'e2')}`,
);

const POINTS: readonly FaultPoint[] = [
  'batch.begun',
  'batch.commits-written',
  'batch.cases-written',
  'batch.projections-written',
  'batch.keys-written',
  'batch.committed',
];

interface Acknowledged {
  readonly caseId: string;
  readonly version: number;
  /** `<process>-<desk>-<n>`, where the request that was acknowledged was to receive an application. */
  readonly key?: string;
}

describe.each(STORES)('a server that is killed at any point of a transaction, on $name', ({ open }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
    await (await openOffice(test.store)).deploy(DOOMED);
  });
  afterAll(() => test.dispose());

  it.each(POINTS)('%s: keeps what it acknowledged, whole, with timers and without gaps', async (point) => {
    const acknowledged = await runUntilKilled(test, { point, survives: 12 });
    await expectWhole(test, acknowledged);
    await expectOneAnswerAKey(test, acknowledged);
  });

  it('killed from outside while batches are on their way: the same', async () => {
    for (const lines of [25, 60]) {
      const acknowledged = await runUntilKilled(test, { lines });
      await expectWhole(test, acknowledged);
      await expectOneAnswerAKey(test, acknowledged);
    }
  });

  it('fires the timers of all of them afterwards', async () => {
    const office = await openOffice(await test.openAgain());
    office.clock.advance(3_601);
    await office.settle();
    for (const { caseId } of await allCases(test)) {
      expect((await office.shell.handler.currentState(caseId))?.timers).toEqual([]);
      expect((await test.store.listTimers({ caseId }, { limit: 5 })).items).toEqual([]);
    }
  });
});

/** Everything acknowledged is there, and whatever is there is whole: history, read models, timers and serials agree. */
async function expectWhole(test: TestStore, acknowledged: readonly Acknowledged[]): Promise<void> {
  expect(acknowledged.length).toBeGreaterThan(10);
  const store = await test.openAgain();
  for (const { caseId, version } of acknowledged)
    expect(await store.caseVersion(caseId)).toBeGreaterThanOrEqual(version);

  const office = await openOffice(store);
  const cases = await allCases(test);
  for (const { caseId, version, headHash } of cases) {
    const history = await store.loadCommits(caseId, {});
    expect(verifyChain(history)).toMatchObject({ ok: true, lastSeq: version, head: headHash });
    const state = await office.shell.handler.currentState(caseId);
    const timers = await store.listTimers({ caseId }, { limit: 5 });
    expect(timers.items.map(({ timerKey }) => timerKey)).toEqual(state?.timers.map(({ key }) => key));
    expect((await store.listTasksOfCase(caseId)).map(({ taskKey }) => taskKey)).toEqual(
      state?.tasks.map(({ key }) => key),
    );
  }
  const serials = cases.map(({ dossierCode }) => Number(dossierCode?.slice(-4))).sort((a, b) => a - b);
  expect(serials).toEqual(serials.map((_, index) => index + 1));
}

/**
 * Whoever did not hear the answer asks again, under the same key: those who were acknowledged get the same answer; those who
 * were not get one, whether the server died before or after their commit, and the same one from then on. Another request under
 * a key that was used is refused.
 */
async function expectOneAnswerAKey(test: TestStore, acknowledged: readonly Acknowledged[]): Promise<void> {
  const office = await openOffice(await test.openAgain());
  const ask = (key: string, fingerprint = 'x') =>
    startCase(office.shell, { ...APPLICATION, idempotency: { key, fingerprint } });
  const keys = acknowledged.filter((each) => each.key !== undefined);
  expect(keys.length).toBeGreaterThan(3);
  const last = new Map<string, number>();
  for (const { caseId, key = '' } of keys) {
    // The answer as it was given: the case stood at its first commit then, wherever it stands now.
    expect(accepted(await ask(key))).toMatchObject({ caseId, replayed: true });
    expect(codeOf(await ask(key, 'another body'))).toBe('IDEMPOTENCY_KEY_REUSED');
    const [, desk = '', n = ''] = /^(.+)-(\d+)$/.exec(key) ?? [];
    last.set(desk, Math.max(Number(n), last.get(desk) ?? 0));
  }
  for (const [desk, n] of last) {
    const key = `${desk}-${String(n + 1)}`;
    const before = new Map((await allCases(test)).map((record) => [record.caseId, record]));
    const first = accepted(await ask(key));
    // Either the dead server had received it, or this one does: never both.
    expect([key, first.replayed]).toEqual([key, before.has(first.caseId)]);
    expect(accepted(await ask(key))).toMatchObject({ caseId: first.caseId, version: first.version, replayed: true });
    expect(codeOf(await ask(key, 'another body'))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await allCases(test)).length).toBe(before.size + (first.replayed ? 0 : 1));
  }
}

/** Who kills the process: itself at a fault point, or we, when it has acknowledged so many commands. */
type Death = { readonly point: FaultPoint; readonly survives: number } | { readonly lines: number };

/** Starts the doomed process and waits until it is dead. */
async function runUntilKilled(test: TestStore, death: Death): Promise<readonly Acknowledged[]> {
  const script = fileURLToPath(new URL('doomed-office.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      script,
      JSON.stringify(test.location),
      ...('point' in death ? [death.point, String(death.survives)] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if ('lines' in death && output.split('\n').length > death.lines) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`The process was to be killed, and ended by itself:\n${errors}`);
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const acknowledged: Acknowledged = JSON.parse(line);
      return acknowledged;
    });
}

async function allCases({ store }: TestStore): Promise<readonly CaseRecord[]> {
  const cases: CaseRecord[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await store.listCases({}, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    cases.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return cases;
  }
}
