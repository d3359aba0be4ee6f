import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application, clerk, COMPLETE, done, LACKS, NOTICE, openHouseholdServer, receive } from './household.ts';
import { STORES, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('statistics (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;
  let head: Client;
  let auditor: Client;

  beforeAll(async () => {
    server = await openHouseholdServer(dialect);
    await server.addUser(clerk('one-stop'));
    await server.addUser({ username: 'head', roles: ['officer'], unit: 'unit-a', groups: ['lanh-dao'] });
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    [oneStop, head, auditor] = await Promise.all([server.as('one-stop'), server.as('head'), server.as('auditor')]);
  });
  afterAll(() => server.close());

  it('count by the national formula and by step, and flag every override', async () => {
    await receive(oneStop);
    const twice = await receive(oneStop);
    await done(oneStop, twice, 'TiepNhan', LACKS);
    await done(oneStop, twice, 'LapPhieuBoSung', NOTICE);
    await done(oneStop, twice, 'NopBoSung', application());
    const asked = await oneStop.post(`/api/cases/${twice}/overrides`, {
      deviation: { kind: 'SECOND_SUPPLEMENT' },
      ground: 'SAI_SOT_CAN_BO',
      reason: 'Hướng dẫn lần đầu còn thiếu.',
    });
    await head.post(`/api/overrides/${asked.text('overrideId')}/confirm`, {});
    await done(oneStop, twice, 'TiepNhan', LACKS);
    await done(oneStop, twice, 'LapPhieuBoSung', NOTICE);
    await done(oneStop, twice, 'NopBoSung', application());
    await done(oneStop, twice, 'TiepNhan', COMPLETE);

    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const period = `from=${day(-2)}&to=${day(2)}`;
    const told = await auditor.get(`/api/statistics?${period}`);
    expect(told.body).toMatchObject({
      total: {
        cases: 2,
        national: { onTime: 1, total: 2, percent: 50 },
        punctuality: { OPEN_IN_TIME: 2 },
        supplemented: 1,
        supplementedTwice: 1,
        overrides: { SECOND_SUPPLEMENT: 1, MOVE_TOKEN: 0 },
        casesWithOverride: 1,
        differences: [{ code: 'SECOND_SUPPLEMENT', cases: 1 }],
      },
      procedures: [
        {
          code: '1.001612',
          cases: 2,
          steps: expect.arrayContaining([expect.objectContaining({ elementId: 'TiepNhan' })]),
        },
      ],
    });
    expect(told.body).toMatchObject({
      procedures: [
        {
          name: { vi: 'Đăng ký thành lập hộ kinh doanh' },
          steps: expect.arrayContaining([
            expect.objectContaining({ elementId: 'TiepNhan', name: 'Tiếp nhận, kiểm tra hồ sơ và thu lệ phí' }),
          ]),
        },
      ],
      units: [{ unit: 'unit-a', name: { vi: 'Đơn vị A' }, cases: 2 }],
      remarkable: [{ caseId: twice, unitName: { vi: 'Đơn vị A' }, remarks: ['NATIONAL_LATE', 'OVERRIDE'] }],
      remarkableInAll: 1,
    });
    const { months } = told.body as { readonly months: readonly { readonly cases: number }[] };
    expect(months.reduce((sum, { cases }) => sum + cases, 0)).toBe(2);
    const ofHead = await head.get(`/api/statistics?${period}`);
    expect(ofHead.body).toMatchObject({ total: { cases: 2 }, units: [{ unit: 'unit-a' }] });
    expect((await head.get(`/api/statistics?${period}&unit=unit-b`)).code).toBe('FORBIDDEN');
    expect((await head.get('/api/session')).body).toMatchObject({ isHead: true });
    expect((await oneStop.get('/api/session')).body).toMatchObject({ isHead: false });
    expect((await auditor.get(`/api/statistics?${period}&unit=unit-b`)).body).toMatchObject({
      total: { cases: 0, national: { total: 0 } },
      procedures: [],
    });
    expect((await auditor.get(`/api/statistics?from=2020-01-01&to=2020-12-31`)).body).toMatchObject({
      asOf: '2020-12-31T16:59:59.999Z',
      total: { cases: 0 },
    });
  });

  it('are for those who watch, over a period that is one', async () => {
    expect((await oneStop.get('/api/statistics?from=2026-01-01&to=2026-12-31')).code).toBe('FORBIDDEN');
    expect((await auditor.get('/api/statistics?from=2026-12-31&to=2026-01-01')).code).toBe('REQUEST_INVALID');
    expect((await auditor.get('/api/statistics?from=2026-01-01')).code).toBe('REQUEST_INVALID');
  });
});
