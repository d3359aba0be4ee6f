import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMIT } from './models.ts';
import { openTestServer, PASSWORD, type Client, type TestServer } from './test-server.ts';

/** What every answer has in common, whatever it is about: problem documents, headers, pages, log lines. */

const HTML = { accept: 'text/html,application/xhtml+xml' };

let server: TestServer;
let web: string;
let officer: Client;
let auditor: Client;
beforeAll(async () => {
  web = await mkdtemp(join(tmpdir(), 'motcua-web-'));
  await mkdir(join(web, 'assets'));
  await writeFile(join(web, 'index.html'), '<!doctype html><title>Motcua</title>');
  await writeFile(join(web, 'assets/index-Ab12.js'), 'export {};');
  await writeFile(join(web, 'assets/engine-worker-Cd34.js'), 'export {};');
  await writeFile(join(web, '.sources'), 'stamp of the build');
  server = await openTestServer('sqlite', { WEB_DIR: web });
  await server.publish(PERMIT);
  await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
  await server.addUser({ username: 'auditor', roles: ['auditor'] });
  officer = await server.as('officer');
  auditor = await server.as('auditor');
});
afterAll(async () => {
  await server.close();
  await rm(web, { recursive: true, force: true });
});

describe('a request that is not understood', () => {
  const raw = (headers: Record<string, string>, payload: string, url = '/api/session') =>
    server.app.inject({ method: 'POST', url, headers, payload });

  it.each([
    ['text', 'text/plain', '{}', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a form', 'application/x-www-form-urlencoded', 'username=a', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a type that only looks like JSON', 'application/json-seq', '{}', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    [
      'XML',
      'application/xml',
      '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    ['half of a JSON text', 'application/json', '{"username":', 400, 'BODY_NOT_JSON'],
    ['nothing, called JSON', 'application/json', '', 400, 'BODY_NOT_JSON'],
    [
      'a key that reaches for the prototype',
      'application/json',
      '{"__proto__":{"roles":["operator"]}}',
      400,
      'BODY_NOT_JSON',
    ],
    ['too much', 'application/json', JSON.stringify({ username: 'x'.repeat(300_000) }), 413, 'BODY_TOO_LARGE'],
    ['an unknown property', 'application/json', '{"username":"a","password":"b","admin":true}', 400, 'REQUEST_INVALID'],
    ['a number for a text', 'application/json', '{"username":1,"password":"b"}', 400, 'REQUEST_INVALID'],
    ['a list for an object', 'application/json', '[]', 400, 'REQUEST_INVALID'],
  ])('is told so: %s', async (_what, type, payload, status, code) => {
    const answer = await raw({ 'content-type': type }, payload);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toEqual(
      expect.objectContaining({
        type: `urn:motcua:problem:${code}`,
        title: expect.stringMatching(/\S/),
        status,
        detail: expect.stringMatching(/\S/),
        code,
        instance: expect.stringMatching(/^urn:motcua:request:[0-9a-f-]{36}$/),
      }),
    );
  });

  it('is told which member is wrong, without its value', async () => {
    const answer = await raw({ 'content-type': 'application/json' }, '{"username":"a","password":4711}');
    expect(answer.json()).toMatchObject({ errors: [{ path: '/body/password', code: 'type' }] });
    expect(answer.body).not.toContain('4711');
  });

  it('is titled in the language of the caller', async () => {
    const vietnamese = await raw({ 'content-type': 'text/plain' }, 'x');
    const english = await raw({ 'content-type': 'text/plain', 'accept-language': 'en' }, 'x');
    expect([vietnamese.json<{ title: string }>().title, english.json<{ title: string }>().title]).toEqual([
      'Chỉ nhận application/json',
      'Only application/json is accepted',
    ]);
  });

  it.each(['', 'a b', 'ä', 'x'.repeat(201)])(
    'needs a usable Idempotency-Key to change something: “%s”',
    async (key) => {
      const answer = await officer.post('/api/cases', {}, { 'idempotency-key': key });
      expect([answer.status, answer.code]).toEqual([400, key === '' ? 'IDEMPOTENCY_KEY_MISSING' : 'REQUEST_INVALID']);
    },
  );

  it('finds nothing at an address of the API that is none, whoever asks for what', async () => {
    for (const answer of [
      await server.anonymous.get('/api/nothing?key=secret', HTML),
      await officer.post('/api/nothing', {}),
      await officer.delete('/api/tasks'),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, 'ROUTE_NOT_FOUND']);
      expect(answer.text('detail')).not.toContain('secret');
    }
  });

  it('is a bug when the server fails: hidden from the caller, found in the log by its instance', async () => {
    const broken = await openTestServer('sqlite');
    try {
      await broken.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a' });
      const client = await broken.as('officer');
      await broken.services.shell.store.connections.writer.schema.dropTable('commits');
      await broken.services.shell.store.connections.writer.schema.dropTable('cases');
      const answer = await client.get('/api/cases?q=H44.01-261124');
      expect([answer.status, answer.code]).toEqual([500, 'INTERNAL_ERROR']);
      expect(JSON.stringify(answer.body)).not.toMatch(/SQLITE|no such table|select|\.ts/i);
      const id = answer.text('instance').split(':').at(-1) ?? '';
      const lines = broken.log().filter((line) => line.includes(id) && line.includes('"level":"error"'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('database error');
      expect(lines[0]).not.toContain('261124');
    } finally {
      await broken.close();
    }
  });
});

describe('pages', () => {
  it('come with a policy under which only our own scripts run', async () => {
    const page = await server.anonymous.get('/', HTML);
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
  });

  it('let the engine’s worker alone evaluate, and keep what is named by its content', async () => {
    const script = await server.anonymous.get('/assets/index-Ab12.js');
    expect(script.headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const worker = await server.anonymous.get('/assets/engine-worker-Cd34.js');
    expect(worker.headers['content-security-policy']).toBe("default-src 'none'; script-src 'self' 'unsafe-eval'");
  });

  it('are one application: every address that somebody opens, but no missing file and no API', async () => {
    for (const url of ['/cases/01a20c5f', '/analyst/drafts/7?tab=forms', '/không-có']) {
      const page = await server.anonymous.get(encodeURI(url), HTML);
      expect([url, page.status, page.body]).toEqual([url, 200, '<!doctype html><title>Motcua</title>']);
    }
    const script = await server.anonymous.get('/assets/gone-Xy.js', { accept: '*/*' });
    expect([script.status, script.code]).toEqual([404, 'ROUTE_NOT_FOUND']);
    const posted = await server.anonymous.post('/cases/1', {}, HTML);
    expect([posted.status, posted.code]).toEqual([404, 'ROUTE_NOT_FOUND']);
  });

  it.each(['/.sources', '/..%2f..%2fetc%2fpasswd', '/assets/..%2f.sources', '/assets/%2e%2e/%2e%2e/etc/passwd'])(
    'never show what is not for the public: %s',
    async (url) => {
      const answer = await server.anonymous.get(url, { accept: '*/*' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(answer.body)).not.toMatch(/stamp of the build|root:/);
    },
  );

  it('describe the API without a script of theirs or another host', async () => {
    const page = await server.anonymous.get('/api/docs/', HTML);
    expect(page.status).toBe(200);
    expect(String(page.body)).not.toMatch(/<script(?![^>]*\bsrc=)|(?:src|href)="https?:/);
    expect(String(page.headers['content-security-policy'])).toContain("script-src 'self'");
  });
});

describe('answers of the API', () => {
  it('are kept by nobody, and asked again by their ETag', async () => {
    const first = await auditor.get('/api/procedures');
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const etag = String(first.headers['etag']);
    const again = await auditor.get('/api/procedures', { 'if-none-match': etag });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it('say how to sign in to whoever has not', async () => {
    const answer = await server.anonymous.get('/api/cases');
    expect([answer.status, answer.code]).toEqual([401, 'NOT_SIGNED_IN']);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="motcua"');
  });

  it('tell a load balancer whether to send requests', async () => {
    expect((await server.anonymous.get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await server.anonymous.get('/readyz')).body).toMatchObject({ status: 'ok', checks: { store: 'ok' } });
  });
});

it('the log says who called what and how it ended, and nothing about anybody', async () => {
  const from = server.log().length;
  const application = {
    procedureCode: 'permit',
    channel: 'counter',
    applicant: { name: 'Nguyễn Thị Mẫu', contact: { phone: '0987654321' } },
    data: { subject: 'Nhà số 99 phố Kín' },
  };
  const receipt = await officer.post('/api/cases', application, { 'user-agent': 'máy của tôi'.normalize('NFKD') });
  await officer.post('/api/cases', { ...application, data: { subject: 'x', secret: 'Bí mật nhà' } });
  await officer.post('/api/cases', { ...application, applicant: { name: 7 } });
  const task = (await officer.get('/api/tasks')).text('items', 0, 'taskId');
  await officer.post(`/api/tasks/${task}/claim`);
  await officer.put(`/api/tasks/${task}/draft`, { data: { note: 'ghi chú riêng' } });
  await officer.post(`/api/tasks/${task}/complete`, { submission: { decision: 'MAYBE', note: 'ghi chú riêng' } });
  await officer.post(`/api/tasks/${task}/complete`, { submission: { decision: 'REFUSE', note: 'ghi chú riêng' } });
  await officer.get(`/api/cases?q=${receipt.text('dossierCode')}`);
  await auditor.get(`/api/cases/${receipt.text('caseId')}/history`);
  await server.anonymous.get(`/api/public/cases/${receipt.text('dossierCode')}?key=${receipt.text('publicKey')}`);
  await server.anonymous.get(`/api/public/cases/${receipt.text('dossierCode')}?key=WRONG-KEY`);
  await server.anonymous.post('/api/session', { username: 'officer', password: `${PASSWORD}!` });
  await server.anonymous.post('/api/session', { username: 'hovaten', password: PASSWORD });
  await server.anonymous.get('/ho-so/Nguyen-Thi-Mau');

  const lines = server.log().slice(from);
  expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      level: 'info',
      method: 'POST',
      route: '/api/tasks/:taskId/complete',
      status: 422,
      by: expect.stringMatching(/^[0-9a-f-]{36}$/),
    }),
  );
  const text = lines.join('\n');
  for (const secret of [
    'Mẫu',
    'Mau',
    '0987654321',
    'phố Kín',
    'Bí mật',
    'ghi chú',
    'Họ Tên',
    PASSWORD,
    'hovaten',
    'WRONG-KEY',
    'motcua_session',
    receipt.text('dossierCode'),
    receipt.text('publicKey'),
    'user-agent',
  ])
    expect(text).not.toContain(secret);
});
