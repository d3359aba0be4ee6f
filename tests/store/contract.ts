import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../engine/index.ts';
import type { Page, PageRequest } from '../../server/store/store-queries.ts';
import type { Store } from '../../server/store/store.ts';
import type { TestStore } from '../support/stores.ts';
import { AT, batch, entry, later, offered, task } from './sample-entries.ts';

/**
 * What every store does, whatever is beneath it. Each block uses cases, procedures and names of its own, so that one database
 * serves them all.
 */
export function storeContract(open: () => Promise<TestStore>): void {
  let test: TestStore;
  let store: Store;
  beforeAll(async () => {
    test = await open();
    store = test.store;
  });
  afterAll(() => test.dispose());

  describe('appending', () => {
    it('gives back what was written, with a chain that verifies', async () => {
      const first = entry('append-1', undefined, { events: 3 });
      const second = entry('append-1', first, { events: 2 });
      expect(await store.appendBatch(batch(first, second))).toEqual({ ok: true });
      const commits = await store.loadCommits('append-1', {});
      expect(commits).toEqual([first.sealed, second.sealed]);
      expect(verifyChain(commits)).toMatchObject({ ok: true, lastSeq: 5 });
      expect(await store.loadCommits('append-1', { after: 3 })).toEqual([second.sealed]);
      expect(await store.loadCommits('append-1', { limit: 1 })).toEqual([first.sealed]);
      expect(await store.loadCommitAt('append-1', 5)).toEqual(second.sealed);
      expect(await store.loadCommitAt('append-1', 6)).toBeUndefined();
      expect(await store.caseVersion('append-1')).toBe(5);
      expect(await store.getCase('append-1')).toEqual(second.case);
    });

    it('loads a case from its newest snapshot and what came after', async () => {
      const first = entry('snap-1', undefined, { snapshot: true });
      const second = entry('snap-1', first);
      await store.appendBatch(batch(first));
      await store.appendBatch(batch(second));
      expect(await store.loadCase('snap-1')).toEqual({
        record: second.case,
        snapshot: first.snapshot,
        commits: [second.sealed],
      });
      expect(await store.loadCase('nobody')).toBeUndefined();
    });

    it('refuses a commit on a version that has passed, changes nothing, and names the case', async () => {
      const first = entry('stale-1', undefined);
      await store.appendBatch(batch(first));
      const rival = entry('stale-1', undefined, { case: { outcome: 'RIVAL' } });
      const bystander = entry('stale-2', undefined);
      expect(await store.appendBatch(batch(rival, bystander))).toEqual({
        ok: false,
        staleCases: ['stale-1'],
        usedKeys: [],
        staleSerials: [],
      });
      expect(await store.getCase('stale-1')).toEqual(first.case);
      expect(await store.getCase('stale-2')).toBeUndefined();
    });

    it('refuses a used idempotency key and returns its record', async () => {
      const first = entry('key-1', undefined, { idempotency: { key: 'k1', answer: { said: 'yes' } } });
      await store.appendBatch(batch(first));
      const again = entry('key-2', undefined, { idempotency: { key: 'k1' } });
      const result = await store.appendBatch(batch(again));
      expect(result).toEqual({ ok: false, staleCases: [], usedKeys: [first.idempotency], staleSerials: [] });
      expect(await store.findIdempotencyRecord('officer', 'k1')).toEqual(first.idempotency);
      expect(await store.findIdempotencyRecord('another', 'k1')).toBeUndefined();
      // The key belongs to the actor.
      const other = entry('key-3', undefined, { idempotency: { key: 'k1', actorId: 'another' } });
      expect(await store.appendBatch(batch(other))).toEqual({ ok: true });
    });

    it('draws serials without gaps and refuses those drawn from a stale number', async () => {
      const scope = 'H44.01-261124-#';
      expect(await store.lastSerial(scope)).toBe(0);
      const draw = (id: string, expected: number, last: number) =>
        store.appendBatch({ entries: [entry(id, undefined)], serials: [{ scope, expected, last }] });
      expect(await draw('serial-1', 0, 2)).toEqual({ ok: true });
      expect(await draw('serial-2', 0, 1)).toEqual({ ok: false, staleCases: [], usedKeys: [], staleSerials: [scope] });
      expect(await draw('serial-3', 1, 2)).toEqual({ ok: false, staleCases: [], usedKeys: [], staleSerials: [scope] });
      expect(await store.getCase('serial-3')).toBeUndefined();
      expect(await draw('serial-4', 2, 3)).toEqual({ ok: true });
      expect(await store.lastSerial(scope)).toBe(3);
    });

    it('keeps every field of a case that the one-stop office received', async () => {
      const received = entry('full-1', undefined, {
        case: {
          dossierCode: 'H44.01-261124-0001',
          channel: 'counter',
          receivedAt: AT,
          applicantName: 'Người nộp',
          dueAt: later(60),
          clockSeq: 1,
          publicStatus: 2,
          outcome: 'GRANTED',
          status: 'completed',
          endedAt: later(5),
        },
      });
      await store.appendBatch(batch(received));
      expect(await store.getCase('full-1')).toEqual(received.case);
      expect(await store.findCaseByDossierCode('H44.01-261124-0001')).toEqual(received.case);
    });

    it('counts what it writes', async () => {
      const before = { ...store.counters };
      await store.appendBatch(batch(entry('count-1', undefined), entry('count-2', undefined)));
      expect(store.counters.commits - before.commits).toBe(1);
      expect(store.counters.rows - before.rows).toBe(4);
      expect(store.counters.statements - before.statements).toBe(2);
      expect(store.counters.bytes).toBeGreaterThan(before.bytes);
    });

    it('writes batches larger than the database accepts values in one statement', async () => {
      const many = Array.from({ length: 3_000 }, (_, index) =>
        entry(`bulk-${String(index).padStart(4, '0')}`, undefined, { case: { unit: 'bulk' } }),
      );
      expect(await store.appendBatch(batch(...many))).toEqual({ ok: true });
      expect(await store.caseVersion('bulk-2999')).toBe(1);
    });
  });

  describe('tasks', () => {
    const groups = (user: string, ...names: string[]) => ({ user, groups: names });

    it('offers a task to its groups until somebody claims it, and again after release', async () => {
      const t = task('offer-1', 3, {
        candidateGroups: ['offer-a', 'offer-b'],
        candidateUsers: ['expert'],
        unit: 'offer',
      });
      const created = entry('offer-1', undefined, { case: { unit: 'offer' }, changes: offered(t) });
      await store.appendBatch(batch(created));
      const seenBy = async (who: { user: string; groups: string[] }) =>
        (await store.listTasks({ offeredTo: who, unit: 'offer' }, { limit: 10 })).items.map(({ caseId }) => caseId);
      expect(await seenBy(groups('x', 'offer-a', 'offer-b'))).toEqual(['offer-1']);
      expect(await seenBy(groups('expert'))).toEqual(['offer-1']);
      expect(await seenBy(groups('offer-a'))).toEqual([]);
      expect(await seenBy(groups('x', 'other'))).toEqual([]);

      const claimed = entry('offer-1', created, {
        changes: {
          tasksChanged: [{ taskKey: 3, status: 'claimed', assignee: 'me' }],
          offersWithdrawn: [{ taskKey: 3 }],
        },
      });
      await store.appendBatch(batch(claimed));
      expect(await seenBy(groups('x', 'offer-a'))).toEqual([]);
      const mine = await store.listTasks({ assignee: 'me' }, { limit: 10 });
      expect(mine.items).toEqual([{ ...t, status: 'claimed', assignee: 'me', caseStatus: 'active', caseVersion: 2 }]);
      expect(await store.getTask('offer-1', 3)).toEqual(mine.items[0]);

      const released = entry('offer-1', claimed, {
        changes: { tasksChanged: [{ taskKey: 3, status: 'offered' }], offersMade: [t] },
      });
      await store.appendBatch(batch(released));
      expect(await seenBy(groups('x', 'offer-b'))).toEqual(['offer-1']);
      expect((await store.listTasks({ assignee: 'me' }, { limit: 10 })).items).toEqual([]);

      const done = entry('offer-1', released, {
        changes: {
          tasksChanged: [{ taskKey: 3, status: 'completed', assignee: 'me', endedAt: AT }],
          offersWithdrawn: [{ taskKey: 3 }],
        },
      });
      await store.appendBatch(batch(done));
      expect(await seenBy(groups('x', 'offer-b'))).toEqual([]);
      expect(await store.listTasksOfCase('offer-1')).toEqual([
        { ...t, status: 'completed', assignee: 'me', endedAt: AT },
      ]);
    });

    it('takes many commits of one case in one batch: only what they come to is written', async () => {
      const standing = task('net-1', 3, { candidateGroups: ['net'], unit: 'net' });
      const created = entry('net-1', undefined, { case: { unit: 'net' }, changes: offered(standing) });
      await store.appendBatch(batch(created));

      const second = task('net-1', 4, { candidateGroups: ['net'], unit: 'net', createdAt: later(1) });
      const incident = {
        caseId: 'net-1',
        incidentKey: 9,
        elementId: 'e',
        elementKey: 8,
        code: 'JOB_OUT_OF_RETRIES',
        message: 'no',
        procedureCode: '1.000001',
        unit: 'net',
        raisedAt: AT,
      };
      const job = {
        caseId: 'net-1',
        jobKey: 6,
        elementId: 'work',
        jobType: 'net',
        status: 'open' as const,
        retries: 3,
        headers: {},
        unit: 'net',
        createdAt: AT,
      };
      const claimed = entry('net-1', created, {
        changes: {
          ...offered(second),
          jobsCreated: [job, { ...job, jobKey: 7 }],
          incidentsRaised: [incident],
          tasksChanged: [{ taskKey: 3, status: 'claimed', assignee: 'me' }],
          offersWithdrawn: [{ taskKey: 3 }],
        },
      });
      const released = entry('net-1', claimed, {
        changes: {
          tasksChanged: [
            { taskKey: 3, status: 'offered' },
            { taskKey: 4, status: 'claimed', assignee: 'me' },
          ],
          offersMade: [standing],
          offersWithdrawn: [{ taskKey: 4 }],
          jobsChanged: [
            { jobKey: 6, status: 'open', retries: 2, retryAt: later(5) },
            { jobKey: 7, status: 'failed', retries: 0 },
          ],
          jobsRemoved: [7],
          incidentsResolved: [{ incidentKey: 9, resolvedAt: later(2) }],
        },
      });
      expect(await store.appendBatch(batch(claimed, released))).toEqual({ ok: true });

      expect(await store.getCase('net-1')).toEqual(released.case);
      expect(await store.listTasksOfCase('net-1')).toEqual([
        standing,
        { ...second, status: 'claimed', assignee: 'me' },
      ]);
      const free = await store.listTasks({ offeredTo: groups('x', 'net') }, { limit: 10 });
      expect(free.items.map(({ taskKey }) => taskKey)).toEqual([3]);
      expect(await store.getJob('net-1', 6)).toEqual({ ...job, retries: 2, retryAt: later(5) });
      expect(await store.getJob('net-1', 7)).toBeUndefined();
      expect(await store.getIncident('net-1', 9)).toEqual({ ...incident, resolvedAt: later(2) });
    });

    it('lists by due date, unlimited ones last, page by page, filtered', async () => {
      const cases = [5, 1, 4, undefined, 3, 2].map((due, index) => {
        const id = `page-${String(index)}`;
        const t = task(id, 3, {
          unit: 'page',
          candidateGroups: ['page'],
          procedureCode: index % 2 === 0 ? 'even' : 'odd',
          dossierCode: `H44-${String(index)}`,
          ...(due === undefined ? {} : { dueAt: later(due) }),
        });
        return entry(id, undefined, { case: { unit: 'page' }, changes: offered(t) });
      });
      await store.appendBatch(batch(...cases));
      const expected = ['page-1', 'page-5', 'page-4', 'page-2', 'page-0', 'page-3'];
      const who = groups('x', 'page');
      for (const filter of [{ unit: 'page' }, { offeredTo: who }, { visibleTo: who, unit: 'page' }]) {
        expect(await allPages((page) => store.listTasks(filter, page), 2)).toEqual(expected);
      }
      const even = await store.listTasks({ unit: 'page', procedureCode: 'even' }, { limit: 10 });
      expect(even.items.map(({ caseId }) => caseId)).toEqual(['page-4', 'page-2', 'page-0']);
      const found = await store.listTasks({ visibleTo: who, text: 'h44-3' }, { limit: 10 });
      expect(found.items.map(({ caseId }) => caseId)).toEqual(['page-3']);
      expect((await store.listTasks({ unit: 'page', text: '%' }, { limit: 10 })).items).toEqual([]);
    });

    it('shows one person what is held and what is offered, without doubles', async () => {
      const held = task('mine-1', 3, { unit: 'mine', status: 'claimed', assignee: 'me2', candidateGroups: ['mine'] });
      const open = task('mine-2', 3, { unit: 'mine', candidateGroups: ['mine', 'mine-too'], candidateUsers: ['me2'] });
      const foreign = task('mine-3', 3, {
        unit: 'mine',
        status: 'claimed',
        assignee: 'you',
        candidateGroups: ['mine'],
      });
      await store.appendBatch(
        batch(
          entry('mine-1', undefined, { case: { unit: 'mine' }, changes: { tasksCreated: [held] } }),
          entry('mine-2', undefined, { case: { unit: 'mine' }, changes: offered(open) }),
          entry('mine-3', undefined, { case: { unit: 'mine' }, changes: { tasksCreated: [foreign] } }),
        ),
      );
      const page = await store.listTasks({ visibleTo: groups('me2', 'mine', 'mine-too') }, { limit: 10 });
      expect(page.items.map(({ caseId }) => caseId)).toEqual(['mine-1', 'mine-2']);
    });

    it('keeps the last draft of a task', async () => {
      const draft = { caseId: 'draft-1', taskKey: 3, data: { name: 'Bản nháp', n: 1 }, savedBy: 'me', savedAt: AT };
      await store.saveTaskDraft(draft);
      await store.saveTaskDraft({ ...draft, data: { n: 2 }, savedBy: 'you' });
      expect(await store.getTaskDraft('draft-1', 3)).toEqual({ ...draft, data: { n: 2 }, savedBy: 'you' });
      expect(await store.getTaskDraft('draft-1', 4)).toBeUndefined();
    });
  });

  it('lists cases newest first, page by page, filtered, and refuses foreign cursors', async () => {
    const entries = [0, 1, 2, 3, 4].map((n) =>
      entry(`list-${String(n)}`, undefined, {
        case: {
          unit: 'list',
          startedAt: later(n),
          status: n === 2 ? 'completed' : 'active',
          dossierCode: `L-${String(n)}`,
        },
      }),
    );
    await store.appendBatch(batch(...entries));
    expect(await allPages((page) => store.listCases({ unit: 'list' }, page), 2)).toEqual([
      'list-4',
      'list-3',
      'list-2',
      'list-1',
      'list-0',
    ]);
    const ended = await store.listCases({ unit: 'list', status: 'completed' }, { limit: 5 });
    expect(ended.items.map(({ caseId }) => caseId)).toEqual(['list-2']);
    expect((await store.listCases({ text: 'l-3' }, { limit: 5 })).items.map(({ caseId }) => caseId)).toEqual([
      'list-3',
    ]);
    for (const cursor of [
      'nonsense',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('["a",{}]').toString('base64url'),
    ]) {
      await expect(store.listCases({}, { limit: 5, cursor })).rejects.toThrow('cursor');
    }
  });

  describe('timers', () => {
    it('leases due timers in due order, once, and again when the lease has run out', async () => {
      const timers = [3, 1, 2, 9].map((due, index) => ({
        caseId: 'timer-1',
        timerKey: 10 + index,
        elementId: 'e',
        dueAt: later(due),
      }));
      const set = entry('timer-1', undefined, { changes: { timersScheduled: timers } });
      await store.appendBatch(batch(set));
      expect(await store.nextDueAt()).toBe(later(1));
      const claim = (minute: number, limit = 10) =>
        store.claimDueTimers({ now: later(minute), leaseUntil: later(minute + 2), limit });
      expect((await claim(3, 2)).map(({ timerKey }) => timerKey)).toEqual([11, 12]);
      expect((await claim(3)).map(({ timerKey }) => timerKey)).toEqual([10]);
      expect(await claim(3)).toEqual([]);
      expect((await claim(5)).map(({ timerKey }) => timerKey)).toEqual([11, 12, 10]);
      await store.releaseLeases();
      expect((await claim(3)).map(({ timerKey }) => timerKey)).toEqual([11, 12, 10]);
      await store.appendBatch(batch(entry('timer-1', set, { changes: { timersRemoved: [10, 11, 12] } })));
      expect(await store.listTimers({ caseId: 'timer-1' }, { limit: 10 })).toEqual({ items: [timers[3]] });
      expect(await claim(60)).toHaveLength(1);
    });

    it('keeps the schedule of timer start events', async () => {
      const first = {
        procedureCode: 'st',
        procedureDigest: 'd',
        processId: 'p',
        elementId: 's',
        dueAt: later(1),
        repetitions: -1,
        interval: 'P1D',
        firing: 1,
      };
      await store.replaceStartTimers('st', [first, { ...first, elementId: 's2', dueAt: later(100) }]);
      expect(await store.listStartTimers()).toHaveLength(2);
      const claim = () => store.claimDueStartTimers({ now: later(2), leaseUntil: later(4), limit: 10 });
      expect(await claim()).toEqual([first]);
      expect(await claim()).toEqual([]);
      const second = { ...first, dueAt: later(3), firing: 2 };
      await store.advanceStartTimer(first, second);
      // Another node that fired the first late changes nothing.
      await store.advanceStartTimer(first, undefined);
      expect(await store.listStartTimers()).toContainEqual(second);
      await store.advanceStartTimer(second, undefined);
      await store.releaseLeases();
      expect(await store.listStartTimers()).toContainEqual({ ...second, done: true });
      expect(await store.claimDueStartTimers({ now: later(50), leaseUntil: later(60), limit: 10 })).toEqual([]);
      await store.replaceStartTimers('st', []);
      expect(await store.listStartTimers()).toEqual([]);
    });
  });

  it('locks jobs for one worker at a time, oldest first', async () => {
    const job = (jobKey: number, minute: number) => ({
      caseId: 'job-1',
      jobKey,
      elementId: 'call',
      jobType: 'tax',
      status: 'open' as const,
      retries: 3,
      headers: { h: '1' },
      unit: 'u1',
      createdAt: later(minute),
    });
    const created = entry('job-1', undefined, { changes: { jobsCreated: [job(5, 2), job(6, 1), job(7, 3)] } });
    await store.appendBatch(batch(created));
    const activate = (token: string, minute: number, limit: number, jobType = 'tax') =>
      store.activateJobs({
        jobType,
        worker: 'w',
        lockToken: token,
        now: later(minute),
        lockedUntil: later(minute + 5),
        limit,
      });
    expect(await activate('t0', 10, 5, 'other')).toEqual([]);
    const [oldest, next] = await activate('t1', 10, 2);
    expect([oldest?.jobKey, next?.jobKey]).toEqual([6, 5]);
    expect(oldest).toEqual({ ...job(6, 1), lockedBy: 'w', lockToken: 't1', lockedUntil: later(15) });
    expect((await activate('t2', 10, 5)).map(({ jobKey }) => jobKey)).toEqual([7]);
    expect(await activate('t3', 14, 5)).toEqual([]);
    expect(await store.extendJobLock('job-1', 6, 't1', later(14), later(30))).toBe(true);
    expect(await store.extendJobLock('job-1', 6, 'wrong', later(14), later(30))).toBe(false);
    expect(await store.extendJobLock('job-1', 5, 't1', later(16), later(30))).toBe(false);
    expect((await activate('t4', 16, 5)).map(({ jobKey }) => jobKey)).toEqual([5, 7]);

    const failed = entry('job-1', created, {
      changes: {
        jobsChanged: [
          { jobKey: 5, status: 'open', retries: 2, retryAt: later(40) },
          { jobKey: 7, status: 'failed', retries: 0 },
        ],
        jobsRemoved: [6],
      },
    });
    await store.appendBatch(batch(failed));
    expect(await activate('t5', 39, 5)).toEqual([]);
    expect((await activate('t6', 40, 5)).map(({ jobKey }) => jobKey)).toEqual([5]);
    expect(await store.getJob('job-1', 6)).toBeUndefined();
    expect(await store.getJob('job-1', 7)).toEqual({ ...job(7, 3), status: 'failed', retries: 0 });
    expect((await store.listJobs({ jobType: 'tax', status: 'failed' }, { limit: 10 })).items).toHaveLength(1);
    expect(await allPages((page) => store.listJobs({ caseId: 'job-1' }, page), 1)).toEqual(['job-1', 'job-1']);
  });

  describe('messages', () => {
    it('finds the oldest subscription that a message matches', async () => {
      const wait = (key: number, minute: number, correlationKey?: string) => ({
        caseId: 'sub-1',
        subscriptionKey: key,
        kind: 'message' as const,
        elementId: 'e',
        name: 'paid',
        openedAt: later(minute),
        ...(correlationKey === undefined ? {} : { correlationKey }),
      });
      const opened = entry('sub-1', undefined, {
        changes: { subscriptionsOpened: [wait(4, 3, 'A'), wait(5, 2, 'B'), wait(6, 5), wait(7, 1, 'A')] },
      });
      await store.appendBatch(batch(opened));
      const find = async (key?: string) =>
        (await store.findMessageSubscriptions('paid', key, 10)).map(({ subscriptionKey }) => subscriptionKey);
      expect(await find('A')).toEqual([7, 4, 6]);
      expect(await find('B')).toEqual([5, 6]);
      expect(await find()).toEqual([6]);
      expect(await store.findMessageSubscriptions('unpaid', 'A', 10)).toEqual([]);
      await store.appendBatch(batch(entry('sub-1', opened, { changes: { subscriptionsClosed: [7] } })));
      expect(await find('A')).toEqual([4, 6]);
    });

    it('pages through everybody who waits for a signal', async () => {
      const waits = [1, 2, 3].map((n) => ({
        caseId: 'sig-1',
        subscriptionKey: n,
        kind: 'signal' as const,
        elementId: 'e',
        name: 'flood',
        openedAt: AT,
      }));
      await store.appendBatch(batch(entry('sig-1', undefined, { changes: { subscriptionsOpened: waits } })));
      const first = await store.findSignalSubscriptions('flood', undefined, 2);
      expect(first).toEqual(waits.slice(0, 2));
      expect(await store.findSignalSubscriptions('flood', first.at(-1), 2)).toEqual(waits.slice(2));
    });

    it('leases outbox rows until they are delivered', async () => {
      const row = {
        caseId: 'out-1',
        seq: 4,
        kind: 'message' as const,
        name: 'm',
        correlationKey: 'k',
        variables: { a: [1] },
        createdAt: later(200),
        attempts: 0,
      };
      await store.appendBatch(batch(entry('out-1', undefined, { changes: { outbox: [row] } })));
      await store.insertOutbox({ ...row, caseId: 'external:1', seq: 0, createdAt: later(199) });
      await store.insertOutbox({ ...row, caseId: 'external:1', seq: 0, name: 'twice' });
      const claim = (minute: number) =>
        store.claimOutbox({ now: later(minute), leaseUntil: later(minute + 2), limit: 10 });
      expect(await claim(198)).toEqual([]);
      expect(await claim(200)).toEqual([
        { ...row, caseId: 'external:1', seq: 0, createdAt: later(199), attempts: 1 },
        { ...row, attempts: 1 },
      ]);
      expect(await claim(200)).toEqual([]);
      await store.markDelivered('external:1', 0);
      await store.postponeOutbox('out-1', 4, later(300));
      expect(await claim(299)).toEqual([]);
      expect(await claim(300)).toEqual([{ ...row, attempts: 2 }]);
      await store.markDelivered('out-1', 4);
      await store.markDelivered('out-1', 4);
      expect(await claim(999)).toEqual([]);
    });

    it('buffers messages until somebody waits for them or they expire', async () => {
      const message = {
        messageId: 'b1',
        name: 'late',
        correlationKey: 'K',
        variables: { v: 1 },
        publishedAt: AT,
        expiresAt: later(10),
        origin: 'out-1',
      };
      expect(await store.bufferMessage(message)).toBe(true);
      expect(await store.bufferMessage({ ...message, name: 'other' })).toBe(false);
      expect(await store.findDeliverableMessages(later(1), 10)).toEqual([]);
      const wait = {
        caseId: 'buf-1',
        subscriptionKey: 4,
        kind: 'message' as const,
        elementId: 'e',
        name: 'late',
        correlationKey: 'K',
        openedAt: later(1),
      };
      await store.appendBatch(batch(entry('buf-1', undefined, { changes: { subscriptionsOpened: [wait] } })));
      expect(await store.findDeliverableMessages(later(1), 10)).toEqual([message]);
      expect(await store.findDeliverableMessages(later(10), 10)).toEqual([]);
      expect(await store.removeBufferedMessage('b1')).toBe(true);
      expect(await store.removeBufferedMessage('b1')).toBe(false);
      await store.bufferMessage(message);
      expect(await store.expireBufferedMessages(later(9))).toBe(0);
      expect(await store.expireBufferedMessages(later(10))).toBe(1);
    });

    it('finds the buffered messages of one conversation, and knows the taken ones until they expire', async () => {
      const unkeyed = { name: 'together-a', variables: { v: 1 }, publishedAt: later(1), expiresAt: later(10) };
      const withoutKey = { ...unkeyed, messageId: 'c3' };
      const first = { ...unkeyed, messageId: 'c1', correlationKey: 'K' };
      const second = { ...first, messageId: 'c2', name: 'together-b', publishedAt: AT };
      for (const message of [first, second, withoutKey, { ...first, messageId: 'c4', correlationKey: 'L' }])
        await store.bufferMessage(message);
      const names = ['together-a', 'together-b'];
      expect(await store.findBufferedMessages(names, 'K', later(2))).toEqual([second, first]);
      expect(await store.findBufferedMessages(names, undefined, later(2))).toEqual([withoutKey]);
      expect(await store.findBufferedMessages(names, 'K', later(10))).toEqual([]);
      await store.takeBufferedMessages(['c1', 'c2']);
      expect(await store.findBufferedMessages(names, 'K', later(2))).toEqual([]);
      expect(await store.bufferMessage(first)).toBe(false);
      expect(await store.expireBufferedMessages(later(10))).toBe(4);
    });
  });

  it('lists open incidents, newest first, and resolved ones on request', async () => {
    const incident = (incidentKey: number, minute: number) => ({
      caseId: 'inc-1',
      incidentKey,
      elementId: 'gw',
      elementKey: 3,
      code: 'NO_FLOW_CHOSEN',
      message: 'Every condition was false.',
      details: { x: [1, null] },
      procedureCode: '1.000001',
      unit: 'inc',
      dossierCode: 'I-1',
      raisedAt: later(minute),
    });
    const raised = entry('inc-1', undefined, { changes: { incidentsRaised: [incident(4, 1), incident(5, 2)] } });
    await store.appendBatch(batch(raised));
    await store.appendBatch(
      batch(entry('inc-1', raised, { changes: { incidentsResolved: [{ incidentKey: 5, resolvedAt: later(3) }] } })),
    );
    expect(await store.listIncidents({ unit: 'inc' }, { limit: 10 })).toEqual({ items: [incident(4, 1)] });
    expect(await store.getIncident('inc-1', 5)).toEqual({ ...incident(5, 2), resolvedAt: later(3) });
    const all = await store.listIncidents({ caseId: 'inc-1', includeResolved: true }, { limit: 1 });
    expect(all.items.map(({ incidentKey }) => incidentKey)).toEqual([5]);
    const rest = await store.listIncidents(
      { caseId: 'inc-1', includeResolved: true },
      { limit: 1, ...(all.nextCursor === undefined ? {} : { cursor: all.nextCursor }) },
    );
    expect(rest.items.map(({ incidentKey }) => incidentKey)).toEqual([4]);
  });

  it('forgets old idempotency records, the oldest first', async () => {
    const old = (key: string, minute: number) =>
      entry(`old-${key}`, undefined, { idempotency: { key, at: later(minute - 10_000) } });
    await store.appendBatch(batch(old('e1', 1), old('e2', 2), old('e3', 3)));
    expect(await store.expireIdempotencyRecords(later(3 - 10_000), 1)).toBe(1);
    expect(await store.findIdempotencyRecord('officer', 'e1')).toBeUndefined();
    expect(await store.expireIdempotencyRecords(later(3 - 10_000), 10)).toBe(1);
    expect(await store.findIdempotencyRecord('officer', 'e3')).toBeDefined();
  });

  it('keeps drafts by revision', async () => {
    const draft = {
      id: 'd1',
      name: 'Nháp',
      revision: 1,
      files: { 'process.bpmn': '<x/>' },
      createdBy: 'a',
      createdAt: AT,
      updatedBy: 'a',
      updatedAt: AT,
    };
    await store.insertDraft(draft);
    expect(await store.getDraft('d1')).toEqual(draft);
    const second = { ...draft, revision: 2, files: {}, basedOn: { code: 'c', version: 'v' }, updatedAt: later(1) };
    expect(await store.updateDraft(second)).toBe(true);
    expect(await store.updateDraft(second)).toBe(false);
    const { files: _, ...summary } = second;
    expect(await store.listDrafts()).toEqual([summary]);
    expect(await store.deleteDraft('d1')).toBe(true);
    expect(await store.deleteDraft('d1')).toBe(false);
    expect(await store.getDraft('d1')).toBeUndefined();
  });

  it('keeps calendars', async () => {
    const source = {
      id: 'vn',
      name: { vi: 'Việt Nam' },
      timeZone: 'Asia/Ho_Chi_Minh',
      sampleData: true,
      week: {},
      decisions: [],
    };
    await store.saveCalendarSource(source);
    await store.saveCalendarSource({ ...source, sampleData: false });
    expect(await store.listCalendarSources()).toEqual([{ ...source, sampleData: false }]);
  });

  it('adds a calendar decision once, with the sweep that brings it to the cases', async () => {
    const source = { id: 'sweep', name: { vi: 'Lịch' }, timeZone: 'UTC', sampleData: true, week: {}, decisions: [] };
    await store.saveCalendarSource(source);
    const decision = {
      id: 'd1',
      act: '1',
      title: { vi: 'Nghỉ' },
      decidedAt: '2026-01-01',
      status: 'official',
      scope: { kind: 'nation' },
      days: [],
    } as const;
    expect(await store.addCalendarDecision('none', decision, 'me', AT)).toBe('no-calendar');
    expect(await store.addCalendarDecision('sweep', decision, 'me', AT)).toBe('added');
    expect(await store.addCalendarDecision('sweep', decision, 'me', AT)).toBe('exists');
    expect((await store.listCalendarSources()).find(({ id }) => id === 'sweep')?.decisions).toEqual([decision]);
    await store.advanceCalendarSweep('d1', { cursor: 'here', seen: 3, moved: 1 });
    const begun = { decision, calendarId: 'sweep', addedBy: 'me', addedAt: AT };
    expect(await store.listCalendarSweeps()).toEqual([{ ...begun, cursor: 'here', seen: 3, moved: 1 }]);
    await store.advanceCalendarSweep('d1', { seen: 2, moved: 0, finishedAt: AT });
    expect(await store.listCalendarSweeps()).toEqual([{ ...begun, seen: 5, moved: 1, finishedAt: AT }]);
  });

  it('is ready, and migrates as often as it is asked', async () => {
    await store.migrate();
    await store.ready();
    const second = await test.openAgain();
    await Promise.all([second.migrate(), store.migrate()]);
    expect(await second.caseVersion('append-1')).toBe(5);
  });
}

/** Case ids of all pages, in order. */
async function allPages<T extends { readonly caseId: string }>(
  list: (page: PageRequest) => Promise<Page<T>>,
  limit: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map(({ caseId }) => caseId));
    cursor = page.nextCursor;
    if (cursor === undefined) return ids;
  }
}
