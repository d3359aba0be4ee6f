import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../engine/index.ts';
import type { FaultPoint } from '../../server/store/fault-point.ts';
import type { CaseRecord } from '../../server/store/records.ts';
import { flow, openOffice, process as processFile, userTask } from '../store/shell-kit.ts';
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
}

describe.each(STORES)('a server that is killed at any point of a transaction, on $name', ({ open }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
    await (await openOffice(test.store)).deploy(DOOMED);
  });
  afterAll(() => test.dispose());

  it.each(POINTS)('%s: keeps what it acknowledged, whole, with timers and without gaps', async (point) => {
    await expectWhole(test, await runUntilKilled(test, { point, survives: 12 }));
  });

  it('killed from outside while batches are on their way: the same', async () => {
    for (const lines of [25, 60]) await expectWhole(test, await runUntilKilled(test, { lines }));
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
