import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  application,
  complete,
  COMPLETE,
  done,
  household,
  keepCalendar,
  LACKS,
  NOTICE,
  openTask,
  receive,
  registryAnswers,
} from './household.ts';
import { openTestServer, STORES, withToken, type Answer, type Client, type TestServer } from './test-server.ts';

/**
 * What an officer might try, each refused with its code, and the case as it was. In this copy of the bundle two forms are
 * drawn carelessly: the refusal takes any text for its ground, and the intake lets a second supplement through. The engine
 * does not.
 */
const CARELESS = household((files) => {
  files['process.bpmn'] = (files['process.bpmn'] ?? '').replace(
    'source="=1" target="supplementsAllowed"',
    'source="=9" target="supplementsAllowed"',
  );
  const form = JSON.parse(files['forms/tu-choi.form'] ?? '') as {
    components: { key?: string; id: string; label?: string }[];
    motcua?: object;
  };
  form.components = form.components.map((field) =>
    field.key === 'canCuTuChoi' ? { type: 'textfield', id: field.id, key: field.key, label: field.label ?? '' } : field,
  );
  delete form.motcua;
  files['forms/tu-choi.form'] = JSON.stringify(form);
});

describe.each(STORES)('an officer cannot (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;
  let specialist: Client;
  let both: Client;
  let elsewhere: Client;
  let worker: Client;

  beforeAll(async () => {
    server = await openTestServer(dialect);
    await keepCalendar(server);
    await server.publish(CARELESS);
    const officer = { roles: ['officer'], unit: 'unit-a' } as const;
    await server.addUser({ ...officer, username: 'one-stop', groups: ['mot-cua'] });
    await server.addUser({ ...officer, username: 'specialist', groups: ['chuyen-vien'] });
    await server.addUser({ ...officer, username: 'both', groups: ['chuyen-vien', 'lanh-dao'] });
    await server.addUser({ ...officer, username: 'elsewhere', unit: 'unit-b', groups: ['mot-cua', 'chuyen-vien'] });
    await server.addUser({ username: 'machine', roles: ['worker'] });
    [oneStop, specialist, both, elsewhere] = await Promise.all([
      server.as('one-stop'),
      server.as('specialist'),
      server.as('both'),
      server.as('elsewhere'),
    ]);
    worker = withToken(server.app, await server.token('machine'));
  });
  afterAll(() => server.close());

  const state = async (caseId: string): Promise<Answer> => oneStop.get(`/api/cases/${caseId}`);
  /** Refused with this code, and nothing has changed. */
  const refused = async (caseId: string, attempt: () => Promise<Answer>, code: string): Promise<void> => {
    const before = await state(caseId);
    const answer = await attempt();
    expect({ code: answer.code, status: answer.status >= 400 }).toEqual({ code, status: true });
    expect((await state(caseId)).text('case', 'version')).toBe(before.text('case', 'version'));
  };

  it('skip a step', async () => {
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    // Not claimed; not open yet; not by moving the token alone; not by writing the data that the gateway reads.
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: COMPLETE }),
      'TASK_NOT_CLAIMED',
    );
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${caseId}:999/complete`, { submission: {} }),
      'TASK_NOT_FOUND',
    );
    const move = {
      deviation: { kind: 'MOVE_TOKEN', elementKey: Number(taskId.split(':')[1]), targetId: 'TraKetQua' },
      ground: 'SAI_SOT_CAN_BO',
      reason: 'Cho nhanh.',
    };
    const asked = await both.post(`/api/cases/${caseId}/overrides`, move);
    expect(asked.status).toBe(200);
    await refused(
      caseId,
      () => both.post(`/api/overrides/${asked.text('overrideId')}/confirm`, {}),
      'OVERRIDE_SECOND_PERSON',
    );
    await refused(
      caseId,
      () => oneStop.post(`/api/overrides/${asked.text('overrideId')}/confirm`, {}),
      'OVERRIDE_NOT_CONFIRMER',
    );
    await refused(
      caseId,
      () => oneStop.post(`/api/cases/${caseId}/variables`, { variables: { ketLuanTiepNhan: 'DAY_DU' } }),
      'FORBIDDEN',
    );
  });

  it('reorder: do a step before its turn, or again', async () => {
    const caseId = await receive(oneStop);
    await expect(openTask(specialist, caseId, 'ThamTra')).rejects.toThrow('not open');
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    await done(oneStop, caseId, 'TiepNhan', COMPLETE);
    await refused(caseId, () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: LACKS }), 'TASK_NOT_FOUND');
    await refused(caseId, () => oneStop.post(`/api/tasks/${taskId}/claim`), 'TASK_NOT_FOUND');
  });

  it('backdate', async () => {
    const early = '2026-01-05T02:00:00.000Z';
    const body = { procedureCode: '1.001612', channel: 'counter', applicant: { name: 'A' }, data: application() };
    expect((await oneStop.post('/api/cases', { ...body, receivedAt: early })).code).toBe('REQUEST_INVALID');
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    await oneStop.post(`/api/tasks/${taskId}/claim`);
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: COMPLETE, at: early }),
      'REQUEST_INVALID',
    );
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: { ...COMPLETE, receivedAt: early } }),
      'FORM_INVALID',
    );
  });

  it('complete a step with a wrong form', async () => {
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    await oneStop.post(`/api/tasks/${taskId}/claim`);
    await refused(caseId, () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: {} }), 'FORM_INVALID');
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: { ky: 'DA_KY' } }),
      'FORM_INVALID',
    );
  });

  it('ask a second supplement', async () => {
    const caseId = await receive(oneStop);
    await done(oneStop, caseId, 'TiepNhan', LACKS);
    await done(oneStop, caseId, 'LapPhieuBoSung', NOTICE);
    await done(oneStop, caseId, 'NopBoSung', application());
    await done(oneStop, caseId, 'TiepNhan', LACKS);
    const taskId = await openTask(oneStop, caseId, 'LapPhieuBoSung');
    await oneStop.post(`/api/tasks/${taskId}/claim`);
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: NOTICE }),
      'SUPPLEMENT_LIMIT_REACHED',
    );
    // The lawful exit: another person allows one more.
    const asked = await oneStop.post(`/api/cases/${caseId}/overrides`, {
      deviation: { kind: 'SECOND_SUPPLEMENT' },
      ground: 'SAI_SOT_CAN_BO',
      reason: 'Hướng dẫn lần đầu thiếu mã ngành.',
    });
    expect((await both.get(`/api/cases/${caseId}/overrides`)).items).toMatchObject([
      { ground: 'SAI_SOT_CAN_BO', requestedByName: 'Họ Tên one-stop', allowed: ['confirm', 'reject'] },
    ]);
    expect((await both.post(`/api/overrides/${asked.text('overrideId')}/confirm`, {})).status).toBe(200);
    expect((await oneStop.post(`/api/tasks/${taskId}/complete`, { submission: NOTICE })).status).toBe(200);
    const told = (await oneStop.get(`/api/cases/${caseId}/story`)).items.filter((item) => item['deviates'] === true);
    expect(told.map((item) => item['type'])).toEqual(['OverrideRequested', 'OverrideConfirmed']);
  });

  it('refuse without a ground', async () => {
    const caseId = await receive(oneStop);
    await done(oneStop, caseId, 'TiepNhan', { giayToHopLe: ['GIAY_DE_NGHI'], ketLuanTiepNhan: 'TU_CHOI' });
    const taskId = await openTask(oneStop, caseId, 'TuChoiTiepNhan');
    await oneStop.post(`/api/tasks/${taskId}/claim`);
    const explained = { giaiThichTuChoi: 'Hồ sơ không phù hợp với tình hình thực tế.' };
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/complete`, { submission: explained }),
      'GROUND_REQUIRED',
    );
    await refused(
      caseId,
      () =>
        oneStop.post(`/api/tasks/${taskId}/complete`, { submission: { ...explained, canCuTuChoi: 'KHONG_PHU_HOP' } }),
      'GROUND_NOT_LISTED',
    );
  });

  it('sign an own draft', async () => {
    const caseId = await receive(oneStop, application({ maNganh: '8291', tenNganh: 'Dịch vụ đòi nợ' }));
    await done(oneStop, caseId, 'TiepNhan', COMPLETE);
    await registryAnswers(worker);
    await done(both, caseId, 'SoanTuChoi', {
      canCuTuChoi: 'NGANH_BI_CAM',
      giaiThichTuChoi: 'Dịch vụ đòi nợ bị cấm đầu tư kinh doanh.',
    });
    const taskId = await openTask(both, caseId, 'KyTuChoi');
    await refused(caseId, () => both.post(`/api/tasks/${taskId}/claim`), 'SEPARATION_OF_DUTIES');
    const reassign = {
      deviation: { kind: 'REASSIGN', taskKey: Number(taskId.split(':')[1]), assignee: 'both' },
      ground: 'SAI_SOT_CAN_BO',
      reason: 'Lãnh đạo khác đi vắng.',
    };
    await refused(caseId, () => oneStop.post(`/api/cases/${caseId}/overrides`, reassign), 'SEPARATION_OF_DUTIES');
  });

  it('act for another unit', async () => {
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    await refused(caseId, () => elsewhere.post(`/api/tasks/${taskId}/claim`), 'FORBIDDEN');
    await refused(caseId, () => elsewhere.get(`/api/tasks/${taskId}`), 'TASK_NOT_FOUND');
    await refused(caseId, () => elsewhere.get(`/api/cases/${caseId}`), 'CASE_NOT_FOUND');
    const ask = { deviation: { kind: 'REOPEN', targetId: 'ThamTra' }, ground: 'SAI_SOT_CAN_BO', reason: 'Nhầm.' };
    await refused(caseId, () => elsewhere.post(`/api/cases/${caseId}/overrides`, ask), 'FORBIDDEN');
    const reason = { reason: 'Nhầm.' };
    await refused(caseId, () => elsewhere.post(`/api/tasks/${taskId}/complete`, { submission: COMPLETE }), 'FORBIDDEN');
    await refused(caseId, () => elsewhere.post(`/api/cases/${caseId}/withdraw`, reason), 'CASE_NOT_FOUND');
    await refused(caseId, () => elsewhere.post(`/api/cases/${caseId}/conflict`, reason), 'FORBIDDEN');
    await refused(caseId, () => elsewhere.get(`/api/cases/${caseId}/story`), 'CASE_NOT_FOUND');
    await refused(
      caseId,
      () => oneStop.post(`/api/tasks/${taskId}/assign`, { assignee: 'elsewhere' }),
      'USER_NOT_FOUND',
    );
  });

  it('change a due date', async () => {
    const caseId = await receive(oneStop);
    const due = (await state(caseId)).text('case', 'dueAt');
    const later = '2030-01-01T00:00:00.000Z';
    await refused(caseId, () => oneStop.patch(`/api/cases/${caseId}`, { dueAt: later }), 'ROUTE_NOT_FOUND');
    await refused(
      caseId,
      () => oneStop.post(`/api/cases/${caseId}/variables`, { variables: { dueAt: later } }),
      'FORBIDDEN',
    );
    expect((await complete(oneStop, caseId, 'TiepNhan', { ...COMPLETE, dueAt: later })).code).toBe('FORM_INVALID');
    expect((await state(caseId)).text('case', 'dueAt')).toBe(due);
  });

  it('depart from the rules on a ground of their own, or without a reason', async () => {
    const caseId = await receive(oneStop);
    const ask = { deviation: { kind: 'SECOND_SUPPLEMENT' }, ground: 'SAI_SOT_CAN_BO', reason: 'Nhầm.' };
    const url = `/api/cases/${caseId}/overrides`;
    await refused(caseId, () => oneStop.post(url, { ...ask, ground: 'CAP_TREN_YEU_CAU' }), 'GROUND_NOT_LISTED');
    await refused(caseId, () => oneStop.post(url, { ...ask, reason: '…' }), 'REASON_REQUIRED');
    await refused(caseId, () => oneStop.post(url, { ...ask, confirmed: true }), 'REQUEST_INVALID');
  });

  it('take part where they have an interest', async () => {
    const caseId = await receive(oneStop);
    const taskId = await openTask(oneStop, caseId, 'TiepNhan');
    expect((await oneStop.post(`/api/cases/${caseId}/conflict`, { reason: 'Người nộp là người thân.' })).status).toBe(
      200,
    );
    await refused(caseId, () => oneStop.post(`/api/tasks/${taskId}/claim`), 'CONFLICT_OF_INTEREST');
  });
});
