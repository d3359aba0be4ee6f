import { deliverMessage } from '../commands/deliver-message.ts';
import { deliverSignal } from '../commands/deliver-signal.ts';
import { faultPoint } from '../store/fault-point.ts';
import type { OutboxRecord } from '../store/records.ts';
import { leaseEnd, type JobContext, type JobKind } from './job-kind.ts';

const BATCH = 100;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 300_000;

/**
 * What cases have sent: messages to their one receiver, signals to everybody. A row goes when it is delivered; a crash between
 * delivery and removal delivers again under the same key, which nobody hears twice.
 */
export const deliverOutbox: JobKind = {
  name: 'deliver-outbox',
  byDueTime: true,
  async run(context) {
    const rows = await context.shell.store.claimOutbox({ ...leaseEnd(context), limit: BATCH });
    // What one case sent is delivered in the order in which it was sent; different senders do not wait for each other.
    await Promise.all([...bySender(rows).values()].map((sent) => deliverInOrder(context, sent)));
    return rows.length === BATCH;
  },
  wokenBy: ({ events }) => events.some(({ type }) => type === 'MessagePublished' || type === 'SignalThrown'),
};

function bySender(rows: readonly OutboxRecord[]): ReadonlyMap<string, readonly OutboxRecord[]> {
  const senders = new Map<string, OutboxRecord[]>();
  for (const row of rows) {
    const sent = senders.get(row.caseId);
    if (sent === undefined) senders.set(row.caseId, [row]);
    else sent.push(row);
  }
  return senders;
}

async function deliverInOrder(context: JobContext, rows: readonly OutboxRecord[]): Promise<void> {
  for (const row of rows) await deliver(context, row);
}

async function deliver({ shell, log }: JobContext, row: OutboxRecord): Promise<void> {
  const { caseId, seq, kind, name, variables, correlationKey } = row;
  try {
    const { id, origin } = senderOf(row);
    if (kind === 'signal') {
      await deliverSignal(shell, { signalId: id, name, variables, ...origin });
    } else {
      await deliverMessage(shell, {
        messageId: id,
        name,
        variables,
        ...origin,
        ...(correlationKey === undefined ? {} : { correlationKey }),
      });
    }
    await faultPoint('delivery.received');
    await shell.store.markDelivered(caseId, seq);
  } catch (error) {
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** row.attempts);
    log.error(
      { caseId, seq, kind, attempts: row.attempts, err: error },
      'A message or signal could not be delivered; it is tried again.',
    );
    await shell.store.postponeOutbox(caseId, seq, new Date(Date.parse(shell.now()) + delay).toISOString());
  }
}

const EXTERNAL = 'external:';

/** The deterministic key of a row: where it was sent, or the id that its outside sender gave it. */
function senderOf({ caseId, seq }: OutboxRecord): {
  readonly id: string;
  readonly origin: { readonly origin?: string };
} {
  if (caseId.startsWith(EXTERNAL)) return { id: caseId.slice(EXTERNAL.length), origin: {} };
  return { id: `${caseId}:${String(seq)}`, origin: { origin: caseId } };
}
