import { createHmac } from 'node:crypto';
import { notificationId, type Sender } from './sender.ts';

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string;
  /** The server's clock, for the timestamp that is signed. */
  readonly now: () => string;
}

const TIMEOUT_MS = 15_000;

/**
 * Posts a notification to another system as JSON. `Motcua-Id` is its key: the receiver answers 2xx to one that it has
 * already, because an answer may be lost and the notification sent again.
 *
 * `Motcua-Signature` is {@link signWebhook} over `Motcua-Timestamp` and the body as sent; a receiver refuses an old timestamp,
 * so that a recorded request cannot be played again.
 */
export function webhookSender({ url, secret, now }: WebhookOptions): Sender {
  return {
    channel: 'webhook',
    async send(record) {
      const id = notificationId(record);
      const timestamp = now();
      const { caseId, seq, topic, createdAt, content } = record;
      const body = JSON.stringify({ id, topic, caseId, seq, at: createdAt, ...content });
      try {
        const answer = await fetch(url, {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'motcua-id': id,
            'motcua-timestamp': timestamp,
            'motcua-signature': signWebhook(secret, timestamp, body),
          },
          // The address was configured; wherever it sends us on was not.
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await answer.body?.cancel();
        if (answer.ok) return { outcome: 'delivered' };
        return { outcome: answer.status === 410 ? 'refused' : 'later', failure: `HTTP_${String(answer.status)}` };
      } catch (error) {
        return { outcome: 'later', failure: error instanceof Error ? error.name : 'UNREACHABLE' };
      }
    },
    close: () => undefined,
  };
}

/** `v1=<hex>`: HMAC-SHA256 with the shared secret over `<timestamp>.<body>`. @source RFC 2104 */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
