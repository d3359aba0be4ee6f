import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMIT } from './models.ts';
import { openTestServer, STORES, type Answer, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('an auditor looks back (%s)', (dialect) => {
  let server: TestServer;
  let auditor: Client;
  let caseId: string;
  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.publish(PERMIT);
    await server.addUser({ username: 'one-stop', roles: ['officer'], unit: 'unit-a', groups: ['one-stop'] });
    await server.addUser({ username: 'specialist', roles: ['officer'], unit: 'unit-a', groups: ['specialist'] });
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    const oneStop = await server.as('one-stop');
    const specialist = await server.as('specialist');
    auditor = await server.as('auditor');
    const receipt = await oneStop.post('/api/cases', {
      procedureCode: 'permit',
      channel: 'online',
      applicant: { name: 'Người Nộp' },
      data: { subject: 'Sửa nhà' },
    });
    caseId = receipt.text('caseId');
    const taskId = (await specialist.get('/api/tasks')).text('items', 0, 'taskId');
    await specialist.post(`/api/tasks/${taskId}/claim`);
    await specialist.post(`/api/tasks/${taskId}/complete`, { submission: { decision: 'REFUSE', note: 'thiếu' } });
  });
  afterAll(() => server.close());

  it('reads what happened, by whom, sealed commit by sealed commit', async () => {
    const history = await auditor.get(`/api/cases/${caseId}/history`);
    expect(history.items.map(({ commandType }) => commandType)).toEqual([
      'StartCase',
      'ClaimUserTask',
      'CompleteUserTask',
    ]);
    expect(history.items[1]).toMatchObject({
      by: { kind: 'user', name: 'Họ Tên specialist' },
      events: [{ type: 'UserTaskClaimed' }],
    });
    for (const [i, commit] of history.items.entries()) {
      expect(commit['hash']).toMatch(/^[0-9a-f]{64}$/);
      if (i > 0) expect(commit['previousHash']).toBe(history.items[i - 1]?.['hash']);
    }
  });

  it('reads it page by page', async () => {
    const first = await auditor.get(`/api/cases/${caseId}/history?limit=2`);
    expect(first.items).toHaveLength(2);
    const second = await auditor.get(`/api/cases/${caseId}/history?limit=2&after=${first.text('nextCursor')}`);
    expect(second.items.map(({ commandType }) => commandType)).toEqual(['CompleteUserTask']);
    expect(second.body).not.toHaveProperty('nextCursor');
  });

  it('sees the case as it stood at every event', async () => {
    const last = Number((await auditor.get(`/api/cases/${caseId}`)).text('case', 'version'));
    const states: Answer[] = [];
    for (let seq = 1; seq <= last; seq += 1)
      states.push(await auditor.get(`/api/cases/${caseId}/state?seq=${String(seq)}`));
    expect(states.map((state) => Number(state.text('seq')))).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    const statuses = states.map((state) => state.text('state', 'status'));
    expect([statuses[0], statuses.at(-1)]).toEqual(['active', 'completed']);

    const claimed = states.find((state) => state.text('commandType') === 'ClaimUserTask');
    expect(claimed?.body).toMatchObject({
      state: {
        tasks: [{ elementId: 'examine', status: 'claimed' }],
        variables: { subject: 'Sửa nhà' },
        completed: ['received'],
        flowsTaken: [{ flowId: 'f1' }],
      },
    });
    const end = await auditor.get(`/api/cases/${caseId}/state`);
    expect(end.body).toMatchObject({
      seq: last,
      state: {
        elements: [],
        tasks: [],
        variables: { decision: 'REFUSE' },
        completed: ['received', 'examine', 'granted', 'refused'],
      },
    });
    expect((await auditor.get(`/api/cases/${caseId}/state?seq=99999`)).body).toEqual(end.body);
    expect((await auditor.get(`/api/cases/${caseId}/state?seq=0`)).status).toBe(400);
  });

  it('sees the drawing that governed the case', async () => {
    const diagram = await auditor.get(`/api/cases/${caseId}/diagram`);
    expect(diagram.body).toMatchObject({ code: 'permit', processes: ['permit'], bpmn: PERMIT['process.bpmn'] });
  });

  it('sees that the chain holds, and where it was broken', async () => {
    const whole = await auditor.get(`/api/cases/${caseId}/integrity`);
    expect(whole.body).toMatchObject({ ok: true, commits: 3, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) });

    const { writer } = server.services.shell.store.connections;
    const tampered = await writer('commits')
      .where({ case_id: caseId })
      .andWhere('first_seq', '>', 1)
      .orderBy('first_seq')
      .first('first_seq', 'events');
    const original = String(tampered.events);
    await writer('commits')
      .where({ case_id: caseId, first_seq: tampered.first_seq })
      .update({ events: original.replace('UserTaskClaimed', 'UserTaskReleased') });
    const broken = await auditor.get(`/api/cases/${caseId}/integrity`);
    expect(broken.body).toMatchObject({ ok: false, brokenAt: Number(tampered.first_seq) });
    await writer('commits').where({ case_id: caseId, first_seq: tampered.first_seq }).update({ events: original });
  });

  it('changes nothing', async () => {
    const task = (await auditor.get(`/api/cases/${caseId}`)).text('tasks', 0, 'taskId');
    for (const answer of [
      await auditor.post(`/api/tasks/${task}/claim`),
      await auditor.post(`/api/cases/${caseId}/cancel`, { reason: 'x' }),
      await auditor.post(`/api/cases/${caseId}/variables`, { variables: {} }),
      await auditor.post('/api/cases', {}),
    ]) {
      expect([answer.status, answer.code]).toEqual([403, 'FORBIDDEN']);
    }
  });
});
