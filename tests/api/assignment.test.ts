import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

/** Steps given out by rule, absences and deputies, through the API and over a real store. */
const desk = (id: string, rule: string, more = ''): string =>
  `<userTask id="${id}" name="${id}"><extensionElements><zeebe:assignmentDefinition candidateGroups="desk"/>${rule}${more}</extensionElements></userTask>`;
const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;

/** One step under a rule; `draft` and `sign` need two people. */
function model(id: string, rule: 'ROUND_ROBIN' | 'LEAST_LOADED' | 'DRAW' | undefined, sign = false): BundleFiles {
  const ruled = rule === undefined ? '' : `<statute:assignment rule="${rule}"/>`;
  const body = sign
    ? `${desk('draft', ruled)}${desk('sign', ruled, '<statute:separation notBy="draft"/>')}${flow('s', 'draft')}${flow('draft', 'sign')}${flow('sign', 'e')}`
    : `${desk('work', ruled)}${flow('s', 'work')}${flow('work', 'e')}`;
  return {
    'process.bpmn': `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:statute="urn:motcua:statute:1" targetNamespace="urn:motcua:test"><process id="${id}" isExecutable="true"><startEvent id="s"/>${body}<endEvent id="e"/></process></definitions>`,
  };
}

const HOUR = 3_600_000;

describe.each(STORES)('assignment (%s)', (dialect) => {
  let server: TestServer;
  let operator: Client;
  const people: Record<'an' | 'binh' | 'chi' | 'dung', string> = { an: '', binh: '', chi: '', dung: '' };
  const clients: Record<string, Client> = {};

  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.publish(model('turns', 'ROUND_ROBIN'));
    await server.publish(model('loads', 'LEAST_LOADED'));
    await server.publish(model('lots', 'DRAW'));
    await server.publish(model('free', undefined));
    await server.publish(model('two-steps', 'ROUND_ROBIN', true));
    const officer = { roles: ['officer'], unit: 'unit-a' } as const;
    for (const username of ['an', 'binh', 'chi'] as const)
      people[username] = await server.addUser({ ...officer, username, groups: ['desk'] });
    people.dung = await server.addUser({ ...officer, username: 'dung', groups: ['archive'] });
    await server.addUser({ roles: ['officer'], username: 'elsewhere', unit: 'unit-b', groups: ['desk'] });
    await server.addUser({ roles: ['operator'], username: 'operator' });
    for (const username of ['an', 'binh', 'chi', 'dung', 'elsewhere']) clients[username] = await server.as(username);
    operator = await server.as('operator');
  });
  afterAll(() => server.close());

  const as = (name: string): Client => clients[name] ?? operator;
  const receive = async (code: string): Promise<{ caseId: string; taskId: string; assignee: string | undefined }> => {
    const answer = await as('dung').post('/api/cases', {
      procedureCode: code,
      channel: 'counter',
      applicant: { name: 'Người nộp hồ sơ mẫu' },
      data: {},
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    const caseId = answer.text('caseId');
    const [task] = await server.services.shell.store.listTasksOfCase(caseId);
    return { caseId, taskId: `${caseId}:${String(task?.taskKey)}`, assignee: task?.assignee };
  };
  const nameOf = (id: string | undefined): string | undefined =>
    Object.entries(people).find(([, known]) => known === id)?.[0];
  const at = (hours: number): string => new Date(Date.parse(server.services.shell.now()) + hours * HOUR).toISOString();

  it('takes turns over all cases of the office, also among cases received at once', async () => {
    const first = [await receive('turns'), await receive('turns'), await receive('turns')];
    expect(first.map(({ assignee }) => nameOf(assignee))).toEqual(['an', 'binh', 'chi']);
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => receive('turns')));
    expect(atOnce.map(({ assignee }) => nameOf(assignee)).sort()).toEqual(['an', 'an', 'binh', 'binh', 'chi', 'chi']);
  });

  it('remembers whose turn it is when the server starts again', async () => {
    const before = nameOf((await receive('turns')).assignee);
    await server.restart();
    const order = ['an', 'binh', 'chi'];
    const next = order[(order.indexOf(before ?? '') + 1) % 3];
    for (const username of ['an', 'binh', 'chi', 'dung', 'elsewhere']) clients[username] = await server.as(username);
    operator = await server.as('operator');
    expect(nameOf((await receive('turns')).assignee)).toBe(next);
  });

  it('gives to whoever holds least', async () => {
    const { taskId } = await receive('free');
    expect((await as('an').post(`/api/tasks/${taskId}/claim`)).status).toBe(200);
    const loads = new Map<string, number>();
    for (const name of ['an', 'binh', 'chi'])
      loads.set(name, (await as(name).get('/api/tasks?filter=mine&limit=200')).items.length);
    const least = Math.min(...loads.values());
    const { assignee } = await receive('loads');
    expect(loads.get(nameOf(assignee) ?? '')).toBe(least);
  });

  it('draws by lot, and history has what is needed to draw again', async () => {
    const { caseId, assignee } = await receive('lots');
    const { items } = await as('dung').get(`/api/cases/${caseId}/story`);
    expect(JSON.stringify(items)).toContain('bốc thăm');
    const sealed = await server.services.shell.store.loadCommits(caseId, {});
    const created = sealed.flatMap(({ commit }) => commit.events).find(({ type }) => type === 'UserTaskCreated');
    if (created?.type !== 'UserTaskCreated') throw new Error('no task was created');
    expect(created.assignment?.seed).toMatch(/^[0-9a-f]{32}$/);
    expect(created.assignment?.chosen).toBe(assignee);
    expect(created.assignment?.candidates.map(({ id }) => nameOf(id))).toEqual(['an', 'binh', 'chi']);
  });

  it('is not there to be picked, given back or handed on', async () => {
    const { taskId, assignee } = await receive('turns');
    const holder = nameOf(assignee) ?? '';
    const other = holder === 'an' ? 'binh' : 'an';
    expect((await as(other).post(`/api/tasks/${taskId}/claim`)).code).toBe('TASK_CLAIMED_BY_ANOTHER');
    expect((await as('elsewhere').post(`/api/tasks/${taskId}/claim`)).code).toBe('FORBIDDEN');
    expect((await as(holder).post(`/api/tasks/${taskId}/release`)).code).toBe('ASSIGNED_BY_RULE');
    expect((await as(holder).post(`/api/tasks/${taskId}/assign`, { assignee: other })).code).toBe('ASSIGNED_BY_RULE');
    const page = await as(holder).get(`/api/tasks/${taskId}`);
    expect(page.body).toMatchObject({
      task: { assignment: 'ROUND_ROBIN', assignee },
      allowed: expect.not.arrayContaining(['release', 'assign', 'claim']) as unknown,
    });
  });

  describe('an absence', () => {
    it('is recorded by the officer for a colleague with the same powers, by an operator for any', async () => {
      const later = { from: at(1000), until: at(1008) };
      expect((await as('an').post('/api/absences', { ...later, deputy: 'dung' })).code).toBe('DEPUTY_NOT_ELIGIBLE');
      expect((await as('an').post('/api/absences', { ...later, deputy: 'an' })).code).toBe('DEPUTY_NOT_ELIGIBLE');
      expect((await as('an').post('/api/absences', { ...later, deputy: 'elsewhere' })).code).toBe(
        'DEPUTY_NOT_ELIGIBLE',
      );
      expect((await as('an').post('/api/absences', { ...later, person: 'binh' })).code).toBe('FORBIDDEN');
      expect((await as('an').post('/api/absences', { from: at(2), until: at(1) })).code).toBe('ABSENCE_INVALID');
      expect((await as('an').post('/api/absences', { from: at(-9), until: at(-1) })).code).toBe('ABSENCE_INVALID');
      const recorded = await as('an').post('/api/absences', { ...later, deputy: 'binh' });
      expect(recorded.status).toBe(201);
      expect((await as('an').post('/api/absences', { ...later })).code).toBe('ABSENCE_OVERLAPS');
      expect((await as('chi').post('/api/absences', { ...later, deputy: 'an' })).code).toBe('DEPUTY_NOT_ELIGIBLE');
      const listed = (await as('chi').get('/api/absences')).items;
      expect(listed).toMatchObject([{ personName: 'Họ Tên an', deputyName: 'Họ Tên binh', from: later.from }]);
      expect((await as('elsewhere').get('/api/absences')).items).toEqual([]);
      const id = recorded.text('absenceId');
      expect((await as('chi').post(`/api/absences/${id}/end`)).code).toBe('ABSENCE_NOT_FOUND');
      expect((await as('an').post(`/api/absences/${id}/end`)).status).toBe(204);
      expect((await as('an').post(`/api/absences/${id}/end`)).code).toBe('ABSENCE_NOT_FOUND');
      expect((await as('chi').get('/api/absences')).items).toEqual([]);
    });

    it('sends work to the deputy, on behalf of who is away; four eyes hold; then everything is as before', async () => {
      // What chi holds before she goes.
      let held = await receive('turns');
      while (nameOf(held.assignee) !== 'chi') held = await receive('turns');
      // dung draws up for chi, and may therefore not sign, nor may chi; an and binh are away without a deputy.
      const absences: string[] = [];
      for (const [person, deputy] of [
        ['chi', 'dung'],
        ['an', undefined],
        ['binh', undefined],
      ] as const) {
        const answer = await operator.post('/api/absences', {
          person,
          from: at(0),
          until: at(48),
          ...(deputy === undefined ? {} : { deputy }),
        });
        expect(answer.status).toBe(201);
        absences.push(answer.text('absenceId'));
      }
      const given = await receive('two-steps');
      expect(nameOf(given.assignee)).toBe('dung');
      const own = (await as('dung').get('/api/tasks?limit=200')).items;
      expect(own).toContainEqual(
        expect.objectContaining({ taskId: given.taskId, onBehalfOf: people.chi, onBehalfOfName: 'Họ Tên chi' }),
      );
      // What chi held is in the deputy's list, and the deputy takes it.
      expect(own).toContainEqual(
        expect.objectContaining({ taskId: held.taskId, assignee: people.chi, allowed: ['claim'] }),
      );
      expect((await as('dung').post(`/api/tasks/${held.taskId}/claim`)).status).toBe(200);
      expect((await as('dung').post(`/api/tasks/${held.taskId}/complete`, { submission: {} })).status).toBe(200);
      const story = (await as('dung').get(`/api/cases/${held.caseId}/story`)).items;
      expect(JSON.stringify(story)).toContain('thay Họ Tên chi vắng mặt');

      const drafted = await as('dung').post(`/api/tasks/${given.taskId}/complete`, { submission: {} });
      expect(drafted.status).toBe(200);
      const [sign] = (drafted.body as { tasks: { taskId: string; assignee?: string }[] }).tasks;
      expect(sign?.assignee).toBeUndefined();
      const claim = `/api/tasks/${sign?.taskId ?? ''}/claim`;
      expect((await as('dung').post(claim)).code).toBe('SEPARATION_OF_DUTIES');
      expect((await as('chi').post(claim)).code).toBe('SEPARATION_OF_DUTIES');
      expect((await as('an').post(claim)).code).toBe('NOBODY_AVAILABLE');

      for (const id of absences) expect((await operator.post(`/api/absences/${id}/end`)).status).toBe(204);
      // binh asks, and the rule gives it to whose turn it is, which is not chi's.
      const asked = await as('binh').post(claim);
      expect(asked.status).toBe(200);
      const task = await as('binh').get(claim.replace('/claim', ''));
      expect(['an', 'binh']).toContain(nameOf(task.text('task', 'assignee')));
      expect((await as('dung').post(`/api/tasks/${(await receive('free')).taskId}/claim`)).code).toBe(
        'NOT_A_CANDIDATE',
      );
    });

    it('begins and ends by itself', async () => {
      const day = { person: 'an', deputy: 'dung', from: at(10), until: at(20) };
      expect((await operator.post('/api/absences', day)).status).toBe(201);
      const { taskId } = await receive('free');
      const allowed = async (): Promise<unknown> =>
        (await as('dung').get('/api/tasks?limit=200')).items.find((item) => item['taskId'] === taskId)?.['allowed'];
      expect(await allowed()).toBeUndefined();
      server.advance(11 * HOUR);
      clients['dung'] = await server.as('dung');
      expect(await allowed()).toContain('claim');
      server.advance(10 * HOUR);
      clients['dung'] = await server.as('dung');
      expect(await allowed()).toBeUndefined();
    });
  });
});
