import { Type } from 'typebox';
import { refuse } from '../../errors.ts';
import { notificationId } from '../../notifications/sender.ts';
import type { App } from '../../plugins/app-type.ts';
import { exactly, oneOf } from '../../plugins/schemas.ts';
import type { NotificationKey, NotificationRecord } from '../../store/records.ts';
import { given } from '../case-views.ts';
import { Problem } from '../schemas/problem.ts';
import { Instant, page, pageQuery } from '../schemas/shared.ts';

const STATES = ['waiting', 'sending', 'delivered', 'failed'] as const;
const CHANNELS = ['email', 'webhook'] as const;

const Notification = Type.Object({
  notificationId: Type.String({ description: '<caseId>:<seq>:<channel>' }),
  caseId: Type.String(),
  dossierCode: Type.Optional(Type.String()),
  channel: oneOf(CHANNELS),
  topic: Type.String(),
  recipient: Type.Optional(Type.String({ description: 'Masked' })),
  state: oneOf(STATES),
  attempts: Type.Integer(),
  createdAt: Instant,
  nextAttemptAt: Type.Optional(Instant),
  deliveredAt: Type.Optional(Instant),
  failure: Type.Optional(Type.String({ description: 'Code of what went wrong at the last attempt' })),
});

const NotificationParams = exactly({
  notificationId: Type.String({ pattern: '^[0-9A-Za-z-]{1,64}:[0-9]{1,12}:(email|webhook)$' }),
});

/** What people and other systems were told of cases, and what could not be: dead letters wait for a person. */
export function notificationRoutes(app: App): void {
  app.get(
    '/api/notifications',
    {
      config: { access: ['operator'] },
      schema: {
        tags: ['operator'],
        summary: 'E-mails and webhooks, newest first; the failed ones are dead letters',
        querystring: Type.Object({
          ...pageQuery,
          state: Type.Optional(oneOf(STATES)),
          caseId: Type.Optional(Type.String({ maxLength: 64 })),
        }),
        response: { 200: page(Notification) },
      },
    },
    async (request) => {
      const { limit, cursor, state, caseId } = request.query;
      const found = await app.services.shell.store.listNotifications(
        { ...(state === undefined ? {} : { status: state }), ...(caseId === undefined ? {} : { caseId }) },
        { limit, ...(cursor === undefined ? {} : { cursor }) },
      );
      return {
        items: found.items.map(notificationView),
        ...(found.nextCursor === undefined ? {} : { nextCursor: found.nextCursor }),
      };
    },
  );

  app.post(
    '/api/notifications/:notificationId/retry',
    {
      config: { access: ['operator'], rememberAnswer: true },
      schema: {
        tags: ['operator'],
        summary: 'Try a dead letter again, under the same key; the operator has made sure that it did not arrive',
        params: NotificationParams,
        response: { 200: Notification, 404: Problem, 409: Problem },
      },
    },
    async (request) => {
      const { store, now } = app.services.shell;
      const key = keyOf(request.params.notificationId);
      const retried = await store.retryNotification(key, now());
      const record = await store.getNotification(key);
      if (record === undefined) refuse('NOTIFICATION_NOT_FOUND', 'There is no such notification.');
      if (!retried)
        refuse(
          'NOTIFICATION_NOT_FAILED',
          `The notification is ${record.status}; only a dead letter can be tried again.`,
        );
      return notificationView(record);
    },
  );
}

function notificationView(record: NotificationRecord) {
  const { caseId, channel, topic, status, attempts, createdAt, claimableAt, recipient, content } = record;
  const dossierCode = content['dossierCode'];
  return {
    notificationId: notificationId(record),
    caseId,
    channel,
    topic,
    state: status,
    attempts,
    createdAt,
    ...(typeof dossierCode === 'string' ? { dossierCode } : {}),
    ...(recipient === undefined ? {} : { recipient: masked(recipient) }),
    ...(status === 'waiting' ? { nextAttemptAt: claimableAt } : {}),
    ...given(record, ['deliveredAt', 'failure']),
  };
}

/** `n***@example.vn`: enough to see whose mail server is meant. */
function masked(addresses: string): string {
  return addresses.replace(/([^\s,@])[^\s,@]*@/g, '$1***@');
}

function keyOf(id: string): NotificationKey {
  const [caseId = '', seq = '', channel] = id.split(':');
  return { caseId, seq: Number(seq), channel: channel === 'webhook' ? 'webhook' : 'email' };
}
