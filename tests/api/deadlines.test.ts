import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobRunner } from '../../server/jobs/job-runner.ts';
import { COMPLETE, done, openHouseholdServer, openTask, receive } from './household.ts';
import { STORES, type Client, type TestServer } from './test-server.ts';

/** Deadlines have consequences: the heads are told, in history, on their list and by message, and nobody can hide it. */
describe.each(STORES)('deadlines (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;
  let head: Client;

  beforeAll(async () => {
    server = await openHouseholdServer(dialect, {
      WEBHOOK_URL: 'https://hooks.example.vn',
      WEBHOOK_SECRET: 'a secret of more than thirty-two characters',
      SMTP_URL: 'smtp://mail.example.vn',
      MAIL_FROM: 'motcua@phutho.gov.vn',
      MAIL_HEADS: 'unit-a=lanh-dao@phutho.gov.vn, unit-b=khac@phutho.gov.vn',
    });
    const officer = { roles: ['officer'], unit: 'unit-a' } as const;
    await server.addUser({ ...officer, username: 'mot-cua', groups: ['mot-cua'] });
    await server.addUser({ ...officer, username: 'lanh-dao', groups: ['lanh-dao'] });
    await server.addUser({ roles: ['officer'], unit: 'unit-b', username: 'head-elsewhere', groups: ['lanh-dao'] });
    await server.addUser({ roles: ['auditor'], username: 'auditor' });
    oneStop = await server.as('mot-cua');
    head = await server.as('lanh-dao');
  });
  afterAll(() => server.close());

  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const runJobs = () => createJobRunner({ shell: server.services.shell, log }).runUntilIdle();
  const alertAt = async (caseId: string) => (await server.services.shell.store.getCase(caseId))?.alertAt;
  /** Time passes until the case is next to tell somebody something, and the work of that moment is done. */
  const untilNextAlert = async (caseId: string) => {
    const at = await alertAt(caseId);
    if (at === undefined) throw new Error(`${caseId} has nothing more to tell.`);
    server.advance(Date.parse(at) - Date.parse(server.services.shell.now()) + 1);
    await runJobs();
    oneStop = await server.as('mot-cua');
    head = await server.as('lanh-dao');
  };
  const listed = async (client: Client, caseId: string) =>
    (await client.get('/api/escalations')).items.filter((item) => item['caseId'] === caseId);
  const reached = async (caseId: string) =>
    (await server.services.shell.store.loadCommits(caseId, {}))
      .flatMap(({ commit }) => commit.events)
      .flatMap((event) => (event.type === 'DeadlineReached' ? [event] : []));

  it('tell the heads at half, at three quarters, when due and when overdue, each once', async () => {
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    await oneStop.post(`/api/tasks/${taskId}/claim`);
    const levels: unknown[] = [];
    for (let round = 0; round < 4; round += 1) {
      await untilNextAlert(caseId);
      const step = (await listed(head, caseId)).find((item) => item['taskId'] === taskId);
      levels.push(step?.['level']);
      expect(step).toMatchObject({ to: ['lanh-dao'], assigneeName: 'Họ Tên mot-cua' });
      expect(step?.['step']).toContain('Tiếp nhận');
    }
    expect(levels).toEqual(['HALF', 'THREE_QUARTERS', 'DUE', 'OVERDUE']);
    // Looking again tells nothing twice.
    const told = (await reached(caseId)).length;
    await runJobs();
    expect(await reached(caseId)).toHaveLength(told);

    const story = await head.get(`/api/cases/${caseId}/story`);
    expect(JSON.stringify(story.items)).toContain('Đã quá hạn của bước “Tiếp nhận');
    const notified = await server.services.shell.store.listNotifications({ caseId }, { limit: 100 });
    const ofDeadlines = notified.items.filter(({ topic }) => topic === 'deadline');
    expect(ofDeadlines.filter(({ channel }) => channel === 'webhook')).toHaveLength(told);
    expect(new Set(ofDeadlines.filter(({ channel }) => channel === 'email').map(({ recipient }) => recipient))).toEqual(
      new Set(['lanh-dao@phutho.gov.vn']),
    );
  });

  it('are the business of the heads of the unit, and of auditors; nobody else is shown them', async () => {
    const caseId = await receive(oneStop);
    await untilNextAlert(caseId);
    expect(await listed(head, caseId)).not.toEqual([]);
    expect(await listed(await server.as('auditor'), caseId)).not.toEqual([]);
    expect(await listed(await server.as('head-elsewhere'), caseId)).toEqual([]);
    expect(await listed(oneStop, caseId)).toEqual([]);
  });

  it('stay on the list while late, let the work go on, and leave it when the work is done', async () => {
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    for (let round = 0; round < 4; round += 1) await untilNextAlert(caseId);
    const late = (await listed(head, caseId)).find((item) => item['taskId'] === taskId);
    expect(late?.['level']).toBe('OVERDUE');
    await done(oneStop, caseId, 'TiepNhan', COMPLETE);
    expect((await listed(head, caseId)).some((item) => item['taskId'] === taskId)).toBe(false);
    // Off the list, and for ever in history.
    expect((await reached(caseId)).map(({ level }) => level)).toContain('OVERDUE');
  });

  it('are told after a restart, the furthest of what was missed', async () => {
    const caseId = await receive(oneStop);
    server.advance(30 * 24 * 3_600_000);
    await server.restart();
    await runJobs();
    head = await server.as('lanh-dao');
    oneStop = await server.as('mot-cua');
    const ofStep = (await reached(caseId)).filter(({ elementId }) => elementId === 'TiepNhan');
    expect(ofStep.map(({ level }) => level)).toEqual(['OVERDUE']);
    expect(await listed(head, caseId)).not.toEqual([]);
  });

  it('cannot be reported away or changed through the API', async () => {
    const caseId = await receive(oneStop);
    for (const method of ['post', 'put', 'patch'] as const) {
      expect((await head[method]('/api/escalations', {})).code).toBe('ROUTE_NOT_FOUND');
      expect((await head[method](`/api/cases/${caseId}/due-date`, { dueAt: '2030-01-01T00:00:00.000Z' })).code).toBe(
        'ROUTE_NOT_FOUND',
      );
    }
    expect((await head.delete('/api/escalations')).code).toBe('ROUTE_NOT_FOUND');
  });
});
