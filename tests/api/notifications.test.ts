import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverNotifications, type NotificationDelivery } from '../../server/jobs/deliver-notifications.ts';
import type { Sender } from '../../server/notifications/sender.ts';
import { sendersOf } from '../../server/notifications/senders.ts';
import { signWebhook } from '../../server/notifications/webhook-sender.ts';
import { seedCalendars } from '../../server/seed/seed-calendars.ts';
import { bundleFiles, PROCEDURES } from '../procedures/bundles.ts';
import { openMailBox, openReceiver, type MailBox, type Receiver } from '../support/mail-box.ts';
import { openTestServer, STORES, type Client, type TestServer } from './test-server.ts';

const BUNDLE = join(PROCEDURES, '1.001612-household-business/2025-07');
const APPLICATION = JSON.parse(readFileSync(join(BUNDLE, 'scenarios/applications/ca-nhan.json'), 'utf8')) as object;
const SECRET = 'a secret of more than thirty-two characters';
const ADDRESS = 'nguoi.nop@example.vn';

describe.each(STORES)('notifications (%s)', (dialect) => {
  let server: TestServer;
  let officer: Client;
  let operator: Client;
  let mail: MailBox;
  let hooks: Receiver;
  let delivery: NotificationDelivery;
  let senders: readonly Sender[];
  const told: object[] = [];

  beforeAll(async () => {
    mail = await openMailBox();
    hooks = await openReceiver();
    server = await openTestServer(dialect, {
      SMTP_URL: mail.url,
      MAIL_FROM: 'motcua@phutho.gov.vn',
      MAIL_OPERATORS: 'van.hanh@phutho.gov.vn',
      WEBHOOK_URL: hooks.url,
      WEBHOOK_SECRET: SECRET,
    });
    await seedCalendars(server.services.shell, PROCEDURES);
    await server.publish(bundleFiles(BUNDLE));
    await server.addUser({ username: 'mot-cua', roles: ['officer'], unit: 'unit-a', groups: ['mot-cua'] });
    await server.addUser({ username: 'operator', roles: ['operator'] });
    officer = await server.as('mot-cua');
    operator = await server.as('operator');
    senders = sendersOf(server.config, server.services.shell);
    delivery = deliverNotifications(senders);
  });
  afterAll(async () => {
    for (const sender of senders) sender.close();
    await server.close();
    await mail.close();
    await hooks.close();
  });
  beforeEach(() => {
    mail.answer = 'take';
    hooks.status = 204;
  });

  const receive = async (contact: object = { email: ADDRESS }) => {
    const receipt = await officer.post('/api/cases', {
      procedureCode: '1.001612',
      channel: 'counter',
      applicant: { name: 'Nguyễn Thị Người Nộp', contact },
      data: APPLICATION,
    });
    expect(receipt.status).toBe(201);
    return { caseId: receipt.text('caseId'), code: receipt.text('dossierCode') };
  };
  const log = (fields: object, message: string): void => void told.push({ ...fields, message });
  /** A round of background work, to its end. */
  const round = async (of: NotificationDelivery = delivery) => {
    server.advance(1_000);
    await of.kind.run({ shell: server.services.shell, log: { info: log, warn: log, error: log }, leaseMs: 30_000 });
    await of.settled();
  };
  /** Days pass; sessions do not live so long. */
  const later = async (milliseconds: number) => {
    server.advance(milliseconds);
    officer = await server.as('mot-cua');
    operator = await server.as('operator');
  };
  const lettersOf = (code: string) => mail.letters.filter(({ source }) => source.includes(code));
  const callsOf = (caseId: string) => hooks.calls.filter(({ body }) => body.includes(caseId));
  const notificationsOf = async (caseId: string) => (await operator.get(`/api/notifications?caseId=${caseId}`)).items;
  const complete = async (caseId: string, submission: object) => {
    const view = await officer.get(`/api/cases/${caseId}`);
    const body = view.body as { readonly tasks: readonly { readonly taskId: string; readonly state: string }[] };
    const open = body.tasks.find(({ state }) => state === 'offered' || state === 'claimed');
    await officer.post(`/api/tasks/${open?.taskId ?? ''}/claim`);
    const answer = await officer.post(`/api/tasks/${open?.taskId ?? ''}/complete`, { submission });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };

  it('writes to the applicant once, and to other systems with a signature that they can check', async () => {
    const { caseId, code } = await receive();
    await round();
    await round();
    const [letter, ...more] = lettersOf(code);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ from: 'motcua@phutho.gov.vn', to: [ADDRESS] });
    expect(letter?.source).toMatch(new RegExp(`^Message-ID: <${caseId}\\.\\d+\\.email@phutho\\.gov\\.vn>`, 'm'));

    const calls = callsOf(caseId);
    expect(calls.map(({ body }) => (JSON.parse(body) as { topic: string }).topic)).toContain('received');
    for (const { headers, body } of calls) {
      const timestamp = String(headers['motcua-timestamp']);
      expect(headers['motcua-signature']).toBe(signWebhook(SECRET, timestamp, body));
      expect(headers['motcua-id']).toBe((JSON.parse(body) as { id: string }).id);
      expect(body).not.toContain('Người Nộp');
      expect(body).not.toContain(ADDRESS);
    }
    expect(new Set(calls.map(({ headers }) => headers['motcua-id'])).size).toBe(calls.length);
  });

  it('tells of a supplement', async () => {
    const { caseId, code } = await receive();
    await complete(caseId, { giayToHopLe: [], daThuLePhi: false, ketLuanTiepNhan: 'BO_SUNG' });
    await complete(caseId, { noiDungBoSung: ['GIAY_DE_NGHI'], huongDanBoSung: 'Ghi đủ thông tin chủ hộ kinh doanh.' });
    await round();
    await round();
    expect((await notificationsOf(caseId)).map(({ topic }) => topic)).toContain('supplement-requested');
    expect(lettersOf(code)).toHaveLength(2);
  });

  it('writes to nobody without an address, or to what is none', async () => {
    for (const contact of [{}, { email: 'x@y' }, { email: 'a@b.vn\r\nBcc: all@b.vn' }, { email: 'a@b.vn, c@d.vn' }]) {
      const { caseId } = await receive(contact);
      expect((await notificationsOf(caseId)).filter(({ channel }) => channel === 'email')).toEqual([]);
    }
    await round();
  });

  it('tries again with growing pauses what the other side did not take', async () => {
    mail.answer = 451;
    hooks.status = 503;
    const { caseId, code } = await receive();
    await round();
    expect(await notificationsOf(caseId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: 'email', state: 'waiting', attempts: 1, failure: 'SMTP_451' }),
        expect.objectContaining({ channel: 'webhook', state: 'waiting', attempts: 1, failure: 'HTTP_503' }),
      ]),
    );
    mail.answer = 'take';
    hooks.status = 204;
    // Not before the pause is over.
    await round();
    expect(lettersOf(code)).toEqual([]);
    server.advance(60_000);
    await round();
    expect(lettersOf(code)).toHaveLength(1);
    expect(await notificationsOf(caseId)).toEqual(
      expect.arrayContaining([expect.objectContaining({ channel: 'email', state: 'delivered', attempts: 2 })]),
    );
  });

  it('makes a dead letter of what was refused for good; an operator tries it again', async () => {
    mail.answer = 550;
    const { caseId, code } = await receive();
    await round();
    await later(24 * 3_600_000);
    await round();
    const [dead] = (await operator.get('/api/notifications?state=failed')).items.filter(
      (item) => item['caseId'] === caseId,
    );
    expect(dead).toMatchObject({
      dossierCode: code,
      topic: 'received',
      failure: 'SMTP_550',
      recipient: 'n***@example.vn',
    });
    const retry = `/api/notifications/${String(dead?.['notificationId'])}/retry`;
    expect((await officer.post(retry)).status).toBe(403);
    mail.answer = 'take';
    expect((await operator.post(retry)).body).toMatchObject({ state: 'waiting', attempts: 0 });
    expect((await operator.post(retry)).code).toBe('NOTIFICATION_NOT_FAILED');
    await round();
    expect(lettersOf(code)).toHaveLength(1);
    expect((await operator.post(`/api/notifications/${caseId}:999:email/retry`)).code).toBe('NOTIFICATION_NOT_FOUND');
  });

  it('never sends a letter twice by itself when nobody knows whether the first one arrived', async () => {
    mail.answer = 'cut';
    const { caseId, code } = await receive();
    await round();
    expect(lettersOf(code)).toHaveLength(1);
    mail.answer = 'take';
    await later(7 * 24 * 3_600_000);
    await round();
    expect(lettersOf(code)).toHaveLength(1);
    expect((await notificationsOf(caseId)).find(({ channel }) => channel === 'email')).toMatchObject({
      state: 'failed',
    });
  });

  it('leaves a letter whose sender died to the operator, and repeats a webhook under the same key', async () => {
    const { caseId, code } = await receive();
    // A node claims and is gone before it sends.
    const { store, now } = server.services.shell;
    const at = now();
    const leaseUntil = new Date(Date.parse(at) + 60_000).toISOString();
    const claimed = await store.claimNotifications({ now: at, leaseUntil, limit: 100 });
    expect(claimed.filter((record) => record.caseId === caseId).length).toBeGreaterThan(1);
    const survivor = deliverNotifications(senders);
    await round(survivor);
    expect(lettersOf(code)).toEqual([]);
    server.advance(120_000);
    await round(survivor);
    await round(survivor);
    expect(lettersOf(code)).toEqual([]);
    expect(callsOf(caseId).length).toBeGreaterThan(0);
    expect((await notificationsOf(caseId)).find(({ channel }) => channel === 'email')).toMatchObject({
      state: 'failed',
      failure: 'SENDER_LOST',
    });
  });

  it('two nodes at once tell once', async () => {
    const { caseId, code } = await receive();
    const other = deliverNotifications(senders);
    await Promise.all([round(), round(other)]);
    expect(lettersOf(code)).toHaveLength(1);
    const ids = callsOf(caseId).map(({ headers }) => headers['motcua-id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells the operators of incidents, and keeps addresses out of the log', async () => {
    const { caseId, code } = await receive();
    await complete(caseId, { giayToHopLe: ['GIAY_DE_NGHI'], daThuLePhi: true, ketLuanTiepNhan: 'DAY_DU' });
    await server.addUser({ username: `machine-${dialect}`, roles: ['worker'] });
    const job = (await operator.get(`/api/jobs?caseId=${caseId}`)).items[0];
    const { shell } = server.services;
    const failed = await shell.handler.handle({
      command: {
        type: 'FailJob',
        caseId,
        jobKey: Number(String(job?.['jobId']).split(':')[1]),
        retries: 0,
        message: 'unreachable',
        by: { kind: 'worker', id: 'machine', groups: [], roles: ['worker'] },
      },
    });
    expect(failed.ok).toBe(true);
    await round();
    await round();
    expect(lettersOf(code).map(({ to }) => to)).toContainEqual(['van.hanh@phutho.gov.vn']);
    expect(JSON.stringify([told, server.log()])).not.toMatch(/@|Người Nộp/);
  });
});
