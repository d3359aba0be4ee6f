import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evolveAll, emptyCase, verifyChain } from '../../engine/index.ts';
import { cancelCase } from '../../server/commands/cancel-case.ts';
import { claimTask } from '../../server/commands/claim-task.ts';
import { completeTask } from '../../server/commands/complete-task.ts';
import { releaseTask } from '../../server/commands/release-task.ts';
import { saveTaskDraft } from '../../server/commands/save-task-draft.ts';
import { setVariables } from '../../server/commands/set-variables.ts';
import { startCase } from '../../server/commands/start-case.ts';
import type { AcceptedCommand } from '../../server/commands/command-request.ts';
import { STORES, type TestStore } from '../support/stores.ts';
import {
  accepted,
  codeOf,
  COLLEAGUE,
  flow,
  freshKey,
  OFFICER,
  openOffice,
  process,
  STRANGER,
  userTask,
  type Office,
} from './shell-kit.ts';

const TWO_STEPS = process(
  'two-steps',
  `<startEvent id="s"/>${userTask('first')}${userTask('second')}<endEvent id="e"/>${flow('s', 'first', 'second', 'e')}`,
);

describe.each(STORES)('commands on $name', ({ open, name }) => {
  let test: TestStore;
  let office: Office;
  beforeAll(async () => {
    test = await open();
    office = await openOffice(test.store, { snapshotEvery: 10 });
    await office.deploy(TWO_STEPS);
  });
  afterAll(() => test.dispose());

  /** A case received at the counter of unit u1; its first task. */
  async function received(key = freshKey()) {
    const { shell } = office;
    const outcome = accepted(
      await startCase(shell, {
        procedureCode: 'two-steps',
        unit: 'u1',
        unitCode: 'H44.01',
        channel: 'counter',
        applicant: { name: 'Người nộp hồ sơ' },
        data: { n: 1 },
        by: OFFICER,
        idempotency: key,
      }),
    );
    const [task] = await office.tasks(outcome.caseId);
    if (task === undefined) throw new Error('The case has no task.');
    return { caseId: outcome.caseId, taskKey: task.taskKey, answer: outcome.answer };
  }

  it('carries a case from its receipt to its end', async () => {
    const { shell } = office;
    const { caseId, taskKey, answer } = await received();
    expect(answer).toMatchObject({ caseId, receivedAt: office.clock.now(), procedure: { code: 'two-steps' } });
    expect(answer['dossierCode']).toMatch(/^H44\.01-261124-\d{4}$/);

    accepted(await claimTask(shell, { caseId, taskKey, by: OFFICER }));
    const done = accepted(await completeTask(shell, { caseId, taskKey, submission: { approved: true }, by: OFFICER }));
    expect(done.answer).toMatchObject({ case: { state: 'active' }, tasks: [{ elementId: 'second' }] });
    const [, second] = await office.tasks(caseId);
    accepted(await claimTask(shell, { caseId, taskKey: second?.taskKey ?? 0, by: COLLEAGUE }));
    accepted(await completeTask(shell, { caseId, taskKey: second?.taskKey ?? 0, submission: {}, by: COLLEAGUE }));

    const record = await test.store.getCase(caseId);
    expect(record).toMatchObject({
      status: 'completed',
      endedAt: office.clock.now(),
      unit: 'u1',
      applicantName: 'Người nộp hồ sơ',
    });
    const history = await test.store.loadCommits(caseId, {});
    expect(history.map(({ commit }) => commit.commandType)).toEqual([
      'StartCase',
      'ClaimUserTask',
      'CompleteUserTask',
      'ClaimUserTask',
      'CompleteUserTask',
    ]);
    expect(verifyChain(history)).toMatchObject({ ok: true, head: record?.headHash });
    const replayed = evolveAll(
      emptyCase(caseId),
      history.flatMap(({ commit }) => commit.events),
    );
    expect(replayed).toEqual(await shell.handler.currentState(caseId));
  });

  it('refuses what may not be, and nothing changes', async () => {
    const { shell } = office;
    const { caseId, taskKey } = await received();
    const before = await test.store.getCase(caseId);
    const complete = (by = OFFICER, more = {}) => completeTask(shell, { caseId, taskKey, submission: {}, by, ...more });
    expect(codeOf(await complete())).toBe('TASK_NOT_CLAIMED');
    expect(codeOf(await claimTask(shell, { caseId, taskKey, by: STRANGER }))).toBe('FORBIDDEN');
    expect(codeOf(await claimTask(shell, { caseId, taskKey, by: { ...OFFICER, groups: [] } }))).toBe('NOT_A_CANDIDATE');
    expect(codeOf(await claimTask(shell, { caseId, taskKey, by: OFFICER, expectedVersion: 1 }))).toBe('STALE_VERSION');
    expect(codeOf(await claimTask(shell, { caseId: 'nowhere', taskKey, by: OFFICER }))).toBe('CASE_NOT_FOUND');
    expect(await test.store.getCase(caseId)).toEqual(before);

    accepted(await claimTask(shell, { caseId, taskKey, by: OFFICER }));
    expect(codeOf(await complete(COLLEAGUE))).toBe('TASK_CLAIMED_BY_ANOTHER');
    accepted(await complete());
    expect(codeOf(await complete())).toBe('TASK_NOT_FOUND');
    accepted(await cancelCase(shell, { caseId, reason: 'test', by: OFFICER }));
    expect(codeOf(await setVariables(shell, { caseId, variables: {}, by: OFFICER }))).toBe('CASE_ENDED');
    expect((await office.tasks(caseId)).map(({ status }) => status)).toEqual(['completed', 'cancelled']);
    expect(
      (
        await test.store.listTasks({ unit: 'u1', offeredTo: { user: 'x', groups: ['desk'] } }, { limit: 200 })
      ).items.filter((task) => task.caseId === caseId),
    ).toEqual([]);
  });

  it('repeats an answer word for word under the same key, refuses the key for another request', async () => {
    const { shell } = office;
    const key = freshKey();
    const first = await received(key);
    expect((await received(key)).answer).toEqual(first.answer);
    const claim = { caseId: first.caseId, taskKey: first.taskKey, by: OFFICER, idempotency: freshKey('claim') };
    const [one, two] = await Promise.all([claimTask(shell, claim), claimTask(shell, claim)]);
    expect([accepted(one).replayed, accepted(two).replayed].sort()).toEqual([false, true]);
    expect(accepted(two).answer).toEqual(accepted(one).answer);
    expect(
      codeOf(await releaseTask(shell, { ...claim, idempotency: { ...claim.idempotency, fingerprint: 'release' } })),
    ).toBe('IDEMPOTENCY_KEY_REUSED');
    // The key belongs to the actor: a colleague may use the same one.
    expect(codeOf(await claimTask(shell, { ...claim, by: COLLEAGUE }))).toBe('TASK_CLAIMED_BY_ANOTHER');

    // A server that has started anew knows only what is stored.
    const restarted = await openOffice(await test.openAgain(), { clock: office.clock });
    expect(accepted(await claimTask(restarted.shell, claim))).toEqual({ ...accepted(one), replayed: true });
    const change = { caseId: first.caseId, variables: { n: 2 }, by: OFFICER, idempotency: freshKey('set') };
    const changed = accepted(await setVariables(restarted.shell, change));
    const again = await openOffice(await test.openAgain(), { clock: office.clock });
    // Acceptable a second time: only the stored key stands in its way.
    expect(accepted(await setVariables(again.shell, change))).toEqual({ ...changed, replayed: true });
    expect(await test.store.caseVersion(first.caseId)).toBe(changed.version);
  });

  it('keeps a refused command out of a batch that others share', async () => {
    const { shell } = office;
    const cases = await Promise.all(Array.from({ length: 20 }, () => received()));
    const before = test.store.counters.commits;
    const outcomes = await Promise.all(
      cases.flatMap(({ caseId, taskKey }, index) => [
        claimTask(shell, { caseId, taskKey, by: OFFICER }),
        // In the same batch, decided on what is not on disk yet.
        completeTask(shell, { caseId, taskKey, submission: {}, by: index % 2 === 0 ? OFFICER : COLLEAGUE }),
      ]),
    );
    expect(outcomes.map(codeOf)).toEqual(
      cases.flatMap((_, index) => ['accepted', index % 2 === 0 ? 'accepted' : 'TASK_CLAIMED_BY_ANOTHER']),
    );
    expect(test.store.counters.commits - before).toBeLessThanOrEqual(2);
  });

  it('draws dossier codes without gaps, per unit and day, also past refusals and used keys', async () => {
    const key = freshKey();
    const apply = (unitCode: string, idempotency = freshKey(), procedureCode = 'two-steps') =>
      startCase(office.shell, {
        procedureCode,
        unit: 'u1',
        unitCode,
        channel: 'online',
        applicant: { name: 'x' },
        data: {},
        by: OFFICER,
        idempotency,
      });
    await apply('GAP.1', key);
    const restarted = await openOffice(await test.openAgain(), { clock: office.clock });
    const outcomes = await Promise.all([
      apply('GAP.1'),
      apply('GAP.2'),
      apply('GAP.1', freshKey(), 'unknown'),
      apply('GAP.1', key),
      apply('GAP.1'),
      // The stored key collides in the middle of a batch and must give its number back.
      ...[freshKey(), key, freshKey()].map((idempotency) =>
        startCase(restarted.shell, {
          procedureCode: 'two-steps',
          unit: 'u1',
          unitCode: 'GAP.3',
          channel: 'online',
          applicant: { name: 'x' },
          data: {},
          by: OFFICER,
          idempotency,
        }),
      ),
    ]);
    const codes = outcomes.map((outcome) => (outcome.ok ? outcome.answer['dossierCode'] : outcome.rejection.code));
    // Those who ask at the same time come in no order: which numbers are drawn counts, not who drew which.
    expect(codes.toSorted()).toEqual([
      'GAP.1-261124-0001',
      'GAP.1-261124-0001',
      'GAP.1-261124-0002',
      'GAP.1-261124-0003',
      'GAP.2-261124-0001',
      'GAP.3-261124-0001',
      'GAP.3-261124-0002',
      'PROCEDURE_NOT_FOUND',
    ]);
    expect([codes[2], codes[3]]).toEqual(['PROCEDURE_NOT_FOUND', 'GAP.1-261124-0001']);
  });

  it('loads a case that memory has let go, from its snapshot and the rest', async () => {
    const small = await openOffice(test.store, { cachedCases: 1, snapshotEvery: 3, clock: office.clock });
    const ids = await Promise.all([small.start('two-steps'), small.start('two-steps')]);
    for (let n = 1; n <= 6; n += 1) {
      for (const caseId of ids) accepted(await setVariables(small.shell, { caseId, variables: { n }, by: OFFICER }));
    }
    for (const caseId of ids) {
      expect((await test.store.loadCase(caseId))?.commits.length).toBeLessThan(3);
      expect((await small.shell.handler.currentState(caseId))?.variables['n']).toBe(6);
    }
  });

  it('keeps a draft through release and hand-over, for who holds the task', async () => {
    const { shell } = office;
    const { caseId, taskKey } = await received();
    const save = (by = OFFICER) => saveTaskDraft(shell, { caseId, taskKey, data: { half: 'done' }, by });
    expect(await save()).toMatchObject({ code: 'TASK_NOT_CLAIMED' });
    accepted(await claimTask(shell, { caseId, taskKey, by: OFFICER }));
    expect(await save()).toBeUndefined();
    expect(await save(COLLEAGUE)).toMatchObject({ code: 'TASK_CLAIMED_BY_ANOTHER' });
    expect(await save(STRANGER)).toMatchObject({ code: 'FORBIDDEN' });
    accepted(await releaseTask(shell, { caseId, taskKey, by: OFFICER }));
    accepted(await claimTask(shell, { caseId, taskKey, by: COLLEAGUE }));
    expect(await test.store.getTaskDraft(caseId, taskKey)).toMatchObject({
      data: { half: 'done' },
      savedBy: 'officer',
    });
  });

  it('never lets history run backwards when the clock does', async () => {
    const { caseId } = await received();
    const at = office.clock.now();
    office.clock.advance(-3_600);
    accepted(await setVariables(office.shell, { caseId, variables: { n: 3 }, by: OFFICER }));
    office.clock.set(at);
    expect((await test.store.loadCommits(caseId, {})).map(({ commit }) => commit.at)).toEqual([at, at]);
  });

  it('tells listeners what is on disk, in order', async () => {
    const heard: AcceptedCommand[] = [];
    const stop = office.shell.handler.onCommit((commits) => heard.push(...commits));
    const { caseId } = await received();
    await Promise.all([1, 2, 3].map((n) => setVariables(office.shell, { caseId, variables: { n }, by: OFFICER })));
    stop();
    await setVariables(office.shell, { caseId, variables: { n: 4 }, by: OFFICER });
    expect(heard.filter((commit) => commit.caseId === caseId).map(({ state }) => state.variables['n'])).toEqual([
      1, 1, 2, 3,
    ]);
  });

  it('throws what the engine throws, with case, version and command, and goes on', async () => {
    const broken = await openOffice(test.store, {
      clock: office.clock,
      decide: () => {
        throw new Error('invariant');
      },
    });
    const { caseId } = await received();
    await expect(setVariables(broken.shell, { caseId, variables: {}, by: OFFICER })).rejects.toMatchObject({
      name: 'CommandFailedError',
      caseId,
      commandType: 'SetVariables',
    });
    expect(codeOf(await setVariables(office.shell, { caseId, variables: {}, by: OFFICER }))).toBe('accepted');
  });

  it('finishes what is under way when it closes, and takes nothing new', async () => {
    const closing = await openOffice(test.store, { clock: office.clock });
    const { caseId } = await received();
    const last = setVariables(closing.shell, { caseId, variables: { n: 9 }, by: OFFICER });
    await closing.shell.handler.close();
    expect(codeOf(await last)).toBe('accepted');
    await expect(setVariables(closing.shell, { caseId, variables: {}, by: OFFICER })).rejects.toMatchObject({
      name: 'HandlerClosedError',
    });
  });

  it.runIf(name === 'postgresql')(
    'lets two nodes work on the same cases: each command once, each refusal on what is true',
    async () => {
      const other = await openOffice(await test.openAgain(), { clock: office.clock });
      const cases = await Promise.all(Array.from({ length: 8 }, () => received()));
      for (let round = 1; round <= 5; round += 1) {
        await Promise.all(
          cases.flatMap(({ caseId }) => [
            setVariables(office.shell, { caseId, variables: { [`a${String(round)}`]: round }, by: OFFICER }),
            setVariables(other.shell, { caseId, variables: { [`b${String(round)}`]: round }, by: OFFICER }),
          ]),
        );
      }
      for (const { caseId, taskKey } of cases) {
        const history = await test.store.loadCommits(caseId, {});
        expect(history).toHaveLength(11);
        expect(verifyChain(history).ok).toBe(true);
        // Claimed here, seen there although that node has the case in memory.
        accepted(await claimTask(office.shell, { caseId, taskKey, by: OFFICER }));
        expect(codeOf(await completeTask(other.shell, { caseId, taskKey, submission: {}, by: OFFICER }))).toBe(
          'accepted',
        );
      }
      const apply = (shell: Office['shell']) =>
        startCase(shell, {
          procedureCode: 'two-steps',
          unit: 'u1',
          unitCode: 'TWO',
          channel: 'post',
          applicant: { name: 'x' },
          data: {},
          by: OFFICER,
        });
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) => apply(index % 2 === 0 ? office.shell : other.shell)),
      );
      const codes = outcomes.map((outcome) => accepted(outcome).answer['dossierCode']).sort();
      expect(codes).toEqual(
        Array.from({ length: 20 }, (_, index) => `TWO-261124-${String(index + 1).padStart(4, '0')}`),
      );
    },
  );
});
