import type { Knex } from 'knex';
import type { Dialect } from './dialect.ts';
import { decodeCursor, pageOf } from './page.ts';
import { rawRows } from './raw-rows.ts';
import type { NotificationKey, NotificationRecord } from './records.ts';
import { NEVER, parseJson } from './rows.ts';
import type { Store } from './store.ts';

type NotificationQueries = Pick<
  Store,
  | 'claimNotifications'
  | 'settleNotification'
  | 'releaseLostNotifications'
  | 'getNotification'
  | 'listNotifications'
  | 'retryNotification'
>;

interface NotificationRow {
  case_id: string;
  seq: number;
  channel: NotificationRecord['channel'];
  topic: NotificationRecord['topic'];
  recipient: string | null;
  content: string;
  status: NotificationRecord['status'];
  created_at: string;
  attempts: number;
  claimable_at: string;
  failure: string | null;
  delivered_at: string | null;
}

/** What is to be told, and what was. */
export function notificationQueries(reader: Knex, writer: Knex, dialect: Dialect): NotificationQueries {
  return {
    async claimNotifications({ now, leaseUntil, limit }) {
      const claimed = await rawRows<NotificationRow>(
        writer,
        `UPDATE notifications SET status = 'sending', claimable_at = ?, attempts = attempts + 1 WHERE (case_id, seq, channel) IN (
           SELECT case_id, seq, channel FROM notifications WHERE status = 'waiting' AND claimable_at <= ?
           ORDER BY claimable_at LIMIT ? ${dialect.skipLocked})
         RETURNING *`,
        [leaseUntil, now, limit],
      );
      return claimed.map(toNotification).sort((a, b) => compare(a.createdAt, b.createdAt) || a.seq - b.seq);
    },
    async settleNotification(key, { status, failure, claimableAt, deliveredAt }) {
      await writer<NotificationRow>('notifications')
        .where({ ...keyColumns(key), status: 'sending' })
        .update({
          status,
          failure: failure ?? null,
          claimable_at: claimableAt ?? NEVER,
          delivered_at: deliveredAt ?? null,
        });
    },
    async releaseLostNotifications(now) {
      // Whether a mail server took a message before the connection was lost nobody knows: it is not sent again by itself.
      const lost = await writer<NotificationRow>('notifications')
        .where({ status: 'sending', channel: 'email' })
        .andWhere('claimable_at', '<=', now)
        .update({ status: 'failed', failure: 'SENDER_LOST', claimable_at: NEVER });
      await writer<NotificationRow>('notifications')
        .where({ status: 'sending', channel: 'webhook' })
        .andWhere('claimable_at', '<=', now)
        .update({ status: 'waiting', failure: 'SENDER_LOST' });
      return lost;
    },
    async getNotification(key) {
      const row = await reader<NotificationRow>('notifications').where(keyColumns(key)).first();
      return row === undefined ? undefined : toNotification(row);
    },
    async listNotifications({ status, caseId }, { limit, cursor }) {
      const query = reader<NotificationRow>('notifications')
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'case_id', order: 'desc' },
          { column: 'seq', order: 'desc' },
          { column: 'channel', order: 'desc' },
        ])
        .limit(limit + 1);
      if (status !== undefined) void query.where('status', status);
      if (caseId !== undefined) void query.where('case_id', caseId);
      if (cursor !== undefined)
        void query.whereRaw('(created_at, case_id, seq, channel) < (?, ?, ?, ?)', [
          ...decodeCursor(cursor, ['string', 'string', 'number', 'string']),
        ]);
      return pageOf(await query, limit, toNotification, (row) => [row.created_at, row.case_id, row.seq, row.channel]);
    },
    async retryNotification(key, now) {
      const changed = await writer<NotificationRow>('notifications')
        .where({ ...keyColumns(key), status: 'failed' })
        .update({ status: 'waiting', attempts: 0, claimable_at: now, failure: null });
      return changed === 1;
    },
  };
}

function keyColumns({ caseId, seq, channel }: NotificationKey) {
  return { case_id: caseId, seq, channel };
}

function toNotification(row: NotificationRow): NotificationRecord {
  return {
    caseId: row.case_id,
    seq: row.seq,
    channel: row.channel,
    topic: row.topic,
    content: parseJson(row.content),
    status: row.status,
    createdAt: row.created_at,
    attempts: row.attempts,
    claimableAt: row.claimable_at,
    ...(row.recipient === null ? {} : { recipient: row.recipient }),
    ...(row.failure === null ? {} : { failure: row.failure }),
    ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
