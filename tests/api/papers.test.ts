import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCalendars } from '../../server/seed/seed-calendars.ts';
import { bundleFiles, PROCEDURES } from '../procedures/bundles.ts';
import { readPdf } from '../support/read-pdf.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

const BUNDLE = join(PROCEDURES, '1.001612-household-business/2025-07');
const APPLICATION = JSON.parse(readFileSync(join(BUNDLE, 'scenarios/applications/ca-nhan.json'), 'utf8')) as object;

describe.each(STORES)('papers over HTTP (%s)', (dialect) => {
  let server: TestServer;
  let officer: Client;
  let elsewhere: Client;
  let auditor: Client;
  let caseId: string;
  let code: string;
  let key: string;

  beforeAll(async () => {
    server = await openTestServer(dialect, { PUBLIC_URL: 'https://motcua.example.vn' });
    await seedCalendars(server.services.shell, PROCEDURES);
    await server.publish(bundleFiles(BUNDLE));
    await server.addUser({ username: 'mot-cua', roles: ['officer'], unit: 'unit-a', groups: ['mot-cua'] });
    await server.addUser({ username: 'elsewhere', roles: ['officer'], unit: 'unit-b', groups: ['mot-cua'] });
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    officer = await server.as('mot-cua');
    elsewhere = await server.as('elsewhere');
    auditor = await server.as('auditor');
    const receipt = await officer.post('/api/cases', {
      procedureCode: '1.001612',
      channel: 'counter',
      applicant: { name: 'Nguyễn Thị Người Nộp', contact: { phone: '0900000000' } },
      data: APPLICATION,
    });
    expect(receipt.status).toBe(201);
    caseId = receipt.text('caseId');
    code = receipt.text('dossierCode');
    key = receipt.text('publicKey');
  });
  afterAll(() => server.close());

  /** inject() gives text; a PDF is bytes. */
  const pdf = async (client: Client, url: string) => {
    const answer = await client.get(url);
    expect(answer.headers['content-type'], JSON.stringify(answer.body).slice(0, 300)).toBe('application/pdf');
    return readPdf(answer.bytes);
  };

  it('says which may be issued, and why not the others', async () => {
    const papers = await officer.get(`/api/cases/${caseId}/papers`);
    expect(papers.items.map((paper) => [paper['form'], paper['issuable']])).toEqual([
      ['01', true],
      ['02', false],
      ['03', false],
      ['04', false],
      ['05', false],
      ['06', true],
    ]);
    expect(papers.items[1]).toMatchObject({ obstacle: { code: 'NOT_PREPARED', message: { vi: expect.any(String) } } });
  });

  it('prints the slip with the code, the key and the engine’s date', async () => {
    const { text } = await pdf(officer, `/api/cases/${caseId}/papers/01.pdf`);
    expect(text).toContain(code);
    expect(text).toContain('Nguyễn Thị Người Nộp');
    const shown = await officer.get(`/api/cases/${caseId}`);
    const due = new Date(Date.parse(shown.text('dueAt')) + 7 * 3_600_000).toISOString();
    expect(text).toContain(`${due.slice(11, 16)} ${due.slice(8, 10)}/${due.slice(5, 7)}/${due.slice(0, 4)}`);
    expect((await pdf(officer, `/api/cases/${caseId}/papers/01.pdf?lang=en`)).text).toContain(
      'RECEIPT AND APPOINTMENT',
    );
  });

  it('refuses what may not be issued, with the reason', async () => {
    const refused = await officer.get(`/api/cases/${caseId}/papers/04.pdf`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'PAPER_NOT_ISSUABLE',
      form: '04',
      obstacle: { code: 'NO_EXTENSION', message: { vi: 'Chưa có quyết định gia hạn nào được ký.' } },
    });
    expect((await officer.get(`/api/cases/${caseId}/papers/07.pdf`)).status).toBe(400);
  });

  it('shows papers of a case to nobody of another unit', async () => {
    expect((await elsewhere.get(`/api/cases/${caseId}/papers`)).status).toBe(404);
    expect((await elsewhere.get(`/api/cases/${caseId}/papers/01.pdf`)).status).toBe(404);
    expect((await server.anonymous.get(`/api/cases/${caseId}/papers/01.pdf`)).status).toBe(401);
    expect((await pdf(auditor, `/api/cases/${caseId}/papers/06.pdf`)).text).toContain('PHIẾU KIỂM SOÁT');
  });

  it('prints the book of one’s own unit', async () => {
    const year = new Date().getUTCFullYear();
    const { text } = await pdf(officer, `/api/book/${String(year)}.pdf`);
    expect(text).toContain('SỔ THEO DÕI HỒ SƠ');
    expect(text).toContain(code.slice(0, 12));
    expect((await pdf(elsewhere, `/api/book/${String(year)}.pdf`)).text).not.toContain('Nguyễn Thị');
    expect((await officer.get(`/api/book/${String(year)}.pdf?unit=unit-b`)).code).toBe('FORBIDDEN');
    expect((await auditor.get(`/api/book/${String(year)}.pdf`)).code).toBe('UNIT_NOT_FOUND');
    expect((await pdf(auditor, `/api/book/${String(year)}.pdf?unit=unit-a`)).text).toContain('Nguyễn Thị');
    expect((await officer.get('/api/book/19.pdf')).status).toBe(400);
  });

  it('tells the public the portal status by name', async () => {
    const seen = await server.anonymous.get(`/api/public/cases/${code}?key=${key}`);
    expect(seen.body).toMatchObject({
      publicStatus: 1,
      publicStatusName: { vi: 'Mới đăng ký', en: 'Newly registered' },
    });
    const withdrawn = await officer.post(`/api/cases/${caseId}/withdraw`, { reason: 'Không còn nhu cầu' });
    expect(withdrawn.status).toBe(200);
    const after = await server.anonymous.get(`/api/public/cases/${code}?key=${key}`);
    expect(after.body).toMatchObject({ publicStatus: 7, publicStatusName: { vi: 'Công dân yêu cầu rút hồ sơ' } });
    expect((await pdf(officer, `/api/cases/${caseId}/papers/05.pdf`)).text).toContain('THÔNG BÁO DỪNG');
  });

  it('documents the addresses', async () => {
    const document = await server.anonymous.get('/api/openapi.json');
    expect(document.body).toMatchObject({
      paths: {
        '/api/cases/{caseId}/papers/{form}.pdf': expect.anything(),
        '/api/book/{year}.pdf': expect.anything(),
      },
    });
  });
});
