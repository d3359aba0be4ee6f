import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { createJobRunner } from '../../server/jobs/job-runner.ts';
import { clerk, COMPLETE, done, household, openHouseholdServer, receive } from './household.ts';
import { STORES, type Client, type TestServer } from './test-server.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CODE = '1.001612';
const ORDER = { from: '2025-07', to: 'moi', act: '168/2025/NĐ-CP#95.1', ground: 'Chuyển tiếp theo quy định mới' };

/** A later version: another label and other dates, and its drawing changed by hand. */
function later(version: string, from: string, change: (bpmn: string) => string): BundleFiles {
  const files = household();
  const manifest: unknown = JSON.parse(files['procedure.json'] ?? '{}');
  const effective = [{ from, openedBy: '168/2025/NĐ-CP' }];
  return {
    ...files,
    'procedure.json': JSON.stringify({ ...(manifest as object), version, effective }),
    'process.bpmn': change(files['process.bpmn'] ?? ''),
  };
}

describe.each(STORES)('running cases go on under another version (%s)', (dialect) => {
  let server: TestServer;
  let officer: Client;
  let author: Client;
  let second: Client;
  let auditor: Client;
  let atReceipt = '';
  let examined = '';

  beforeAll(async () => {
    server = await openHouseholdServer(dialect, { MOTCUA_FOUR_EYES: '1' });
    await server.addUser(clerk('officer'));
    for (const username of ['author', 'second']) await server.addUser({ username, roles: ['analyst'] });
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    [officer, author, second, auditor] = (await Promise.all(
      ['officer', 'author', 'second', 'auditor'].map((name) => server.as(name)),
    )) as [Client, Client, Client, Client];
    atReceipt = await receive(officer);
    examined = await receive(officer);
    await done(officer, examined, 'TiepNhan', COMPLETE);
    // The first step may take one hour, not two, and goes by another id.
    await server.publish(
      later('moi', '2099-01-01', (bpmn) => {
        const [before, step = ''] = bpmn.split('<bpmn:userTask id="TiepNhan"');
        return `${before ?? ''}<bpmn:userTask id="TiepNhan"${step.replace('value="2"', 'value="1"')}`.replaceAll(
          /\bTiepNhan\b/g,
          'NhanHoSo',
        );
      }),
    );
  });
  afterAll(() => server.close());

  const run = () => createJobRunner({ shell: server.services.shell, log: SILENT }).runUntilIdle();
  const preview = (order: object = ORDER) => author.post(`/api/procedures/${CODE}/migrations/preview`, order);

  it('a dry run says for each case what would happen, and changes nothing', async () => {
    const before = await officer.get(`/api/cases/${atReceipt}`);
    const tried = await preview();
    expect(tried.status).toBe(200);
    expect(tried.items.map(({ caseId, outcome }) => [caseId, outcome])).toEqual(
      expect.arrayContaining([
        [atReceipt, 'refused'],
        [examined, 'migrated'],
      ]),
    );
    const refused = tried.items.find(({ caseId }) => caseId === atReceipt);
    expect(refused?.['findings']).toMatchObject([
      { code: 'ELEMENT_REMOVED', elementId: 'TiepNhan', suggestion: 'NhanHoSo' },
    ]);
    const mapped = await preview({ ...ORDER, mapping: { TiepNhan: 'NhanHoSo' } });
    const moved = mapped.items.find(({ caseId }) => caseId === atReceipt);
    expect(moved?.['outcome']).toBe('migrated');
    expect(JSON.stringify(moved?.['changes'])).toContain('tiếp tục theo phiên bản mới; hạn đổi từ');
    expect((await officer.get(`/api/cases/${atReceipt}`)).body).toEqual(before.body);
  });

  it('refuses an act that the version does not rest on, a version that is none, and who may not', async () => {
    expect((await preview({ ...ORDER, act: '1/1999/XX#1' })).code).toBe('MIGRATION_ACT_NOT_LISTED');
    expect((await preview({ ...ORDER, ground: '...' })).code).toBe('REASON_REQUIRED');
    expect((await preview({ ...ORDER, to: 'none' })).code).toBe('VERSION_NOT_FOUND');
    expect((await officer.post(`/api/procedures/${CODE}/migrations`, ORDER)).code).toBe('FORBIDDEN');
    expect((await auditor.post(`/api/procedures/${CODE}/migrations/preview`, ORDER)).code).toBe('FORBIDDEN');
    expect((await author.post(`/api/procedures/${CODE}/migrations`, { ...ORDER, act: '1/1999/XX#1' })).code).toBe(
      'MIGRATION_ACT_NOT_LISTED',
    );
    expect((await author.get('/api/migrations/none')).code).toBe('MIGRATION_NOT_FOUND');
  });

  it('waits for a second analyst, runs in the background, and reports on every case', async () => {
    const ordered = await author.post(`/api/procedures/${CODE}/migrations`, ORDER);
    expect([ordered.status, ordered.text('status')]).toEqual([201, 'proposed']);
    const url = `/api/migrations/${ordered.text('id')}`;
    await run();
    expect((await author.get(url)).body).toMatchObject({ status: 'proposed', migrated: 0 });
    expect((await author.post(`${url}/approve`, {})).code).toBe('MIGRATION_SECOND_PERSON');
    expect((await second.post(`${url}/approve`, {})).text('status')).toBe('running');
    await run();
    expect((await auditor.get(url)).body).toMatchObject({
      status: 'finished',
      migrated: 1,
      refused: 1,
      alreadyThere: 0,
      preparedBy: { name: 'Họ Tên author' },
      approvedBy: { name: 'Họ Tên second' },
    });
    const report = await auditor.get(`${url}/cases?outcome=refused`);
    expect(report.items).toMatchObject([{ caseId: atReceipt, findings: [{ code: 'ELEMENT_REMOVED' }] }]);
    expect((await second.post(`${url}/withdraw`, {})).code).toBe('MIGRATION_NOT_PROPOSED');

    // The lists follow: version, task, date.
    const after = await officer.get(`/api/cases/${examined}`);
    expect(after.text('case', 'procedure', 'version')).toBe('moi');
    const governing = await auditor.get(`/api/cases/${examined}/governing`);
    expect(governing.body).toMatchObject({
      version: 'moi',
      migrations: [
        { from: '2025-07', to: 'moi', act: ORDER.act, ground: ORDER.ground, approvedBy: { name: 'Họ Tên second' } },
      ],
    });
    const { items } = await auditor.get(`/api/cases/${examined}/story`);
    expect(items.find(({ type }) => type === 'CaseMigrated')?.['text']).toMatchObject({
      vi: expect.stringContaining('từ phiên bản 2025-07 sang phiên bản moi theo 168/2025/NĐ-CP Điều 95.1') as string,
    });
    const drawing = async (query: string) =>
      (await auditor.get(`/api/cases/${examined}/diagram${query}`)).text('version');
    expect([await drawing('?seq=1'), await drawing('')]).toEqual(['2025-07', 'moi']);
  });

  it('by the mapping the other case goes too, its task with the new date; both go on, also after a restart', async () => {
    const dueBefore = String(
      (await officer.get('/api/tasks?limit=200')).items.find(({ caseId }) => caseId === atReceipt)?.['dueAt'],
    );
    const ordered = await author.post(`/api/procedures/${CODE}/migrations`, {
      ...ORDER,
      mapping: { TiepNhan: 'NhanHoSo' },
    });
    const url = `/api/migrations/${ordered.text('id')}`;
    await second.post(`${url}/approve`, {});
    await run();
    expect((await auditor.get(url)).body).toMatchObject({ status: 'finished', migrated: 1, refused: 0 });
    const task = async () =>
      (await officer.get('/api/tasks?limit=200')).items.find(({ caseId }) => caseId === atReceipt);
    const open = await task();
    expect(open).toMatchObject({ elementId: 'NhanHoSo' });
    expect(String(open?.['dueAt']) < dueBefore).toBe(true);
    await server.restart();
    [officer, auditor] = await Promise.all([server.as('officer'), server.as('auditor')]);
    expect(await task()).toMatchObject({ elementId: 'NhanHoSo', dueAt: open?.['dueAt'] });
    await done(officer, atReceipt, 'NhanHoSo', COMPLETE);
    for (const caseId of [atReceipt, examined]) {
      expect((await auditor.get(`/api/cases/${caseId}/integrity`)).status).toBe(200);
      expect((await officer.get(`/api/cases/${caseId}`)).text('case', 'state')).toBe('active');
    }
  });
});
