import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

/** start (form with a file picker) → check (form with a file picker) → end. */
const WITH_FILES: BundleFiles = {
  'process.bpmn': `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:test">
  <process id="with-files" name="With files" isExecutable="true">
    <startEvent id="received"><extensionElements><zeebe:formDefinition formId="application" /></extensionElements><outgoing>f1</outgoing></startEvent>
    <sequenceFlow id="f1" sourceRef="received" targetRef="check" />
    <userTask id="check"><extensionElements><zeebe:formDefinition formId="check" /><zeebe:assignmentDefinition candidateGroups="desk" /></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing></userTask>
    <sequenceFlow id="f2" sourceRef="check" targetRef="done" />
    <endEvent id="done"><incoming>f2</incoming></endEvent>
  </process>
</definitions>`,
  'forms/application.form': form('application', 'papers'),
  'forms/check.form': form('check', 'scans'),
};

function form(id: string, key: string): string {
  const picker = { type: 'filepicker', id: `${id}_files`, key, label: 'Files', multiple: true, accept: '.pdf,.png' };
  return JSON.stringify({ type: 'default', id, schemaVersion: 19, components: [picker] });
}

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'latin1');

describe.each(STORES)('attachments (%s)', (dialect) => {
  let server: TestServer;
  let officer: Client;
  let colleague: Client;
  let elsewhere: Client;
  let auditor: Client;

  beforeAll(async () => {
    server = await openTestServer(dialect, { ATTACHMENT_MAX_MB: '1' });
    await server.publish(WITH_FILES);
    await server.addUser({ username: 'officer', roles: ['officer'], unit: 'unit-a', groups: ['desk'] });
    await server.addUser({ username: 'colleague', roles: ['officer'], unit: 'unit-a', groups: ['desk'] });
    await server.addUser({ username: 'elsewhere', roles: ['officer'], unit: 'unit-b', groups: ['desk'] });
    await server.addUser({ username: 'auditor', roles: ['auditor'] });
    officer = await server.as('officer');
    colleague = await server.as('colleague');
    elsewhere = await server.as('elsewhere');
    auditor = await server.as('auditor');
  });
  afterAll(() => server.close());

  const upload = (client: Client, name: string, content: Buffer, key: string = randomUUID()) => {
    const boundary = 'x-boundary-x';
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return client.post('/api/attachments', body, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'idempotency-key': key,
    });
  };
  const apply = (client: Client, papers: unknown) =>
    client.post('/api/cases', {
      procedureCode: 'with-files',
      channel: 'counter',
      applicant: { name: 'Người Nộp' },
      data: { papers },
    });

  it('keeps a file under its hash and says what it is', async () => {
    const answer = await upload(officer, 'Đơn đề nghị.pdf', PDF);
    expect(answer.status).toBe(201);
    const hash = createHash('sha256').update(PDF).digest('hex');
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{40}$/),
      name: 'Đơn đề nghị.pdf',
      type: 'application/pdf',
      size: PDF.length,
      hash,
    });
    const read = await officer.get(`/api/attachments/${answer.text('id')}`);
    expect(read.bytes.equals(PDF)).toBe(true);
    expect(read.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''%C4%90/);
    expect(read.headers['x-content-type-options']).toBe('nosniff');
    expect((await colleague.get(`/api/attachments/${answer.text('id')}`)).code).toBe('ATTACHMENT_NOT_FOUND');
    expect((await server.anonymous.get(`/api/attachments/${answer.text('id')}`)).status).toBe(401);
  });

  it('answers a repeated upload alike, and refuses another file under the same key', async () => {
    const key = randomUUID();
    const first = await upload(officer, 'a.pdf', PDF, key);
    const again = await upload(officer, 'a.pdf', PDF, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = Buffer.concat([PDF, Buffer.from('more')]);
    expect((await upload(officer, 'a.pdf', other, key)).code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('takes nothing that is not what may be attached, however it is called', async () => {
    expect((await upload(officer, 'page.pdf', Buffer.from('<!doctype html><script>'))).code).toBe('ATTACHMENT_REFUSED');
    expect((await upload(officer, 'run.exe', PDF)).code).toBe('ATTACHMENT_REFUSED');
    expect((await upload(officer, 'picture.png', PDF)).code).toBe('ATTACHMENT_REFUSED');
    expect((await upload(officer, 'empty.pdf', Buffer.alloc(0))).code).toBe('ATTACHMENT_REFUSED');
    const large = Buffer.concat([PDF, Buffer.alloc(1_048_577)]);
    const refused = await upload(officer, 'large.pdf', large);
    expect([refused.status, refused.code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect((await officer.post('/api/attachments', { file: 'x' })).status).toBe(415);
    // Multipart is accepted here and nowhere else.
    const boundary = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await officer.post('/api/cases', Buffer.from('--x--\r\n'), boundary)).status).toBe(415);
    // What was refused has left nothing behind.
    const shelf = join(server.config.dataDir, 'attachments');
    expect(readdirSync(shelf).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is named by a case and read by those who may read the case', async () => {
    const file = (await upload(officer, 'don.pdf', PDF)).body;
    const receipt = await apply(officer, [file]);
    expect(receipt.status, JSON.stringify(receipt.body)).toBe(201);
    const address = `/api/cases/${receipt.text('caseId')}/attachments/${idOf(file)}`;
    expect((await colleague.get(address)).bytes.equals(PDF)).toBe(true);
    expect((await auditor.get(address)).status).toBe(200);
    expect((await elsewhere.get(address)).status).toBe(404);
    const unused = (await upload(officer, 'khac.pdf', PDF)).body;
    const foreign = `/api/cases/${receipt.text('caseId')}/attachments/${idOf(unused)}`;
    expect((await colleague.get(foreign)).code).toBe('ATTACHMENT_NOT_FOUND');
  });

  it('is refused in a submission unless it is there, exactly so, and of one’s own unit', async () => {
    const file = (await upload(officer, 'don.pdf', PDF)).body as Readonly<Record<string, unknown>>;
    const refused = await apply(officer, [{ ...file, id: '0'.repeat(40) }]);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'FORM_INVALID', findings: [{ path: '/papers/0', code: 'file' }] });
    expect((await apply(officer, [{ ...file, hash: 'f'.repeat(64) }])).code).toBe('FORM_INVALID');
    expect((await apply(officer, [{ ...file, name: 'another.pdf' }])).code).toBe('FORM_INVALID');
    expect((await apply(elsewhere, [file])).code).toBe('FORM_INVALID');
    // The form's own rules hold as before.
    const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    const picture = (await upload(officer, 'anh.png', png)).body;
    expect((await apply(officer, [picture])).status).toBe(201);

    const receipt = await apply(colleague, [file]);
    expect(receipt.status).toBe(201);
    const offered = await officer.get('/api/tasks?filter=offered');
    const task = offered.items.find((item) => item['caseId'] === receipt.text('caseId'));
    const taskId = String(task?.['taskId']);
    await officer.post(`/api/tasks/${taskId}/claim`);
    const invented = { ...file, id: '1'.repeat(40) };
    expect((await officer.post(`/api/tasks/${taskId}/complete`, { submission: { scans: [invented] } })).code).toBe(
      'FORM_INVALID',
    );
    const done = await officer.post(`/api/tasks/${taskId}/complete`, { submission: { scans: [file] } });
    expect(done.text('case', 'state')).toBe('completed');
  });
});

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
}
