import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireSignIns } from '../../server/jobs/expire-sign-ins.ts';
import { createJobRunner } from '../../server/jobs/job-runner.ts';
import { clientOf, openTestServer, PASSWORD, STORES, withToken, type TestServer } from './test-server.ts';

const HOUR = 3_600_000;

describe.each(STORES)('signing in (%s)', (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(dialect, { SESSION_IDLE_MINUTES: '30', SESSION_HOURS: '2' });
    await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['one-stop'] });
    await server.addUser({ username: 'operator', roles: ['operator'] });
    await server.addUser({ username: 'machine', roles: ['worker'] });
  });
  afterAll(() => server.close());

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await server.anonymous.post('/api/session', { username: 'Officer', password: PASSWORD });
    expect(answer.body).toMatchObject({
      user: { username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['one-stop'] },
    });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^motcua_session=[\w-]{43}; /);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/');
    expect(JSON.stringify(answer.body)).not.toMatch(/password|hash/i);
  });

  it('says the same of a wrong password, an unknown name and a disabled account', async () => {
    const disabledId = await server.addUser({ username: 'left', roles: ['officer'] });
    await server.services.accounts.changeUser(disabledId, { disabled: true });
    const answers = await Promise.all([
      server.anonymous.post('/api/session', { username: 'officer', password: 'sai mật khẩu' }),
      server.anonymous.post('/api/session', { username: 'nobody', password: PASSWORD }),
      server.anonymous.post('/api/session', { username: 'left', password: PASSWORD }),
    ]);
    for (const answer of answers) {
      expect([answer.status, answer.code]).toEqual([401, 'INVALID_CREDENTIALS']);
      expect(answer.text('detail')).toBe(answers[0]?.text('detail'));
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('opens a new session each time and closes the one that came along', async () => {
    const first = await server.anonymous.post('/api/session', { username: 'officer', password: PASSWORD });
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    const before = clientOf(server.app, { cookie });
    expect((await before.get('/api/session')).status).toBe(200);
    const second = await before.post('/api/session', { username: 'officer', password: PASSWORD });
    expect(String(second.headers['set-cookie']).split(';')[0]).not.toBe(cookie);
    expect((await before.get('/api/session')).status).toBe(401);
  });

  it('keeps no value in the database that would open a session', async () => {
    const answer = await server.anonymous.post('/api/session', { username: 'officer', password: PASSWORD });
    const value = /motcua_session=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
    const rows: unknown = await server.services.shell.store.connections.reader('sessions').select('*');
    expect(JSON.stringify(rows)).not.toContain(value);
  });

  it('ends on sign-out', async () => {
    const client = await server.as('officer');
    expect((await client.get('/api/session')).body).toMatchObject({ user: { username: 'officer' } });
    expect((await client.delete('/api/session')).status).toBe(204);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('ends when it is idle too long, and in any case after its hours', async () => {
    const idle = await server.as('officer');
    server.advance(0.6 * HOUR);
    expect((await idle.get('/api/session')).status).toBe(401);

    const busy = await server.as('officer');
    for (let i = 0; i < 4; i += 1) {
      server.advance(0.45 * HOUR);
      expect((await busy.get('/api/session')).status).toBe(200);
    }
    server.advance(0.45 * HOUR);
    expect((await busy.get('/api/session')).status).toBe(401);
  });

  it('ends at once when the account is disabled or gets another password', async () => {
    const id = await server.addUser({ username: 'leaving', roles: ['officer'], unit: 'unit-a' });
    const client = await server.as('leaving');
    const operator = await server.as('operator');
    expect((await operator.patch(`/api/users/${id}`, { password: 'mật khẩu mới hoàn toàn' })).status).toBe(200);
    expect((await client.get('/api/session')).status).toBe(401);
    const again = await server.anonymous.post('/api/session', {
      username: 'leaving',
      password: 'mật khẩu mới hoàn toàn',
    });
    expect(again.status).toBe(200);
    const cookie = String(again.headers['set-cookie']).split(';')[0] ?? '';
    expect((await operator.patch(`/api/users/${id}`, { disabled: true })).body).toMatchObject({ disabled: true });
    expect((await clientOf(server.app, { cookie }).get('/api/session')).status).toBe(401);
  });

  it('works with a token for machines, until it is taken back', async () => {
    const machine = withToken(server.app, await server.token('machine'));
    const order = { type: 'nothing', worker: 'w', maxJobs: 1, lockSeconds: 1 };
    expect((await machine.post('/api/jobs/activate', order)).body).toEqual({ jobs: [] });
    expect((await withToken(server.app, 'mct_invented').post('/api/jobs/activate', order)).status).toBe(401);

    const operator = await server.as('operator');
    const machineId = (await server.services.accounts.userByName('machine'))?.id ?? '';
    const made = await operator.post(`/api/users/${machineId}/tokens`, { name: 'kết nối thuế', days: 1 });
    expect(made.status).toBe(201);
    const fresh = withToken(server.app, made.text('token'));
    expect((await fresh.post('/api/jobs/activate', order)).status).toBe(200);
    expect(JSON.stringify((await operator.get(`/api/users/${machineId}/tokens`)).body)).not.toContain(
      made.text('token'),
    );
    expect((await operator.delete(`/api/users/${machineId}/tokens/${made.text('id')}`)).status).toBe(204);
    expect((await fresh.post('/api/jobs/activate', order)).status).toBe(401);
  });

  it('is refused to a page of another site', async () => {
    const credentials = { username: 'officer', password: PASSWORD };
    const foreign = await server.anonymous.post('/api/session', credentials, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.code]).toEqual([403, 'CROSS_SITE_REQUEST']);
    const sibling = await server.anonymous.post('/api/session', credentials, { 'sec-fetch-site': 'same-site' });
    expect(sibling.code).toBe('CROSS_SITE_REQUEST');
    const same = await server.anonymous.post('/api/session', credentials, {
      host: 'motcua.test',
      origin: 'http://motcua.test',
      'sec-fetch-site': 'same-origin',
    });
    expect(same.status).toBe(200);

    const client = await server.as('officer');
    const change = await client.post('/api/cases', {}, { origin: 'https://evil.example' });
    expect(change.code).toBe('CROSS_SITE_REQUEST');
    expect((await client.get('/api/session', { origin: 'https://evil.example' })).status).toBe(200);
  });
});

it('forgets sessions and answers that have outlived their use, and no others', async () => {
  const server = await openTestServer('sqlite', { SESSION_IDLE_MINUTES: '30' });
  try {
    await server.addUser({ username: 'analyst', roles: ['analyst'] });
    const { shell, accounts } = server.services;
    const count = async (table: string): Promise<number> =>
      (await shell.store.connections.reader(table).select('*')).length;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const runner = createJobRunner({ shell, log, kinds: [expireSignIns({ accounts, idleMinutes: 30 })] });

    await (await server.as('analyst')).post('/api/drafts', { name: 'A' });
    expect([await count('sessions'), await count('remembered_answers')]).toEqual([1, 1]);
    server.advance(0.6 * HOUR);
    const fresh = await server.as('analyst');
    await runner.runUntilIdle();
    expect([await count('sessions'), await count('remembered_answers')]).toEqual([1, 1]);
    expect((await fresh.get('/api/session')).status).toBe(200);

    server.advance(8 * 24 * HOUR);
    await runner.runUntilIdle();
    expect([await count('sessions'), await count('remembered_answers')]).toEqual([0, 0]);
  } finally {
    await server.close();
  }
});

it('slows down whoever guesses the password of one account', async () => {
  const server = await openTestServer('sqlite');
  try {
    await server.addUser({ username: 'officer', roles: ['officer'] });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      statuses.push(
        (
          await server.anonymous.post('/api/session', {
            username: i % 2 ? 'officer' : 'OFFICER ',
            password: `guess ${String(i)}`,
          })
        ).status,
      );
    }
    expect(statuses.slice(0, 10).every((status) => status === 401)).toBe(true);
    expect(statuses.slice(10)).toEqual([429, 429]);
    const last = await server.anonymous.post('/api/session', { username: 'officer', password: PASSWORD });
    expect(last.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});
