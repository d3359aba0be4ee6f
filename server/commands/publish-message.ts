import type { JsonObject } from '../../engine/index.ts';
import { deliverMessage, type Delivery } from './deliver-message.ts';
import type { Shell } from './shell.ts';

export interface PublishMessageRequest {
  readonly name: string;
  /** Absent: reaches only subscriptions without a key. */
  readonly correlationKey?: string;
  readonly variables: JsonObject;
  /** The sender's own id: published twice, the message is delivered once. Absent: a new one. */
  readonly messageId?: string;
  /** How long it waits for a receiver; absent: the server's default. */
  readonly timeToLiveSeconds?: number;
}

/**
 * The world tells the cases something. Exactly one receives it: the oldest waiting subscription, else a new case, else it is
 * kept until it expires. It goes through the outbox, so that a crash half-way neither loses nor doubles it.
 */
export async function publishMessage(
  shell: Shell,
  request: PublishMessageRequest,
): Promise<{ readonly messageId: string } & Delivery> {
  const messageId = request.messageId ?? shell.newId();
  const { name, correlationKey, variables, timeToLiveSeconds } = request;
  const row = {
    caseId: `external:${messageId}`,
    seq: 0,
    kind: 'message' as const,
    name,
    variables,
    createdAt: shell.now(),
    attempts: 0,
    ...(correlationKey === undefined ? {} : { correlationKey }),
  };
  await shell.store.insertOutbox(row);
  const delivery = await deliverMessage(shell, {
    messageId,
    name,
    variables,
    ...(correlationKey === undefined ? {} : { correlationKey }),
    ...(timeToLiveSeconds === undefined ? {} : { timeToLiveSeconds }),
  });
  await shell.store.markDelivered(row.caseId, row.seq);
  return { messageId, ...delivery };
}
