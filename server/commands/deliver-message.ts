import type { JsonObject } from '../../engine/index.ts';
import type { CommandOutcome } from './handle-command.ts';
import { localDateOf } from './dossier-code.ts';
import { SYSTEM_ACTOR, type Shell } from './shell.ts';
import { startTriggersOf } from './start-triggers.ts';

/** A message on its way. `messageId` is its deterministic key: delivered under it at most once, whoever tries how often. */
export interface Message {
  readonly messageId: string;
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables: JsonObject;
  readonly timeToLiveSeconds?: number;
  /** Case that sent it. */
  readonly origin?: string;
}

/** What became of a message. `known`: an earlier attempt had delivered it. */
export interface Delivery {
  readonly outcome: 'correlated' | 'started' | 'buffered' | 'known';
  readonly caseId?: string;
}

/** How long a message without a receiver waits for one. */
export const DEFAULT_TIME_TO_LIVE_SECONDS = 3_600;

/** Candidates asked before the list is read again: a subscription may close between the read and the command. */
const CANDIDATES = 8;

/**
 * Finds the one receiver of a message, in this order: the oldest waiting subscription over all cases, a message start event
 * of a version in force, the buffer.
 *
 * The receiving command carries the message's id as idempotency key, so two nodes, or one node before and after a crash, that
 * deliver the same message cannot both succeed, even towards different cases.
 */
export async function deliverMessage(shell: Shell, message: Message): Promise<Delivery> {
  const earlier = await shell.store.findIdempotencyRecord(SYSTEM_ACTOR.id, deliveryKey(message));
  if (earlier !== undefined) return { outcome: 'known', caseId: earlier.caseId };
  return (await correlate(shell, message)) ?? (await startByMessage(shell, message)) ?? (await buffer(shell, message));
}

/** Delivers to a waiting subscription, the oldest first; undefined when none takes it. */
export async function correlate(shell: Shell, message: Message): Promise<Delivery | undefined> {
  for (;;) {
    const candidates = await shell.store.findMessageSubscriptions(message.name, message.correlationKey, CANDIDATES);
    for (const { caseId, subscriptionKey } of candidates) {
      const outcome = await shell.handler.handle({
        command: {
          type: 'CorrelateMessage',
          caseId,
          subscriptionKey,
          messageId: message.messageId,
          variables: message.variables,
          by: SYSTEM_ACTOR,
        },
        idempotency: { key: deliveryKey(message), fingerprint: message.messageId },
      });
      const delivery = deliveryOf(outcome, 'correlated');
      if (delivery !== undefined) return delivery;
    }
    // All of them closed since they were read; a full page may hide more behind it.
    if (candidates.length < CANDIDATES) return undefined;
  }
}

async function startByMessage(shell: Shell, message: Message): Promise<Delivery | undefined> {
  const today = localDateOf(shell.now(), shell.calendars.timeZone);
  for (const version of await shell.procedures.allGoverning(today)) {
    const procedure = await shell.procedures.procedure(version.digest);
    const start = startTriggersOf(procedure).messages.find(({ name }) => name === message.name);
    if (start === undefined) continue;
    const outcome = await shell.handler.handle({
      command: {
        type: 'StartCase',
        caseId: shell.newId(),
        processId: start.processId,
        startEventId: start.elementId,
        variables: message.variables,
        enforceForm: false,
        by: SYSTEM_ACTOR,
        trigger: {
          kind: 'message',
          name: message.name,
          ...(message.correlationKey === undefined ? {} : { correlationKey: message.correlationKey }),
        },
        ...(message.origin === undefined ? {} : { origin: message.origin }),
      },
      start: { procedure: version },
      idempotency: { key: deliveryKey(message), fingerprint: message.messageId },
    });
    const delivery = deliveryOf(outcome, 'started');
    if (delivery !== undefined) return delivery;
  }
  return undefined;
}

async function buffer(shell: Shell, message: Message): Promise<Delivery> {
  const publishedAt = shell.now();
  const seconds = message.timeToLiveSeconds ?? DEFAULT_TIME_TO_LIVE_SECONDS;
  const { messageId, name, correlationKey, variables, origin } = message;
  await shell.store.bufferMessage({
    messageId,
    name,
    variables,
    publishedAt,
    expiresAt: new Date(Date.parse(publishedAt) + seconds * 1000).toISOString(),
    ...(correlationKey === undefined ? {} : { correlationKey }),
    ...(origin === undefined ? {} : { origin }),
  });
  return { outcome: 'buffered' };
}

/** Undefined: this receiver did not want it, ask the next. */
function deliveryOf(outcome: CommandOutcome, fresh: 'correlated' | 'started'): Delivery | undefined {
  if (!outcome.ok) return undefined;
  return { outcome: outcome.replayed ? 'known' : fresh, caseId: outcome.caseId };
}

function deliveryKey(message: Message): string {
  return `message:${message.messageId}`;
}
