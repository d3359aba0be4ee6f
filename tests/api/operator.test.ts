import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobRunner } from '../../server/jobs/job-runner.ts';
import { FLOOD, PAYMENT, PERMIT, TIMER } from './models.ts';
import { openTestServer, STORES, withToken, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('an operator keeps things going (%s)', (dialect) => {
  let server: TestServer;
  let operator: Client;
  let officer: Client;
  let worker: Client;
  beforeAll(async () => {
    server = await openTestServer(dialect);
    for (const bundle of [PERMIT, PAYMENT, TIMER, FLOOD]) await server.publish(bundle);
    await server.addUser({ username: 'operator', roles: ['operator'] });
    await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
    await server.addUser({ username: 'machine', roles: ['worker'] });
    operator = await server.as('operator');
    officer = await server.as('officer');
    worker = withToken(server.app, await server.token('machine'));
  });
  afterAll(() => server.close());

  const start = async (procedureCode: string, data: object): Promise<string> =>
    (await officer.post('/api/cases', { procedureCode, channel: 'counter', applicant: { name: 'A' }, data })).text(
      'caseId',
    );
  const activate = (lockSeconds = 60) =>
    worker.post('/api/jobs/activate', { type: 'registry.write', worker: 'w1', maxJobs: 1, lockSeconds });
  const caseWithJob = async (): Promise<string> => {
    const caseId = await start('permit', { subject: 'Sửa nhà' });
    const task = (await officer.get('/api/tasks')).items.find((item) => item['caseId'] === caseId);
    await officer.post(`/api/tasks/${String(task?.['taskId'])}/claim`);
    await officer.post(`/api/tasks/${String(task?.['taskId'])}/complete`, { submission: { decision: 'GRANT' } });
    return caseId;
  };

  it('delivers a message to the one case that waits for it, once, and a signal to all', async () => {
    const caseId = await start('payment', { order: 'HD-1', amount: 500 });
    const key = { 'idempotency-key': 'paid-1' };
    const paid = await operator.post(
      '/api/messages',
      { name: 'paid', correlationKey: 'HD-1', variables: { receipt: 7 } },
      key,
    );
    expect(paid.body).toMatchObject({ outcome: 'correlated', caseId });
    expect(
      (await operator.post('/api/messages', { name: 'paid', correlationKey: 'HD-1', variables: { receipt: 7 } }, key))
        .body,
    ).toEqual(paid.body);
    expect((await operator.post('/api/messages', { name: 'paid', correlationKey: 'HD-2' })).body).toMatchObject({
      outcome: 'buffered',
    });

    const signal = await operator.post('/api/signals', { name: 'open' });
    expect(signal.body).toMatchObject({ caught: 1, started: 0 });
    expect((await operator.get(`/api/cases/${caseId}`)).text('case', 'state')).toBe('completed');
  });

  it('opens a case where the condition of a start event holds in the state of the world that it is told, once', async () => {
    const tell = (world: object, key: string, by = worker) =>
      by.post('/api/conditional-starts', { world }, { 'idempotency-key': key });
    const low = await tell({ level: 1 }, 'river-1');
    expect(low.body).toMatchObject({
      asked: [
        { procedureCode: 'flood', startEventId: 'warning', holds: false },
        { procedureCode: 'flood', startEventId: 'alarm', holds: false },
      ],
    });
    const unknown = await tell({ rain: 80 }, 'river-2');
    expect(unknown.body).toMatchObject({ asked: [{ holds: false, reason: expect.stringContaining('level') }, {}] });

    const high = await tell({ level: 3 }, 'river-3');
    expect(high.body).toMatchObject({
      asked: [
        { startEventId: 'warning', holds: true, caseId: expect.any(String) },
        { startEventId: 'alarm', holds: false },
      ],
    });
    expect((await tell({ level: 3 }, 'river-3')).body).toEqual(high.body);
    expect((await operator.get('/api/cases?procedure=flood')).items).toHaveLength(1);
    const officerTells = await tell({ level: 9 }, 'river-4', officer);
    expect(officerTells.status).toBe(403);
  });

  it('mends a case that is stuck and lets it try again', async () => {
    const caseId = await start('payment', { order: 'HD-3', amount: 50 });
    await operator.post('/api/messages', { name: 'paid', correlationKey: 'HD-3' });
    await operator.post('/api/signals', { name: 'open' });
    const [incident] = (await operator.get('/api/incidents')).items;
    expect(incident).toMatchObject({ caseId, elementId: 'size', code: 'NO_FLOW_CHOSEN' });

    expect((await operator.post(`/api/cases/${caseId}/variables`, { variables: { amount: 5 } })).status).toBe(200);
    const resolved = await operator.post(`/api/incidents/${String(incident?.['incidentId'])}/resolve`, {
      reason: 'Số tiền nhập sai',
    });
    expect(resolved.text('case', 'state')).toBe('completed');
    expect((await operator.get('/api/incidents')).items).toEqual([]);
    expect((await operator.get('/api/incidents?resolved=true')).items).toHaveLength(1);
    const twice = await operator.post(`/api/incidents/${String(incident?.['incidentId'])}/resolve`);
    expect(twice.status).toBeGreaterThanOrEqual(404);
  });

  it('sees a job fail until it is out of retries, and gives it new ones', async () => {
    const caseId = await caseWithJob();
    const work = await activate();
    const jobId = work.text('jobs', 0, 'jobId');
    expect((await activate()).body).toEqual({ jobs: [] });
    const stolen = await worker.post(`/api/jobs/${jobId}/complete`, { lockToken: 'guessed' });
    expect([stolen.status, stolen.code]).toEqual([409, 'JOB_LOCK_LOST']);

    await worker.post(`/api/jobs/${jobId}/fail`, {
      lockToken: work.text('jobs', 0, 'lockToken'),
      message: 'CSDL không trả lời',
      retries: 0,
    });
    expect((await operator.get('/api/jobs?state=failed')).items).toMatchObject([
      { jobId, caseId, type: 'registry.write', retries: 0 },
    ]);
    const [incident] = (await operator.get('/api/incidents')).items;
    expect(incident).toMatchObject({
      caseId,
      code: 'JOB_RETRIES_EXHAUSTED',
      message: expect.stringContaining('CSDL không trả lời'),
    });
    await operator.post(`/api/incidents/${String(incident?.['incidentId'])}/resolve`, { retries: 3 });

    const again = await activate();
    expect(again.body).toMatchObject({ jobs: [{ jobId, retries: 3 }] });
    const token = again.text('jobs', 0, 'lockToken');
    expect((await worker.post(`/api/jobs/${jobId}/extend`, { lockToken: token, lockSeconds: 600 })).status).toBe(200);
    expect(
      (await worker.post(`/api/jobs/${jobId}/complete`, { lockToken: token, variables: { number: 1 } })).status,
    ).toBe(200);
    const gone = await worker.post(`/api/jobs/${jobId}/complete`, { lockToken: token });
    expect(gone.code).toMatch(/JOB_LOCK_LOST|JOB_NOT_FOUND/);
  });

  it('offers a job again when the lock of a silent worker has run out', async () => {
    await caseWithJob();
    const lost = await activate(30);
    server.advance(31_000);
    const taken = await activate(30);
    expect(taken.text('jobs', 0, 'jobId')).toBe(lost.text('jobs', 0, 'jobId'));
    const late = await worker.post(`/api/jobs/${lost.text('jobs', 0, 'jobId')}/complete`, {
      lockToken: lost.text('jobs', 0, 'lockToken'),
    });
    expect([late.status, late.code]).toEqual([409, 'JOB_LOCK_LOST']);
    const error = await worker.post(`/api/jobs/${taken.text('jobs', 0, 'jobId')}/error`, {
      lockToken: taken.text('jobs', 0, 'lockToken'),
      errorCode: 'NOT_REGISTERED',
    });
    expect(error.status).toBe(200);
    expect((await operator.get('/api/incidents')).items).toMatchObject([{ code: 'UNCAUGHT_ERROR' }]);
  });

  it('holds a worker’s call until there is work', async () => {
    const waiting = worker.post('/api/jobs/activate', {
      type: 'registry.write',
      worker: 'patient',
      maxJobs: 1,
      lockSeconds: 60,
      waitSeconds: 30,
    });
    const caseId = await caseWithJob();
    expect((await waiting).body).toMatchObject({ jobs: [{ caseId }] });
  });

  it('sees timers, which fire when they are due, downtime or not', async () => {
    const caseId = await start('waiting', {});
    expect((await operator.get(`/api/timers?caseId=${caseId}`)).items).toMatchObject([{ caseId, elementId: 'pause' }]);
    server.advance(4 * 3_600_000);
    await server.restart();
    operator = await server.as('operator');
    officer = await server.as('officer');
    worker = withToken(server.app, await server.token('machine'));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    await createJobRunner({ shell: server.services.shell, log }).runUntilIdle();
    expect((await operator.get(`/api/cases/${caseId}`)).text('case', 'state')).toBe('completed');
    expect((await operator.get(`/api/timers?caseId=${caseId}`)).items).toEqual([]);
  });

  it('ends a case', async () => {
    const caseId = await start('waiting', {});
    expect((await operator.get(`/api/cases/${caseId}`)).body).toMatchObject({ allowed: ['cancel', 'variables'] });
    expect((await operator.post(`/api/cases/${caseId}/cancel`, { reason: 'nhập nhầm' })).text('case', 'state')).toBe(
      'cancelled',
    );
    expect((await operator.post(`/api/cases/${caseId}/cancel`, { reason: 'nữa' })).code).toBe('CASE_ENDED');
    expect((await operator.post('/api/cases/00000000-0000-7000-8000-000000000000/cancel', { reason: 'x' })).code).toBe(
      'CASE_NOT_FOUND',
    );
  });

  it('keeps accounts and offices', async () => {
    const unit = await operator.put('/api/units/unit-c', { code: 'H44.03', name: { vi: 'Đơn vị C', en: 'Unit C' } });
    expect(unit.body).toEqual({ id: 'unit-c', code: 'H44.03', name: { vi: 'Đơn vị C', en: 'Unit C' } });
    expect((await operator.put('/api/units/unit-d', { code: 'H44.03', name: { vi: 'Trùng mã' } })).status).toBe(400);
    expect((await officer.get('/api/units')).items).toHaveLength(3);

    const account = {
      username: 'Moi.Den',
      name: 'Người Mới',
      roles: ['officer'],
      unit: 'unit-c',
      groups: ['one-stop'],
      password: 'một câu thật là dài',
    };
    const added = await operator.post('/api/users', account);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ username: 'moi.den', unit: 'unit-c', disabled: false });
    expect((await operator.post('/api/users', account)).code).toBe('USERNAME_TAKEN');
    expect((await operator.post('/api/users', { ...account, username: 'khac', password: 'ngắn' })).code).toBe(
      'PASSWORD_TOO_WEAK',
    );
    expect((await operator.post('/api/users', { ...account, username: 'khac', unit: 'nowhere' })).code).toBe(
      'UNIT_NOT_FOUND',
    );
    expect((await operator.post('/api/users', { ...account, username: 'khac', roles: ['king'] })).code).toBe(
      'REQUEST_INVALID',
    );
    expect((await operator.patch('/api/users/nobody', { name: 'x' })).code).toBe('USER_NOT_FOUND');

    const page = await operator.get('/api/users?limit=2');
    const rest = await operator.get(`/api/users?limit=200&cursor=${page.text('nextCursor')}`);
    expect([...page.items, ...rest.items].map(({ username }) => username)).toEqual([
      'machine',
      'moi.den',
      'officer',
      'operator',
    ]);
    expect((await officer.get('/api/users')).code).toBe('FORBIDDEN');
  });
});
