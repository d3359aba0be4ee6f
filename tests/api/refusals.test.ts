import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEADLOCK, DOCTYPE, PERMIT, UNSUPPORTED } from './models.ts';
import { openTestServer, STORES, type Answer, type Client, type TestServer } from './test-server.ts';

/**
 * What must not be done is refused with a clear answer, and leaves everything as it was: history, chain, tasks, drafts,
 * versions. Each refusal is looked at from outside, by an auditor and an analyst, before and after.
 */
describe.each(STORES)('a refusal (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;
  let specialist: Client;
  let stranger: Client;
  let auditor: Client;
  let analyst: Client;
  let caseId: string;
  let taskId: string;
  let receivedVersion: string;

  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.publish(PERMIT);
    for (const [username, group] of [
      ['one-stop', 'one-stop'],
      ['specialist', 'specialist'],
      ['colleague', 'specialist'],
    ] as const)
      await server.addUser({ username, roles: ['officer'], unit: 'unit-a', groups: [group] });
    await server.addUser({ username: 'stranger', roles: ['officer'], unit: 'unit-b', groups: ['specialist'] });
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    await server.addUser({ username: 'analyst', roles: ['analyst'] });
    oneStop = await server.as('one-stop');
    specialist = await server.as('specialist');
    stranger = await server.as('stranger');
    auditor = await server.as('auditor');
    analyst = await server.as('analyst');
    const receipt = await receive({ subject: 'Sửa nhà' });
    caseId = receipt.text('caseId');
    receivedVersion = receipt.text('version');
    taskId = (await specialist.get('/api/tasks')).text('items', 0, 'taskId');
  });
  afterAll(() => server.close());

  const receive = (data: object) =>
    oneStop.post('/api/cases', { procedureCode: 'permit', channel: 'counter', applicant: { name: 'A' }, data });
  const complete = (by: Client, submission: object, headers?: Record<string, string>) =>
    by.post(`/api/tasks/${taskId}/complete`, { submission }, headers);

  /** All that the refused could have changed, as others see it. */
  const everything = async (): Promise<readonly unknown[]> =>
    (
      await Promise.all([
        auditor.get('/api/cases?limit=200'),
        auditor.get(`/api/cases/${caseId}`),
        auditor.get(`/api/cases/${caseId}/history?limit=200`),
        auditor.get(`/api/cases/${caseId}/state`),
        auditor.get(`/api/cases/${caseId}/integrity`),
        analyst.get('/api/procedures'),
        analyst.get('/api/drafts'),
      ])
    ).map(({ body }) => body);

  async function refused(attempt: () => Promise<Answer>, status: number, code: string): Promise<Answer> {
    const before = await everything();
    const answer = await attempt();
    expect(answer.body).toMatchObject({
      type: `urn:motcua:problem:${code}`,
      title: expect.stringMatching(/\S/),
      status,
      detail: expect.stringMatching(/^.{20,}$/s),
      code,
      instance: expect.stringMatching(/^urn:motcua:request:/),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await everything()).toEqual(before);
    return answer;
  }

  it('of an application whose form is wrong names the fields by their labels', async () => {
    const answer = await refused(() => receive({ subject: 'ab', area: 0, secret: 1 }), 422, 'FORM_INVALID');
    expect(answer.body).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ path: '/subject', label: 'Subject', code: 'minLength' }),
        expect.objectContaining({ path: '/area', label: 'Area' }),
        expect.objectContaining({ path: '/secret', code: 'unknownField' }),
      ]),
    });
  });

  it('of a step completed before it is claimed says to claim it', async () => {
    await refused(() => complete(specialist, { decision: 'REFUSE' }), 409, 'TASK_NOT_CLAIMED');
  });

  it('of somebody to whom the step is not offered, of whatever unit or role', async () => {
    await refused(() => oneStop.post(`/api/tasks/${taskId}/claim`), 403, 'NOT_A_CANDIDATE');
    await refused(() => stranger.post(`/api/tasks/${taskId}/claim`), 403, 'FORBIDDEN');
    await refused(() => stranger.get(`/api/cases/${caseId}`), 404, 'CASE_NOT_FOUND');
    for (const wrongRole of [auditor, analyst]) {
      await refused(() => wrongRole.post(`/api/tasks/${taskId}/claim`), 403, 'FORBIDDEN');
      await refused(() => complete(wrongRole, { decision: 'GRANT' }), 403, 'FORBIDDEN');
    }
    await refused(() => specialist.post(`/api/cases/${caseId}/cancel`, { reason: 'x' }), 403, 'FORBIDDEN');
    await refused(() => server.anonymous.post(`/api/tasks/${taskId}/claim`), 401, 'NOT_SIGNED_IN');
  });

  it('of what was decided on an old page: stale version, another’s step, wrong form', async () => {
    expect((await specialist.post(`/api/tasks/${taskId}/claim`)).status).toBe(200);
    await refused(
      () => complete(specialist, { decision: 'GRANT' }, { 'if-match': `"${receivedVersion}"` }),
      409,
      'STALE_VERSION',
    );
    const colleague = await server.as('colleague');
    await refused(() => complete(colleague, { decision: 'GRANT' }), 409, 'TASK_CLAIMED_BY_ANOTHER');
    await refused(() => colleague.post(`/api/tasks/${taskId}/claim`), 409, 'TASK_CLAIMED_BY_ANOTHER');
    const answer = await refused(() => complete(specialist, { decision: 'MAYBE' }), 422, 'FORM_INVALID');
    expect(answer.body).toMatchObject({ findings: [{ path: '/decision', label: 'Decision' }] });
  });

  it('of a step completed twice, at once or after each other: one wins, the other is told', async () => {
    const both = await Promise.all([
      complete(specialist, { decision: 'GRANT' }),
      complete(specialist, { decision: 'REFUSE' }),
    ]);
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const loser = both.find(({ status }) => status !== 200);
    expect(loser?.status).toBeGreaterThanOrEqual(404);
    expect(loser?.status).toBeLessThanOrEqual(409);
    const history = (await auditor.get(`/api/cases/${caseId}/history`)).items;
    expect(history.filter(({ commandType }) => commandType === 'CompleteUserTask')).toHaveLength(1);

    const [status, code] = [Number(loser?.text('status')), String(loser?.code)];
    await refused(() => complete(specialist, { decision: 'GRANT' }), status, code);
  });

  it.each([
    ['that can get stuck', DEADLOCK, 'deadlock', 'both'],
    ['with an element that nothing executes', UNSUPPORTED, undefined, 'chat'],
    ['that declares a document type', DOCTYPE, 'xml-doctype', undefined],
  ])('of a model %s names the rule and the element', async (_what, files, ruleId, elementId) => {
    const draft = (await analyst.post('/api/drafts', { name: 'Hỏng', files })).text('id');
    const answer = await refused(() => analyst.post(`/api/drafts/${draft}/publish`), 422, 'MODEL_REFUSED');
    expect(answer.body).toMatchObject({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({
          severity: 'error',
          message: expect.stringMatching(/\S/),
          ...(ruleId === undefined ? {} : { ruleId }),
          ...(elementId === undefined ? {} : { elementId }),
        }),
      ]),
    });
    expect((await analyst.get(`/api/drafts/${draft}`)).body).toMatchObject({ revision: 1, files });
  });
});
