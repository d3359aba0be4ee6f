import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMIT } from './models.ts';
import { openTestServer, STORES, withToken, type Answer, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('an officer works on a case (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;
  let specialist: Client;
  let other: Client;

  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.publish(PERMIT);
    await server.addUser({ username: 'one-stop', roles: ['officer'], unit: 'unit-a', groups: ['one-stop'] });
    await server.addUser({ username: 'specialist', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
    await server.addUser({ username: 'colleague', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
    await server.addUser({
      username: 'elsewhere',
      roles: ['officer'],
      unit: 'unit-b',
      groups: ['specialist', 'one-stop'],
    });
    await server.addUser({ username: 'machine', roles: ['worker'] });
    oneStop = await server.as('one-stop');
    specialist = await server.as('specialist');
    other = await server.as('elsewhere');
  });
  afterAll(() => server.close());

  const receive = (headers?: Record<string, string>) =>
    oneStop.post(
      '/api/cases',
      {
        procedureCode: 'permit',
        channel: 'counter',
        applicant: { name: 'Người Nộp Đơn' },
        data: { subject: 'Sửa nhà', area: 12 },
      },
      headers,
    );
  const openTask = async (client: Client, caseId: string): Promise<string> => {
    const task = (await client.get('/api/tasks')).items.find((item) => item['caseId'] === caseId);
    return String(task?.['taskId']);
  };

  it('from receipt to result', async () => {
    const startable = await oneStop.get('/api/startable');
    expect(startable.items).toMatchObject([{ code: 'permit', name: { vi: 'Permit' }, startForm: { type: 'default' } }]);

    const receipt = await receive();
    expect(receipt.status).toBe(201);
    expect(receipt.text('dossierCode')).toMatch(/^H44\.01-\d{6}-0001$/);
    expect(receipt.text('publicKey')).toMatch(/^[0-9A-Z]{12}$/);
    const caseId = receipt.text('caseId');

    const offered = await specialist.get('/api/tasks?filter=offered');
    expect(offered.items).toMatchObject([
      {
        caseId,
        elementId: 'examine',
        name: 'Examine',
        state: 'offered',
        candidateGroups: ['specialist'],
        allowed: ['claim', 'assign'],
      },
    ]);
    const taskId = offered.text('items', 0, 'taskId');

    const claimed = await specialist.post(`/api/tasks/${taskId}/claim`);
    expect(claimed.status).toBe(200);
    expect(claimed.headers['etag']).toBe(`"${claimed.text('version')}"`);

    const page = await specialist.get(`/api/tasks/${taskId}`);
    expect(page.body).toMatchObject({
      form: { type: 'default' },
      data: { subject: 'Sửa nhà', area: 12 },
      allowed: ['release', 'assign', 'complete', 'draft'],
      task: { state: 'claimed', assigneeName: 'Họ Tên specialist' },
      version: Number(claimed.text('version')),
    });

    const completed = await specialist.post(`/api/tasks/${taskId}/complete`, { submission: { decision: 'GRANT' } });
    expect(completed.body).toMatchObject({ case: { state: 'active' }, tasks: [] });

    const worker = withToken(server.app, await server.token('machine'));
    const work = await worker.post('/api/jobs/activate', {
      type: 'registry.write',
      worker: 'w1',
      maxJobs: 5,
      lockSeconds: 30,
    });
    expect(work.body).toMatchObject({
      jobs: [{ caseId, elementId: 'register', retries: 2, variables: { decision: 'GRANT' } }],
    });
    const done = await worker.post(`/api/jobs/${work.text('jobs', 0, 'jobId')}/complete`, {
      lockToken: work.text('jobs', 0, 'lockToken'),
      variables: { number: 'GP-1' },
    });
    expect(done.body).toMatchObject({ tasks: [{ elementId: 'handOver' }] });

    const handOver = await openTask(oneStop, caseId);
    await oneStop.post(`/api/tasks/${handOver}/claim`);
    const last = await oneStop.post(`/api/tasks/${handOver}/complete`, { submission: {} });
    expect(last.text('case', 'state')).toBe('completed');

    const found = await oneStop.get(`/api/cases/${caseId}`);
    expect(found.body).toMatchObject({
      case: { state: 'completed', dossierCode: receipt.text('dossierCode'), applicant: { name: 'Người Nộp Đơn' } },
      tasks: [
        { elementId: 'examine', state: 'completed' },
        { elementId: 'handOver', state: 'completed' },
      ],
      allowed: [],
    });

    const seen = await server.anonymous.get(
      `/api/public/cases/${receipt.text('dossierCode')}?key=${receipt.text('publicKey')}`,
    );
    expect(seen.body).toMatchObject({ dossierCode: receipt.text('dossierCode'), state: 'completed' });
    expect(JSON.stringify(seen.body)).not.toContain('Người Nộp Đơn');
  });

  it('is refused a form that is wrong, field by field, and nothing changes', async () => {
    const bad = await oneStop.post(
      '/api/cases',
      { procedureCode: 'permit', channel: 'counter', applicant: { name: 'A' }, data: { subject: 'ab', unknown: 1 } },
      { 'accept-language': 'vi' },
    );
    expect(bad.status).toBe(422);
    expect(bad.code).toBe('FORM_INVALID');
    expect(bad.headers['content-type']).toContain('application/problem+json');
    expect(bad.body).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ path: '/subject', label: 'Subject', code: 'minLength', message: expect.any(String) }),
        expect.objectContaining({ path: '/unknown', code: 'unknownField' }),
      ]),
    });

    const caseId = (await receive()).text('caseId');
    const taskId = await openTask(specialist, caseId);
    await specialist.post(`/api/tasks/${taskId}/claim`);
    const before = (await specialist.get(`/api/tasks/${taskId}`)).text('version');
    const refused = await specialist.post(`/api/tasks/${taskId}/complete`, {
      submission: { decision: 'MAYBE', note: 'x'.repeat(21) },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ findings: [{ path: '/decision' }, { path: '/note' }] });
    expect((await specialist.get(`/api/tasks/${taskId}`)).text('version')).toBe(before);
  });

  it('cannot complete before claiming, nor twice', async () => {
    const caseId = (await receive()).text('caseId');
    const taskId = await openTask(specialist, caseId);
    const early = await specialist.post(`/api/tasks/${taskId}/complete`, { submission: { decision: 'REFUSE' } });
    expect([early.status, early.code]).toEqual([409, 'TASK_NOT_CLAIMED']);

    await specialist.post(`/api/tasks/${taskId}/claim`);
    const first = await specialist.post(`/api/tasks/${taskId}/complete`, { submission: { decision: 'REFUSE' } });
    expect(first.text('case', 'state')).toBe('completed');
    const second = await specialist.post(`/api/tasks/${taskId}/complete`, { submission: { decision: 'REFUSE' } });
    expect([second.status, second.code]).toEqual([409, 'CASE_ENDED']);
  });

  it('is stopped by a stale version', async () => {
    const receipt = await receive();
    const taskId = await openTask(specialist, receipt.text('caseId'));
    await specialist.post(`/api/tasks/${taskId}/claim`);
    const stale = await specialist.post(
      `/api/tasks/${taskId}/complete`,
      { submission: { decision: 'GRANT' } },
      { 'if-match': `"${receipt.text('version')}"` },
    );
    expect([stale.status, stale.code]).toEqual([409, 'STALE_VERSION']);
    const nonsense = await specialist.post(
      `/api/tasks/${taskId}/complete`,
      { submission: {} },
      { 'if-match': 'yesterday' },
    );
    expect([nonsense.status, nonsense.code]).toEqual([400, 'REQUEST_INVALID']);
  });

  it('sees and touches nothing of another unit, nor tasks of other groups', async () => {
    const caseId = (await receive()).text('caseId');
    const taskId = await openTask(specialist, caseId);
    expect((await other.get(`/api/cases/${caseId}`)).status).toBe(404);
    expect((await other.get(`/api/tasks/${taskId}`)).status).toBe(404);
    expect((await other.get('/api/tasks')).items).toEqual([]);
    expect((await other.get('/api/cases')).items).toEqual([]);
    expect((await other.get(`/api/cases/${caseId}/history`)).status).toBe(404);
    expect((await other.post(`/api/tasks/${taskId}/claim`)).status).toBe(403);

    expect((await oneStop.get(`/api/tasks/${taskId}`)).status).toBe(404);
    const claim = await oneStop.post(`/api/tasks/${taskId}/claim`);
    expect([claim.status, claim.code]).toEqual([403, 'NOT_A_CANDIDATE']);
  });

  it('keeps what has been typed through release and hand-over', async () => {
    const caseId = (await receive()).text('caseId');
    const taskId = await openTask(specialist, caseId);
    expect((await specialist.put(`/api/tasks/${taskId}/draft`, { data: { note: 'x' } })).code).toBe('TASK_NOT_CLAIMED');
    await specialist.post(`/api/tasks/${taskId}/claim`);
    expect(
      (await specialist.put(`/api/tasks/${taskId}/draft`, { data: { note: 'x'.repeat(99), half: 'typed' } })).status,
    ).toBe(204);
    const colleague = await server.as('colleague');
    expect((await colleague.post(`/api/tasks/${taskId}/claim`)).code).toBe('TASK_CLAIMED_BY_ANOTHER');

    expect((await specialist.post(`/api/tasks/${taskId}/release`)).status).toBe(200);
    expect((await colleague.get(`/api/tasks/${taskId}`)).body).toMatchObject({
      draft: { data: { note: 'x'.repeat(99), half: 'typed' } },
    });

    const colleagues = await specialist.get('/api/colleagues');
    expect(colleagues.items.map(({ groups }) => groups)).toContainEqual(['specialist']);
    expect((await specialist.post(`/api/tasks/${taskId}/assign`, { assignee: 'elsewhere' })).code).toBe(
      'USER_NOT_FOUND',
    );
    expect((await specialist.post(`/api/tasks/${taskId}/assign`, { assignee: 'colleague' })).status).toBe(200);
    expect((await colleague.get('/api/tasks?filter=mine')).items.map((task) => task['taskId'])).toContain(taskId);
  });

  it('repeats a request under its key: the same answer, once done, also after a restart', async () => {
    const key = { 'idempotency-key': 'receipt-7' };
    const first = await receive(key);
    const again = await receive(key);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');

    await server.restart();
    oneStop = await server.as('one-stop');
    specialist = await server.as('specialist');
    other = await server.as('elsewhere');
    expect((await receive(key)).body).toEqual(first.body);

    const abused = await oneStop.post(
      '/api/cases',
      { procedureCode: 'permit', channel: 'post', applicant: { name: 'B' }, data: { subject: 'khác' } },
      key,
    );
    expect([abused.status, abused.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('takes an application back', async () => {
    const caseId = (await receive()).text('caseId');
    expect((await oneStop.get(`/api/cases/${caseId}`)).body).toMatchObject({ allowed: ['withdraw'] });
    expect((await oneStop.post(`/api/cases/${caseId}/withdraw`, {})).status).toBe(400);
    const withdrawn = await oneStop.post(`/api/cases/${caseId}/withdraw`, { reason: 'Người nộp rút hồ sơ' });
    expect(withdrawn.text('case', 'state')).toBe('withdrawn');
    const twice = await oneStop.post(`/api/cases/${caseId}/withdraw`, { reason: 'lần nữa' });
    expect([twice.status, twice.code]).toEqual([409, 'CASE_ENDED']);
  });

  it('pages through lists without losing or repeating anything', async () => {
    for (let i = 0; i < 5; i += 1) await receive();
    const seen: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const answer: Answer = await oneStop.get(`/api/cases?limit=2${cursor}`);
      expect(answer.items.length).toBeLessThanOrEqual(2);
      seen.push(...answer.items.map((item) => item['caseId']));
      const hasNext = JSON.stringify(answer.body).includes('"nextCursor"');
      cursor = hasNext ? `&cursor=${encodeURIComponent(answer.text('nextCursor'))}` : undefined;
    }
    const all = (await oneStop.get('/api/cases?limit=200')).items.map((item) => item['caseId']);
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(seen.length);

    const invented = await oneStop.get('/api/cases?cursor=nonsense');
    expect([invented.status, invented.code]).toEqual([400, 'CURSOR_INVALID']);
    expect((await oneStop.get('/api/cases?limit=0')).status).toBe(400);
  });

  it('finds cases by state and by part of a dossier code', async () => {
    const receipt = await receive();
    const found = await oneStop.get(`/api/cases?q=${receipt.text('dossierCode').slice(-9).toLowerCase()}`);
    expect(found.items.map((item) => item['caseId'])).toEqual([receipt.text('caseId')]);
    const withdrawn = await oneStop.get('/api/cases?state=withdrawn');
    expect(withdrawn.items.every(({ state }) => state === 'withdrawn')).toBe(true);
  });
});
