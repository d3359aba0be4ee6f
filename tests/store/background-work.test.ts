import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activateJobs } from '../../server/commands/activate-jobs.ts';
import { completeJob } from '../../server/commands/complete-job.ts';
import { extendJobLock } from '../../server/commands/extend-job-lock.ts';
import { failJob } from '../../server/commands/fail-job.ts';
import { publishMessage } from '../../server/commands/publish-message.ts';
import { publishSignal } from '../../server/commands/publish-signal.ts';
import { resolveIncident } from '../../server/commands/resolve-incident.ts';
import { throwJobError } from '../../server/commands/throw-job-error.ts';
import { setFault } from '../../server/store/fault-point.ts';
import { STORES, type TestStore } from '../support/stores.ts';
import { accepted, codeOf, flow, OFFICER, openOffice, process, userTask, WORKER, type Office } from './shell-kit.ts';

const message = (id: string, name: string, key?: string): string =>
  `<message id="${id}" name="${name}">${key === undefined ? '' : `<extensionElements><zeebe:subscription correlationKey="=${key}"/></extensionElements>`}</message>`;
const catchMessage = (id: string, ref: string): string =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition id="${id}-m" messageRef="${ref}"/></intermediateCatchEvent>`;
const catchTimer = (id: string, duration: string): string =>
  `<intermediateCatchEvent id="${id}"><timerEventDefinition id="${id}-t"><timeDuration>${duration}</timeDuration></timerEventDefinition></intermediateCatchEvent>`;

describe.each(STORES)('background work on $name', ({ open }) => {
  let test: TestStore;
  let office: Office;
  beforeAll(async () => {
    test = await open();
    office = await openOffice(test.store);
  });
  afterAll(() => test.dispose());

  const statusOf = async (caseId: string): Promise<string | undefined> => (await test.store.getCase(caseId))?.status;

  it('fires timers when they are due, after a downtime in due order, each once', async () => {
    await office.deploy(
      process(
        'waits',
        `<startEvent id="s"/>${catchTimer('one', 'PT10M')}${catchTimer('two', 'PT5M')}<endEvent id="e"/>${flow('s', 'one', 'two', 'e')}`,
      ),
    );
    const caseId = await office.start('waits');
    office.clock.advance(599);
    await office.settle();
    expect((await test.store.listTimers({ caseId }, { limit: 5 })).items.map(({ elementId }) => elementId)).toEqual([
      'one',
    ]);

    // Nothing ran for a day; another server starts over the same data.
    office.clock.advance(86_400);
    const restarted = await openOffice(await test.openAgain(), { clock: office.clock });
    await restarted.settle();
    office.clock.advance(300);
    await Promise.all([office.settle(), restarted.settle()]);
    expect(await statusOf(caseId)).toBe('completed');
    const fired = (await test.store.loadCommits(caseId, {})).flatMap(({ commit }) =>
      commit.events.filter(({ type }) => type === 'TimerFired'),
    );
    expect(fired).toHaveLength(2);
  });

  it('hands jobs to workers: lock, completion, retries with back-off, incident, resolution, error', async () => {
    const { shell, clock } = office;
    await office.deploy(
      process(
        'work',
        `<startEvent id="s"/><serviceTask id="call"><extensionElements><zeebe:taskDefinition type="tax" retries="2"/></extensionElements></serviceTask><endEvent id="e"/>${flow('s', 'call', 'e')}`,
      ),
    );
    const caseId = await office.start('work', { amount: 7, secret: 1 });
    const activate = (waitSeconds = 0) =>
      activateJobs(shell, {
        jobType: 'tax',
        worker: 'w',
        maxJobs: 5,
        lockSeconds: 60,
        waitSeconds,
        fetchVariables: ['amount'],
      });
    const [job] = await activate();
    if (job === undefined) throw new Error('There is no job.');
    expect(job).toMatchObject({ caseId, elementId: 'call', retries: 2, variables: { amount: 7 } });
    expect(await activate()).toEqual([]);
    const { jobKey, lockToken } = job;
    expect(codeOf(await completeJob(shell, { caseId, jobKey, lockToken: 'guessed', variables: {}, by: WORKER }))).toBe(
      'JOB_LOCK_LOST',
    );
    expect(await extendJobLock(shell, { caseId, jobKey, lockToken, lockSeconds: 120 })).toHaveProperty('lockedUntil');
    clock.advance(119);
    accepted(
      await failJob(shell, { caseId, jobKey, lockToken, message: 'unreachable', backoffSeconds: 30, by: WORKER }),
    );
    expect(await activate()).toEqual([]);
    clock.advance(31);
    const [second] = await activate();
    accepted(
      await failJob(shell, { caseId, jobKey, lockToken: second?.lockToken ?? '', message: 'unreachable', by: WORKER }),
    );
    const {
      items: [incident],
    } = await test.store.listIncidents({ caseId }, { limit: 5 });
    expect(incident).toMatchObject({ code: 'JOB_RETRIES_EXHAUSTED', elementId: 'call' });
    expect(await activate()).toEqual([]);
    accepted(
      await resolveIncident(shell, { caseId, incidentKey: incident?.incidentKey ?? 0, retries: 1, by: OFFICER }),
    );
    const [third] = await activate();
    const completion = {
      caseId,
      jobKey,
      lockToken: third?.lockToken ?? '',
      variables: { paid: true },
      by: WORKER,
      idempotency: { key: `done-${caseId}`, fingerprint: 'x' },
    };
    accepted(await completeJob(shell, completion));
    // The worker did not hear the answer. The job is gone, and the answer is the same.
    expect(accepted(await completeJob(shell, completion)).replayed).toBe(true);
    expect(await statusOf(caseId)).toBe('completed');

    const other = await office.start('work');
    const [failing] = await activate();
    accepted(
      await throwJobError(shell, {
        caseId: other,
        jobKey: failing?.jobKey ?? 0,
        lockToken: failing?.lockToken ?? '',
        errorCode: 'E1',
        by: WORKER,
      }),
    );
    expect((await test.store.listIncidents({ caseId: other }, { limit: 5 })).items).toMatchObject([
      { code: 'UNCAUGHT_ERROR' },
    ]);
  });

  it('wakes a worker that waits for a job', async () => {
    const waiting = activateJobs(office.shell, {
      jobType: 'tax',
      worker: 'w',
      maxJobs: 1,
      lockSeconds: 60,
      waitSeconds: 20,
    });
    const caseId = await office.start('work');
    expect(await waiting).toMatchObject([{ caseId }]);
    const gone = new AbortController();
    const abandoned = activateJobs(office.shell, {
      jobType: 'none',
      worker: 'w',
      maxJobs: 1,
      lockSeconds: 60,
      waitSeconds: 20,
      signal: gone.signal,
    });
    gone.abort();
    expect(await abandoned).toEqual([]);
  });

  it('gives a message to the oldest subscription that matches, once per id, else keeps it', async () => {
    const { shell, clock } = office;
    await office.deploy(
      process(
        'pays',
        `<startEvent id="s"/>${catchMessage('paid', 'm1')}<endEvent id="e"/>${flow('s', 'paid', 'e')}`,
        message('m1', 'paid', 'order'),
      ),
    );
    const older = await office.start('pays', { order: 'A' });
    clock.advance(1);
    const younger = await office.start('pays', { order: 'A' });
    const publish = (messageId: string, correlationKey = 'A') =>
      publishMessage(shell, { name: 'paid', correlationKey, messageId, variables: { by: messageId } });
    expect(await publish('m-1')).toMatchObject({ outcome: 'correlated', caseId: older });
    expect(await publish('m-1')).toMatchObject({ outcome: 'known', caseId: older });
    expect(await statusOf(younger)).toBe('active');
    expect(await publish('m-2')).toMatchObject({ outcome: 'correlated', caseId: younger });
    expect(await publish('m-3', 'B')).toMatchObject({ outcome: 'buffered' });
    const late = await office.start('pays', { order: 'B' });
    await office.settle();
    expect(await statusOf(late)).toBe('completed');
    expect((await shell.handler.currentState(late))?.variables['by']).toBe('m-3');
    await publishMessage(shell, { name: 'paid', correlationKey: 'C', variables: {}, timeToLiveSeconds: 10 });
    clock.advance(11);
    const tooLate = await office.start('pays', { order: 'C' });
    await office.settle();
    expect(await statusOf(tooLate)).toBe('active');
  });

  it('opens a case with the message that a receive task or an event behind a gateway instantiates for', async () => {
    const { shell } = office;
    await office.deploy(
      process(
        'receives-first',
        `<receiveTask id="r" messageRef="rm" instantiate="true"/>${userTask('t')}<endEvent id="e"/>${flow('r', 't', 'e')}`,
        message('rm', 'applied'),
      ),
    );
    await office.deploy(
      process(
        'both-in-turn',
        `<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>${catchMessage('a', 'ma')}${catchMessage('b', 'mb')}<parallelGateway id="j"/><endEvent id="e"/>${flow('g', 'a', 'j', 'e')}${flow('g', 'b', 'j')}`,
        message('ma', 'first') + message('mb', 'second'),
      ),
    );
    const applied = await publishMessage(shell, { name: 'applied', variables: { n: 1 } });
    expect(applied).toMatchObject({ outcome: 'started' });
    expect((await shell.handler.currentState(applied.caseId ?? ''))?.variables['n']).toBe(1);
    const one = await publishMessage(shell, { name: 'second', correlationKey: '1', variables: {} });
    expect(one).toMatchObject({ outcome: 'started' });
    const other = await publishMessage(shell, { name: 'first', correlationKey: '2', variables: {} });
    expect(other).toMatchObject({ outcome: 'started' });
    expect(await publishMessage(shell, { name: 'first', correlationKey: '1', variables: {} })).toMatchObject({
      outcome: 'correlated',
      caseId: one.caseId,
    });
    expect(await statusOf(one.caseId ?? '')).toBe('completed');
    expect(await statusOf(other.caseId ?? '')).toBe('active');
  });

  it('opens one case when all messages of a parallel multiple start event have come, whoever delivers the last', async () => {
    await office.deploy(
      process(
        'together',
        `<startEvent id="s" parallelMultiple="true"><messageEventDefinition id="d1" messageRef="tm1"/><messageEventDefinition id="d2" messageRef="tm2"/></startEvent>${userTask('t')}<endEvent id="e"/>${flow('s', 't', 'e')}`,
        message('tm1', 'form') + message('tm2', 'fee'),
      ),
    );
    const other = await openOffice(await test.openAgain(), { clock: office.clock });
    const publish = ({ shell }: Office, name: string, messageId: string, correlationKey: string) =>
      publishMessage(shell, { name, messageId, correlationKey, variables: { [name]: messageId } });
    expect(await publish(office, 'form', 't-1', 'A')).toMatchObject({ outcome: 'buffered' });
    expect(await publish(office, 'fee', 't-2', 'B')).toMatchObject({ outcome: 'buffered' });
    const started = await publish(office, 'fee', 't-3', 'A');
    expect(started).toMatchObject({ outcome: 'started' });
    expect((await office.shell.handler.currentState(started.caseId ?? ''))?.variables).toEqual({
      form: 't-1',
      fee: 't-3',
    });
    // Told again, both are known; two nodes that each bring the last one open one case.
    expect(await publish(office, 'fee', 't-3', 'A')).toMatchObject({ outcome: 'known' });
    await publish(office, 'form', 't-1', 'A');
    const [here, there] = await Promise.all([publish(office, 'form', 't-4', 'C'), publish(other, 'fee', 't-5', 'C')]);
    const opened = [here, there].flatMap(({ outcome, caseId }) => (outcome === 'buffered' ? [] : [caseId]));
    expect(new Set(opened).size).toBe(1);
    expect([here, there].filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
  });

  it('delivers what a case sends exactly once, also after a crash between delivery and note', async () => {
    await office.deploy(
      process(
        'sends',
        `<startEvent id="s"/><endEvent id="e"><messageEventDefinition id="d" messageRef="m"/></endEvent>${flow('s', 'e')}`,
        message('m', 'application'),
      ),
    );
    await office.deploy(
      process(
        'receives',
        `<startEvent id="s"><messageEventDefinition id="d" messageRef="m"/></startEvent>${userTask('t')}<endEvent id="e"/>${flow('s', 't', 'e')}`,
        message('m', 'application'),
      ),
    );
    await office.start('sends');
    setFault((point) => {
      if (point === 'delivery.received') throw new Error('crash');
    });
    await expect(office.settle()).rejects.toThrow();
    setFault(undefined);
    office.clock.advance(600);
    const restarted = await openOffice(await test.openAgain(), { clock: office.clock });
    await restarted.settle();
    expect((await test.store.listCases({ procedureCode: 'receives' }, { limit: 5 })).items).toHaveLength(1);
    expect(await test.store.claimOutbox({ now: '2030', leaseUntil: '2031', limit: 5 })).toEqual([]);
  });

  it('lets everybody hear a signal, and start by it', async () => {
    const signal = '<signal id="sg" name="flood"/>';
    await office.deploy(
      process(
        'hears',
        `<startEvent id="s"/><intermediateCatchEvent id="c"><signalEventDefinition id="d" signalRef="sg"/></intermediateCatchEvent><endEvent id="e"/>${flow('s', 'c', 'e')}`,
        signal,
      ),
    );
    await office.deploy(
      process(
        'begins',
        `<startEvent id="s"><signalEventDefinition id="d" signalRef="sg"/></startEvent>${userTask('t')}<endEvent id="e"/>${flow('s', 't', 'e')}`,
        signal,
      ),
    );
    const waiting = await Promise.all([1, 2, 3].map(() => office.start('hears')));
    expect(await publishSignal(office.shell, { name: 'flood', variables: {}, signalId: 'f1' })).toMatchObject({
      caught: 3,
      started: 1,
    });
    expect(await publishSignal(office.shell, { name: 'flood', variables: {}, signalId: 'f1' })).toMatchObject({
      caught: 0,
      started: 0,
    });
    expect(await Promise.all(waiting.map(statusOf))).toEqual(['completed', 'completed', 'completed']);
  });

  it('starts cases by the clock, makes up for a downtime, and once per firing', async () => {
    await office.deploy(
      process(
        'daily',
        `<startEvent id="s"><timerEventDefinition id="d"><timeCycle>R3/PT1H</timeCycle></timerEventDefinition></startEvent>${userTask('t')}<endEvent id="e"/>${flow('s', 't', 'e')}`,
      ),
    );
    await office.settle();
    const started = async (): Promise<number> =>
      (await test.store.listCases({ procedureCode: 'daily' }, { limit: 50 })).items.length;
    expect(await started()).toBe(0);
    office.clock.advance(3_600);
    await office.settle();
    expect(await started()).toBe(1);
    office.clock.advance(86_400);
    await Promise.all([office.settle(), (await openOffice(await test.openAgain(), { clock: office.clock })).settle()]);
    expect(await started()).toBe(3);
    // Whoever starts later does not begin the schedule again.
    const restarted = await openOffice(await test.openAgain(), { clock: office.clock });
    office.clock.advance(86_400);
    await restarted.settle();
    expect(await started()).toBe(3);
    expect((await test.store.listStartTimers()).filter(({ procedureCode }) => procedureCode === 'daily')).toMatchObject(
      [{ done: true }],
    );
  });
});
