import type { JsonObject } from '../../engine/index.ts';
import type { CommandOutcome } from './command-request.ts';
import { localDateOf } from './dossier-code.ts';
import { SYSTEM_ACTOR, type Shell } from './shell.ts';
import type { BufferedMessage, ProcedureVersionSummary } from '../store/records.ts';
import { startTriggersOf, type MessageStart } from './start-triggers.ts';

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
    if (start.together !== undefined) return startTogether(shell, message, version, start, start.together);
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

/**
 * A parallel multiple start event opens a case when every message that it names has come in one conversation: with the same
 * correlation key, or all of them without. Until then they wait in the buffer, for their time to live.
 *
 * Whoever delivers the last one, or two nodes that each deliver one of them, find the same messages; the start carries the
 * newest one's key, so that only one of them succeeds. What was taken stays known to the buffer, and is not buffered anew.
 *
 * @source BPMN 2.0.2 §13.2, §10.5.2 (Parallel Multiple)
 */
async function startTogether(
  shell: Shell,
  message: Message,
  version: ProcedureVersionSummary,
  start: MessageStart,
  names: readonly string[],
): Promise<Delivery> {
  const buffered = await buffer(shell, message);
  const present = await shell.store.findBufferedMessages(names, message.correlationKey, shell.now());
  const taken: BufferedMessage[] = [];
  for (const name of names) {
    const next = present.find((one) => one.name === name && !taken.includes(one));
    if (next === undefined) return buffered;
    taken.push(next);
  }
  taken.sort((one, other) => present.indexOf(one) - present.indexOf(other));
  const newest = taken.at(-1);
  if (newest === undefined) return buffered;
  const outcome = await shell.handler.handle({
    command: {
      type: 'StartCase',
      caseId: shell.newId(),
      processId: start.processId,
      startEventId: start.elementId,
      variables: Object.assign({}, ...taken.map(({ variables }) => variables)),
      enforceForm: false,
      by: SYSTEM_ACTOR,
      trigger: {
        kind: 'message',
        ...(message.correlationKey === undefined ? {} : { correlationKey: message.correlationKey }),
      },
    },
    start: { procedure: version },
    idempotency: { key: deliveryKey(newest), fingerprint: newest.messageId },
  });
  const delivery = deliveryOf(outcome, 'started');
  if (delivery === undefined) return buffered;
  await shell.store.takeBufferedMessages(taken.map(({ messageId }) => messageId));
  return delivery;
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

function deliveryKey(message: Pick<Message, 'messageId'>): string {
  return `message:${message.messageId}`;
}
