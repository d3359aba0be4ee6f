import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobRunner } from '../../server/jobs/job-runner.ts';
import { clerk, COMPLETE, done, openHouseholdServer, receive } from './household.ts';
import { STORES, type Client, type TestServer } from './test-server.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(STORES)('a calendar decision (%s)', (dialect) => {
  let server: TestServer;
  let officer: Client;
  let operator: Client;

  beforeAll(async () => {
    server = await openHouseholdServer(dialect);
    await server.addUser(clerk('officer'));
    await server.addUser({ username: 'operator', roles: ['operator'] });
    [officer, operator] = await Promise.all([server.as('officer'), server.as('operator')]);
  });
  afterAll(() => server.close());

  const sweep = () => createJobRunner({ shell: server.services.shell, log: SILENT }).runUntilIdle();
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  /** Everything off for the next ten days: whatever day the test runs on, a date moves. */
  const decision = (id: string) => ({
    id,
    act: '99/CĐ-TTg',
    title: { vi: 'Nghỉ tránh bão', en: 'Days off for the storm' },
    decidedAt: day(-1),
    status: 'official',
    scope: { kind: 'nation' },
    days: Array.from({ length: 10 }, (_, index) => ({
      date: day(index),
      kind: 'holiday',
      name: { vi: 'Nghỉ tránh bão' },
    })),
  });

  it('reaches every open case, whose dates move with the old one, the new one and the reason in history', async () => {
    const caseId = await receive(officer);
    await done(officer, caseId, 'TiepNhan', COMPLETE);
    const other = await receive(officer);
    const before = await officer.get(`/api/cases/${caseId}`);
    const taskBefore = (await officer.get('/api/tasks?limit=200')).items.find((item) => item['caseId'] === other);

    const entered = await operator.post('/api/calendars/decisions', { calendarId: 'vn', decision: decision('storm') });
    expect(entered.status).toBe(202);
    await sweep();

    const after = await officer.get(`/api/cases/${caseId}`);
    expect(after.text('case', 'dueAt') > before.text('case', 'dueAt')).toBe(true);
    const taskAfter = (await officer.get('/api/tasks?limit=200')).items.find((item) => item['caseId'] === other);
    expect(String(taskAfter?.['dueAt']) > String(taskBefore?.['dueAt'])).toBe(true);

    const { items } = await officer.get(`/api/cases/${other}/story`);
    const told = items
      .filter(({ type }) => type === 'StatutoryClockChanged' || type === 'TaskDueDateChanged')
      .slice(-2);
    expect(told.map(({ text }) => text)).toEqual([
      { vi: expect.stringContaining('theo 99/CĐ-TTg (Nghỉ tránh bão)'), en: expect.stringContaining('by 99/CĐ-TTg') },
      { vi: expect.stringContaining('đổi từ'), en: expect.stringContaining('moved from') },
    ]);
    expect((await operator.get('/api/calendars')).body).toMatchObject({
      sweeps: [{ decisionId: 'storm', seen: 2, moved: 2, finishedAt: expect.any(String) }],
    });

    const version = (await officer.get(`/api/cases/${caseId}`)).text('case', 'version');
    await sweep();
    expect((await officer.get(`/api/cases/${caseId}`)).text('case', 'version')).toBe(version);
  });

  it('is added once, by an operator, about days that exist', async () => {
    const post = (client: Client, body: object) => client.post('/api/calendars/decisions', body);
    expect((await post(officer, { calendarId: 'vn', decision: decision('own') })).code).toBe('FORBIDDEN');
    expect((await post(operator, { calendarId: 'vn', decision: decision('twice') })).status).toBe(202);
    expect((await post(operator, { calendarId: 'vn', decision: decision('twice') })).code).toBe(
      'CALENDAR_DECISION_EXISTS',
    );
    expect((await post(operator, { calendarId: 'xx', decision: decision('other') })).code).toBe('CALENDAR_NOT_FOUND');
    const never = { ...decision('never'), days: [{ date: '2026-02-31', kind: 'holiday', name: { vi: 'Không có' } }] };
    expect((await post(operator, { calendarId: 'vn', decision: never })).code).toBe('CALENDAR_DECISION_INVALID');
    const early = { ...decision('early'), decidedAt: day(30) };
    expect((await post(operator, { calendarId: 'vn', decision: early })).code).toBe('CALENDAR_DECISION_INVALID');
  });
});
