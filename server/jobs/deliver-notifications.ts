import { notificationId, type Delivery, type Sender } from '../notifications/sender.ts';
import type { NotificationRecord } from '../store/records.ts';
import type { JobContext, JobKind } from './job-kind.ts';

const BATCH = 20;
/** Longer than a whole batch can take with every timeout of the senders. */
const LEASE_MS = 300_000;
const CHECK_EVERY_MS = 1_000;
const LOOK_FOR_LOST_EVERY_MS = 30_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
/** With the pauses above a channel may be down for more than two days. */
const MOST_ATTEMPTS = 16;

/** Tells people and other systems, beside the other background work: a slow mail server must not delay a timer. */
export interface NotificationDelivery {
  readonly kind: JobKind;
  /** Resolves when nothing is being sent. */
  settled(): Promise<void>;
}

/**
 * Retries with growing pauses what surely did not arrive; makes a dead letter of what was refused, of what failed too often,
 * and of an e-mail of which nobody knows whether it arrived. A key is never told twice by itself.
 */
export function deliverNotifications(senders: readonly Sender[]): NotificationDelivery {
  const byChannel = new Map(senders.map((sender) => [sender.channel, sender]));
  let underWay: Promise<void> | undefined;
  let nextCheckAt = 0;
  let nextLookForLostAt = 0;
  let isWoken = false;

  async function lookForLost({ shell, log }: JobContext): Promise<void> {
    const now = shell.now();
    if (Date.parse(now) < nextLookForLostAt) return;
    nextLookForLostAt = Date.parse(now) + LOOK_FOR_LOST_EVERY_MS;
    const lost = await shell.store.releaseLostNotifications(now);
    if (lost > 0)
      log.warn({ lost }, 'Messages whose sender was lost are dead letters now; an operator decides on them.');
  }

  async function start(context: JobContext): Promise<void> {
    const { shell, log } = context;
    const now = shell.now();
    const leaseUntil = new Date(Date.parse(now) + LEASE_MS).toISOString();
    const claimed = await shell.store.claimNotifications({ now, leaseUntil, limit: BATCH });
    if (claimed.length === 0) return;
    underWay = Promise.all(claimed.map((record) => deliver(context, byChannel.get(record.channel), record)))
      .then(() => undefined)
      .catch((error: unknown) => {
        log.error({ err: error }, 'The outcome of a notification could not be noted; its lease runs out.');
      })
      .finally(() => {
        underWay = undefined;
        isWoken = true;
      });
  }

  return {
    kind: {
      name: 'deliver-notifications',
      async run(context) {
        const now = Date.parse(context.shell.now());
        if (underWay !== undefined || (!isWoken && now < nextCheckAt)) return false;
        nextCheckAt = now + CHECK_EVERY_MS;
        isWoken = false;
        await lookForLost(context);
        await start(context);
        // What is being sent is not waited for.
        return false;
      },
      wokenBy({ events }) {
        const tells = events.some(({ type }) => TOLD.has(type));
        isWoken ||= tells;
        return tells;
      },
    },
    async settled() {
      await underWay;
    },
  };
}

const TOLD: ReadonlySet<string> = new Set([
  'CaseStarted',
  'CaseWithdrawn',
  'CaseCancelled',
  'PublicStatusChanged',
  'StatutoryClockChanged',
  'IncidentRaised',
]);

async function deliver(
  { shell, log }: JobContext,
  sender: Sender | undefined,
  record: NotificationRecord,
): Promise<void> {
  const delivery: Delivery =
    sender === undefined ? { outcome: 'later', failure: 'NO_CHANNEL' } : await sender.send(record);
  const now = shell.now();
  if (delivery.outcome === 'delivered') {
    await shell.store.settleNotification(record, { status: 'delivered', deliveredAt: now });
    return;
  }
  const { outcome, failure } = delivery;
  const isDead = outcome !== 'later' || record.attempts >= MOST_ATTEMPTS;
  log.warn(
    { notification: notificationId(record), topic: record.topic, attempts: record.attempts, failure, outcome },
    isDead ? 'A notification is a dead letter; an operator decides on it.' : 'A notification is tried again later.',
  );
  await shell.store.settleNotification(
    record,
    isDead
      ? { status: 'failed', failure }
      : { status: 'waiting', failure, claimableAt: new Date(Date.parse(now) + pause(record.attempts)).toISOString() },
  );
}

/** 1, 2, 4 … minutes, at most six hours. */
function pause(attempts: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
}
