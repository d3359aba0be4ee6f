import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEADLOCK, DOCTYPE, PERMIT, UNSUPPORTED } from './models.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('an analyst draws and publishes (%s)', (dialect) => {
  let server: TestServer;
  let analyst: Client;
  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.addUser({ username: 'analyst', roles: ['analyst'] });
    await server.addUser({ username: 'second', roles: ['analyst'] });
    await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
    analyst = await server.as('analyst');
  });
  afterAll(() => server.close());

  it('from an empty draft to a version, and on to the next', async () => {
    const empty = await analyst.post('/api/drafts', { name: 'Giấy phép' });
    expect(empty.status).toBe(201);
    expect(empty.headers['etag']).toBe('"1"');
    const url = String(empty.headers['location']);
    expect((await analyst.post(`${url}/verify`)).body).toMatchObject({ ok: true });

    const saved = await analyst.put(url, { files: PERMIT }, { 'if-match': '"1"' });
    expect([saved.status, saved.headers['etag']]).toEqual([200, '"2"']);
    expect((await analyst.get(url)).body).toMatchObject({ name: 'Giấy phép', revision: 2, files: PERMIT });

    const published = await analyst.post(`${url}/publish`, { version: '2026-01' });
    expect(published.status).toBe(201);
    expect(published.body).toMatchObject({
      code: 'permit',
      version: '2026-01',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      soundness: [{ verdict: 'sound' }],
    });

    const version = await analyst.get(String(published.headers['location']));
    expect(version.body).toMatchObject({ code: 'permit', version: '2026-01', status: 'published', files: PERMIT });
    const unchanged = await analyst.get(String(published.headers['location']), {
      'if-none-match': String(version.headers['etag']),
    });
    expect(unchanged.status).toBe(304);

    const next = await analyst.post('/api/drafts', { from: { code: 'permit', version: '2026-01' } });
    expect(next.body).toMatchObject({ basedOn: { code: 'permit', version: '2026-01' }, files: PERMIT });
    const same = await analyst.post(`/api/drafts/${next.text('id')}/publish`, { version: '2026-02' });
    expect([same.status, same.code]).toEqual([409, 'VERSION_EXISTS']);

    const process = (PERMIT['process.bpmn'] ?? '').replace('name="Examine"', 'name="Examine thoroughly"');
    await analyst.put(`/api/drafts/${next.text('id')}`, { files: { ...PERMIT, 'process.bpmn': process } });
    expect((await analyst.post(`/api/drafts/${next.text('id')}/publish`, { version: '2026-02' })).status).toBe(201);
    expect((await analyst.get('/api/procedures')).items).toMatchObject([
      {
        code: 'permit',
        versions: [{ version: '2026-01' }, { version: '2026-02' }],
        drafts: [{ id: next.text('id'), revision: 2 }],
      },
    ]);
  });

  it.each([
    ['a deadlock', DEADLOCK, 'both'],
    ['an element that nothing executes', UNSUPPORTED, 'chat'],
    ['a document type', DOCTYPE, undefined],
  ])('is refused a model with %s, and told where', async (_what, files, elementId) => {
    const before = await analyst.get('/api/procedures');
    const draft = await analyst.post('/api/drafts', { name: 'Hỏng', files });
    const verdict = await analyst.post(`/api/drafts/${draft.text('id')}/verify`);
    expect(verdict.body).toMatchObject({ ok: false });

    const refused = await analyst.post(`/api/drafts/${draft.text('id')}/publish`);
    expect([refused.status, refused.code]).toEqual([422, 'MODEL_REFUSED']);
    const errors = {
      severity: 'error',
      message: expect.stringMatching(/\S/),
      ...(elementId === undefined ? {} : { elementId }),
    };
    expect(refused.body).toMatchObject({ diagnostics: expect.arrayContaining([expect.objectContaining(errors)]) });
    expect((await analyst.get('/api/procedures')).body).toEqual(before.body);
    expect((await analyst.get(`/api/drafts/${draft.text('id')}`)).body).toMatchObject({ files });
  });

  it('keeps two analysts from overwriting each other', async () => {
    const draft = await analyst.post('/api/drafts', { name: 'Chung' });
    const url = `/api/drafts/${draft.text('id')}`;
    const second = await server.as('second');
    expect((await second.put(url, { files: PERMIT }, { 'if-match': '"1"' })).status).toBe(200);
    const late = await analyst.put(url, { files: { 'process.bpmn': '<lost/>' } }, { 'if-match': '"1"' });
    expect([late.status, late.code]).toEqual([412, 'STALE_REVISION']);
    expect((await analyst.get(url)).body).toMatchObject({ revision: 2, files: PERMIT });
  });

  it('creates one draft however often the request is repeated', async () => {
    const key = { 'idempotency-key': 'draft-once' };
    const first = await analyst.post('/api/drafts', { name: 'Một lần' }, key);
    const again = await analyst.post('/api/drafts', { name: 'Một lần' }, key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    const abused = await analyst.post('/api/drafts', { name: 'Khác' }, key);
    expect([abused.status, abused.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await analyst.get('/api/drafts')).items.filter(({ name }) => name === 'Một lần')).toHaveLength(1);
  });

  it('throws a draft away', async () => {
    const url = `/api/drafts/${(await analyst.post('/api/drafts', {})).text('id')}`;
    expect((await analyst.delete(url)).status).toBe(204);
    const gone = await analyst.get(url);
    expect([gone.status, gone.code]).toEqual([404, 'DRAFT_NOT_FOUND']);
    expect((await analyst.delete(url)).code).toBe('DRAFT_NOT_FOUND');
  });

  it('refuses names that are no paths inside a bundle', async () => {
    for (const path of ['../secret.bpmn', '/etc/passwd', 'a//b', '.hidden', 'forms/../../x']) {
      const answer = await analyst.post('/api/drafts', { files: { [path]: 'x' } });
      expect([path, answer.status, answer.code]).toEqual([path, 400, 'REQUEST_INVALID']);
    }
  });

  it('is nobody else’s business', async () => {
    const officer = await server.as('officer');
    const refused = [
      await officer.get('/api/drafts'),
      await officer.post('/api/drafts', {}),
      await officer.get('/api/procedures/permit/versions/2026-01'),
    ];
    expect(refused.map(({ status, code }) => [status, code])).toEqual([
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
    ]);
    expect((await officer.get('/api/procedures')).items).toMatchObject([{ code: 'permit', drafts: [] }]);
    expect((await analyst.get('/api/procedures/permit/versions/1999')).code).toBe('VERSION_NOT_FOUND');
  });
});
