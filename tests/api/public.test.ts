import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application, clerk, COMPLETE, done, household, LACKS, NOTICE, openHouseholdServer } from './household.ts';
import { STORES, type Answer, type Client, type TestServer } from './test-server.ts';

describe.each(STORES)('what everybody may know (%s)', (dialect) => {
  let server: TestServer;
  let oneStop: Client;

  beforeAll(async () => {
    server = await openHouseholdServer(dialect);
    await server.addUser(clerk('one-stop'));
    oneStop = await server.as('one-stop');
  });
  afterAll(() => server.close());

  const received = async (): Promise<{ readonly caseId: string; readonly look: () => Promise<Answer> }> => {
    const receipt = await oneStop.post('/api/cases', {
      procedureCode: '1.001612',
      channel: 'counter',
      applicant: { name: 'Người nộp hồ sơ mẫu' },
      data: application(),
    });
    const address = `/api/public/cases/${receipt.text('dossierCode')}?key=${receipt.text('publicKey')}`;
    return { caseId: receipt.text('caseId'), look: () => server.anonymous.get(address) };
  };

  it('is the published version itself: steps in order, hours, papers, fees, bases, versions', async () => {
    const { items } = await server.anonymous.get('/api/public/procedures');
    expect(items).toMatchObject([
      { code: '1.001612', version: '2025-07', limit: { value: 3, unit: 'WORKING_DAY' }, sampleData: true },
    ]);
    const page = await server.anonymous.get('/api/public/procedures/1.001612');
    const { steps } = page.body as { readonly steps: readonly { readonly name: string }[] };
    const names = steps.map(({ name }) => name);
    const inOrder = ['Thẩm tra tên, ngành, nghề và điều kiện', 'Soát xét dự thảo', 'Trả kết quả (ngoài thời hạn)'];
    expect(names.filter((name) => inOrder.includes(name))).toEqual(inOrder);
    expect(page.body).toMatchObject({
      name: { vi: 'Đăng ký thành lập hộ kinh doanh' },
      clockStart: 'DOSSIER_COMPLETE',
      versions: [{ version: '2025-07', inForce: true, effective: [{ from: '2025-07-01' }] }],
      papers: expect.arrayContaining([
        expect.objectContaining({
          name: expect.objectContaining({ vi: 'Giấy tờ pháp lý của cá nhân' }),
          conditional: false,
          replacedBy: 'Cơ sở dữ liệu quốc gia về dân cư',
          basis: expect.objectContaining({ act: expect.objectContaining({ en: expect.any(String) }) }),
        }),
        expect.objectContaining({ conditional: true }),
      ]),
      silence: [{ text: { en: expect.stringContaining('closed') }, within: { value: 15, unit: 'WORKING_DAY' } }],
      steps: expect.arrayContaining([
        expect.objectContaining({ by: 'person', groups: [expect.objectContaining({ vi: expect.any(String) })] }),
        expect.objectContaining({ by: 'system' }),
      ]),
    });
    expect(page.bytes.toString('utf8')).not.toContain('"mot-cua"');
  });

  it('names every version, and shows the one that is asked for', async () => {
    await server.publish(
      household((files) => {
        const manifest = JSON.parse(files['procedure.json'] ?? '') as object;
        const from = { from: '2090-01-01', openedBy: '168/2025/NĐ-CP' };
        files['procedure.json'] = JSON.stringify({ ...manifest, version: '2090-01', effective: [from] });
      }),
    );
    const today = await server.anonymous.get('/api/public/procedures/1.001612');
    expect(today.body).toMatchObject({
      version: '2025-07',
      versions: [
        { version: '2025-07', inForce: true },
        { version: '2090-01', inForce: false },
      ],
    });
    const later = await server.anonymous.get('/api/public/procedures/1.001612?version=2090-01');
    expect(later.text('version')).toBe('2090-01');
    expect((await server.anonymous.get('/api/public/procedures/1.001612?version=1999')).code).toBe('VERSION_NOT_FOUND');
    expect((await server.anonymous.get('/api/public/procedures/9.999999')).code).toBe('PROCEDURE_NOT_FOUND');
  });

  it('is where a dossier lies, with which office, how much working time is used and left, and what to do', async () => {
    const { caseId, look } = await received();
    const first = await look();
    expect(first.body).toMatchObject({
      steps: [{ by: 'person', groups: [{ vi: expect.stringContaining('Một cửa') }] }],
      clock: { status: 'running', leftMinutes: expect.any(Number) },
      advice: 'WAIT',
      silence: [],
    });
    expect(first.bytes.toString('utf8')).not.toMatch(/Người nộp hồ sơ mẫu|one-stop|mot-cua/);

    await done(oneStop, caseId, 'TiepNhan', LACKS);
    await done(oneStop, caseId, 'LapPhieuBoSung', NOTICE);
    const asked = await look();
    expect(asked.body).toMatchObject({
      advice: 'SUPPLEMENT',
      clock: { status: 'paused' },
      supplement: { grounds: [{ vi: expect.any(String) }] },
      silence: [{ text: { vi: expect.stringContaining('im lặng') }, at: expect.any(String) }],
    });
    expect(asked.body).not.toHaveProperty(['clock', 'leftMinutes']);

    await done(oneStop, caseId, 'NopBoSung', application());
    await done(oneStop, caseId, 'TiepNhan', COMPLETE);
    expect((await look()).body).toMatchObject({ clock: { status: 'running' }, steps: [{ by: 'system', groups: [] }] });

    server.advance(60 * 86_400_000);
    const late = await look();
    expect(late.body).toMatchObject({ advice: 'COMPLAIN' });
    expect(Number(late.text('clock', 'leftMinutes'))).toBeLessThan(0);

    const again = await server.as('one-stop');
    await again.post(`/api/cases/${caseId}/withdraw`, { reason: 'Không còn nhu cầu' });
    expect((await look()).body).toMatchObject({ advice: 'NOTHING', steps: [] });
  });
});
