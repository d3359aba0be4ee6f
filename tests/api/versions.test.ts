import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { readBundle } from '../../server/seed/read-bundle.ts';
import { PERMIT } from './models.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

const BUNDLES = 'procedures/1.013225-house-permit';

/** A bundle with other dates of effect. */
function dated(files: BundleFiles, version: string, effective: object): BundleFiles {
  const manifest: unknown = JSON.parse(files['procedure.json'] ?? '{}');
  return { ...files, 'procedure.json': JSON.stringify({ ...(manifest as object), version, effective }) };
}

describe.each(STORES)('versions and the law behind them (%s)', (dialect) => {
  let server: TestServer;
  let analyst: Client;
  let officer: Client;
  let old: BundleFiles;
  beforeAll(async () => {
    server = await openTestServer(dialect);
    await server.addUser({ username: 'analyst', roles: ['analyst'] });
    await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['mot-cua'] });
    analyst = await server.as('analyst');
    officer = await server.as('officer');
    await server.services.shell.store.saveCalendarSource(
      JSON.parse(readFileSync('procedures/calendars/vn.json', 'utf8')) as never,
    );
    await server.services.shell.calendars.refresh();
    old = await readBundle(`${BUNDLES}/2024-12`);
    await server.publish(old);
    await server.publish(await readBundle(`${BUNDLES}/2026-07`));
  });
  afterAll(() => server.close());

  const publish = async (files: BundleFiles) => {
    const draft = await analyst.post('/api/drafts', { name: 'Nháp', files });
    return analyst.post(`/api/drafts/${draft.text('id')}/publish`);
  };

  it('answers which version governs a date, and why, to the day', async () => {
    const ask = (query: string) => officer.get(`/api/procedures/1.013225/governing?${query}`);
    const before = await ask('received=2026-07-02&submitted=2026-06-30');
    expect(before.body).toMatchObject({ governed: true, version: '2024-12', anchor: 'submitted', date: '2026-06-30' });
    expect(before.text('because', 0, 'vi')).toMatch(/^Áp dụng phiên bản 2024-12: ngày nộp 30\/06\/2026 nằm trong/);
    expect((await ask('received=2026-07-01')).body).toMatchObject({ governed: true, version: '2026-07' });
    expect((await ask('received=2024-12-29')).body).toMatchObject({ governed: false, reason: 'NOT_YET' });
    expect((await ask('received=yesterday')).code).toBe('REQUEST_INVALID');
    expect((await officer.get('/api/procedures/0.0/governing?received=2026-07-01')).code).toBe('PROCEDURE_NOT_FOUND');
  });

  it('refuses a version whose dates belong to another already', async () => {
    const refused = await publish(dated(old, '2026-06', [{ from: '2026-06-01', openedBy: '175/2024/NĐ-CP' }]));
    expect([refused.status, refused.code]).toEqual([409, 'VERSION_OVERLAPS']);
    expect(refused.body).toMatchObject({ with: '2024-12' });
    expect(refused.text('because', 0, 'vi')).toContain('chồng lên phiên bản 2024-12');
  });

  it('closes what a new version takes over, by the act that opens the new one', async () => {
    expect((await publish(PERMIT)).status).toBe(201);
    const first = (await analyst.get('/api/procedures')).items.find(({ code }) => code === 'permit');
    expect(first).toMatchObject({ versions: [{ effective: [{ openedBy: 'publication' }] }] });
  });

  it('compares two versions, and a version with a draft, in words', async () => {
    const compared = await analyst.get('/api/procedures/1.013225/compare?from=2024-12&to=2026-07');
    expect(compared.status).toBe(200);
    expect(compared.text('differences', 0, 'text', 'vi')).toBe(
      'Thời hạn giải quyết: 15 ngày → 7 ngày làm việc (217/2026/NĐ-CP Điều 54.1.b)',
    );
    const draft = await analyst.post('/api/drafts', { from: { code: '1.013225', version: '2026-07' } });
    const untouched = await analyst.get(`/api/procedures/1.013225/compare?from=2026-07&to=draft:${draft.text('id')}`);
    expect(untouched.body).toMatchObject({ differences: [], layoutOnly: false, to: { draft: draft.text('id') } });
    const nowhere = await analyst.get('/api/procedures/1.013225/compare?from=2024-12&to=1999');
    expect([nowhere.status, nowhere.code]).toEqual([404, 'VERSION_NOT_FOUND']);
    expect((await officer.get('/api/procedures/1.013225/compare?from=2024-12&to=2026-07')).code).toBe('FORBIDDEN');
  });

  it('suspends a version by an act and brings it back by another: between them nothing governs', async () => {
    const acts = '/api/procedures/1.013225/versions/2026-07/acts';
    const suspended = await analyst.post(acts, { kind: 'SUSPEND', from: '2027-02-04', act: '09/2027/NQ-CP' });
    expect(suspended.status).toBe(201);
    expect(suspended.body).toMatchObject({
      status: 'suspended',
      effective: [{ from: '2026-07-01', to: '2027-02-04', closedBy: '09/2027/NQ-CP' }],
      acts: [{ kind: 'SUSPEND', recordedBy: { name: 'Họ Tên analyst' } }],
    });
    const twice = await analyst.post(acts, { kind: 'SUSPEND', from: '2027-03-01', act: 'X' });
    expect([twice.status, twice.code]).toEqual([409, 'VERSION_ACT_IMPOSSIBLE']);
    const early = await analyst.post(acts, { kind: 'REINSTATE', from: '2027-02-03', act: 'X' });
    expect([early.status, early.code]).toEqual([409, 'VERSION_ACT_IMPOSSIBLE']);

    const back = await analyst.post(acts, { kind: 'REINSTATE', from: '2027-04-16', act: '21/2027/NQ-CP' });
    expect(back.body).toMatchObject({
      status: 'published',
      effective: [{ to: '2027-02-04' }, { from: '2027-04-16', openedBy: '21/2027/NQ-CP' }],
    });
    const ask = async (received: string) =>
      (await officer.get(`/api/procedures/1.013225/governing?received=${received}`)).body;
    expect(await ask('2027-02-03')).toMatchObject({ governed: true, version: '2026-07' });
    expect(await ask('2027-02-04')).toMatchObject({ governed: false, reason: 'SUSPENDED' });
    expect(await ask('2027-04-15')).toMatchObject({ governed: false, reason: 'SUSPENDED' });
    expect(await ask('2027-04-16')).toMatchObject({ governed: true, version: '2026-07' });
    // It outlives the server.
    await server.restart();
    analyst = await server.as('analyst');
    officer = await server.as('officer');
    expect((await analyst.get('/api/procedures/1.013225/versions/2026-07')).body).toMatchObject({
      acts: [{ kind: 'SUSPEND' }, { kind: 'REINSTATE' }],
    });
  });

  it('keeps in the case why its version was chosen, and says so in a sentence', async () => {
    const data = JSON.parse(readFileSync(`${BUNDLES}/2026-07/scenarios/applications/nha-o.json`, 'utf8')) as object;
    const received = await officer.post('/api/cases', {
      procedureCode: '1.013225',
      channel: 'counter',
      applicant: { name: 'Người nộp mẫu' },
      data,
    });
    expect([received.status, received.code]).toEqual([201, undefined]);
    const why = await officer.get(`/api/cases/${received.text('caseId')}/governing`);
    expect(why.body).toMatchObject({ version: '2026-07', chosen: { by: 'INTERVAL', anchor: 'submitted' } });
    expect(why.text('today', 'because', 0, 'vi')).toBe(why.text('chosen', 'because', 0, 'vi'));
    const story = await officer.get(`/api/cases/${received.text('caseId')}/story`);
    expect(story.text('items', 0, 'text', 'vi')).toContain('Áp dụng phiên bản 2026-07: ngày tiếp nhận');
  });

  it('explains to the officer why an application can begin under no version', async () => {
    const repealed = await analyst.post('/api/procedures/1.013225/versions/2026-07/acts', {
      kind: 'REPEAL',
      from: '2026-07-02',
      act: '99/2026/NĐ-CP',
    });
    expect(repealed.body).toMatchObject({ status: 'repealed' });
    const refused = await officer.post('/api/cases', {
      procedureCode: '1.013225',
      channel: 'counter',
      applicant: { name: 'Người nộp mẫu' },
      data: {},
    });
    expect([refused.status, refused.code]).toEqual([422, 'VERSION_NOT_EFFECTIVE']);
    expect(refused.text('because', 0, 'vi')).toMatch(/^Không còn phiên bản nào có hiệu lực/);
    expect(refused.text('because', 2, 'vi')).toContain('99/2026/NĐ-CP');
  });
});
