import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPLETE, done, openHouseholdServer, receive } from './household.ts';
import { STORES, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('the board of a head (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;

  beforeAll(async () => {
    server = await openHouseholdServer(dialect);
    await server.addUser({ username: 'one-stop', roles: ['officer'], unit: 'unit-a', groups: ['mot-cua'] });
    await server.addUser({ username: 'head', roles: ['officer'], unit: 'unit-a', groups: ['lanh-dao'] });
    await server.addUser({ username: 'elsewhere', roles: ['officer'], unit: 'unit-b', groups: ['lanh-dao'] });
    await server.addUser({ username: 'operator', roles: ['operator'] });
    oneStop = await server.as('one-stop');
  });
  afterAll(() => server.close());

  it('tells with whom each open step lies and how much working time it has, and is not for everybody', async () => {
    const caseId = await receive(oneStop);
    const head = await server.as('head');
    const fresh = await head.get('/api/board');
    expect(fresh.body).toMatchObject({
      items: [{ task: { caseId, candidateGroupNames: [{ vi: 'Bộ phận Một cửa' }] }, urgency: 'AMPLE', mine: false }],
      complete: true,
    });
    expect(Number(fresh.text('items', 0, 'task', 'leftMinutes'))).toBeGreaterThan(0);
    expect((await oneStop.get('/api/board')).code).toBe('FORBIDDEN');
    expect((await head.get('/api/board?unit=unit-b')).code).toBe('FORBIDDEN');
    expect((await (await server.as('elsewhere')).get('/api/board')).items).toEqual([]);
    expect((await (await server.as('operator')).get('/api/board?unit=unit-a')).items).toHaveLength(1);
    const inbox = await oneStop.get('/api/tasks');
    expect(inbox.text('items', 0, 'leftMinutes')).toBe(fresh.text('items', 0, 'task', 'leftMinutes'));

    await done(oneStop, caseId, 'TiepNhan', COMPLETE);
    expect((await head.get('/api/board')).items).toEqual([]);
  });

  it('puts forward what is late', async () => {
    await receive(oneStop);
    server.advance(30 * 86_400_000);
    const head = await server.as('head');
    const board = await head.get('/api/board');
    expect(board.body).toMatchObject({ items: [{ urgency: 'OVERDUE' }] });
    expect(Number(board.text('items', 0, 'task', 'leftMinutes'))).toBeLessThan(0);
  });
});
