import type { Knex } from 'knex';
import type { Dialect } from './dialect.ts';
import { rawRows } from './raw-rows.ts';
import {
  toBufferedMessage,
  toOutbox,
  toSubscription,
  type BufferedMessageRow,
  type OutboxRow,
  type SubscriptionRow,
} from './rows.ts';
import type { Store } from './store.ts';

type MessageQueries = Pick<
  Store,
  | 'findMessageSubscriptions'
  | 'findSignalSubscriptions'
  | 'insertOutbox'
  | 'claimOutbox'
  | 'markDelivered'
  | 'postponeOutbox'
  | 'bufferMessage'
  | 'findDeliverableMessages'
  | 'findBufferedMessages'
  | 'takeBufferedMessages'
  | 'removeBufferedMessage'
  | 'expireBufferedMessages'
>;

/** Who waits for messages and signals, and what is still to be delivered. */
export function messageQueries(reader: Knex, writer: Knex, dialect: Dialect): MessageQueries {
  return {
    async findMessageSubscriptions(name, correlationKey, limit) {
      const query = reader<SubscriptionRow>('subscriptions')
        .where({ kind: 'message', name })
        .orderBy(['opened_at', 'case_id', 'subscription_key'])
        .limit(limit);
      void query.andWhere((either) => {
        void either.whereNull('correlation_key');
        if (correlationKey !== undefined) void either.orWhere('correlation_key', correlationKey);
      });
      return (await query).map(toSubscription);
    },
    async findSignalSubscriptions(name, after, limit) {
      const query = reader<SubscriptionRow>('subscriptions')
        .where({ kind: 'signal', name })
        .orderBy(['opened_at', 'case_id', 'subscription_key'])
        .limit(limit);
      if (after !== undefined) {
        void query.whereRaw('(opened_at, case_id, subscription_key) > (?, ?, ?)', [
          after.openedAt,
          after.caseId,
          after.subscriptionKey,
        ]);
      }
      return (await query).map(toSubscription);
    },

    async insertOutbox(record) {
      const row: OutboxRow = {
        case_id: record.caseId,
        seq: record.seq,
        kind: record.kind,
        name: record.name,
        correlation_key: record.correlationKey ?? null,
        variables: JSON.stringify(record.variables),
        created_at: record.createdAt,
        attempts: record.attempts,
        claimable_at: record.createdAt,
      };
      await writer<OutboxRow>('outbox').insert(row).onConflict(['case_id', 'seq']).ignore();
    },
    async claimOutbox({ now, leaseUntil, limit }) {
      const claimed = await rawRows<OutboxRow>(
        writer,
        `UPDATE outbox SET claimable_at = ?, attempts = attempts + 1 WHERE (case_id, seq) IN (
           SELECT case_id, seq FROM outbox WHERE claimable_at <= ? ORDER BY claimable_at, case_id, seq LIMIT ? ${dialect.skipLocked})
         RETURNING *`,
        [leaseUntil, now, limit],
      );
      return claimed
        .map(toOutbox)
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.seq - b.seq));
    },
    async markDelivered(caseId, seq) {
      await writer('outbox').where({ case_id: caseId, seq }).delete();
    },
    async postponeOutbox(caseId, seq, at) {
      await writer<OutboxRow>('outbox').where({ case_id: caseId, seq }).update({ claimable_at: at });
    },

    async bufferMessage(message) {
      const row: BufferedMessageRow = {
        message_id: message.messageId,
        name: message.name,
        correlation_key: message.correlationKey ?? null,
        variables: JSON.stringify(message.variables),
        published_at: message.publishedAt,
        expires_at: message.expiresAt,
        origin: message.origin ?? null,
      };
      const inserted = await writer<BufferedMessageRow>('message_buffer')
        .insert(row)
        .onConflict('message_id')
        .ignore()
        .returning('message_id');
      return inserted.length > 0;
    },
    async findDeliverableMessages(now, limit) {
      const rows = await rawRows<BufferedMessageRow>(
        reader,
        `SELECT m.* FROM message_buffer AS m WHERE m.expires_at > ? AND EXISTS (
           SELECT 1 FROM subscriptions AS s WHERE s.kind = 'message' AND s.name = m.name
           AND (s.correlation_key IS NULL OR s.correlation_key = m.correlation_key))
         ORDER BY m.published_at, m.message_id LIMIT ?`,
        [now, limit],
      );
      return rows.map(toBufferedMessage);
    },
    async findBufferedMessages(names, correlationKey, now) {
      const rows = await reader<BufferedMessageRow>('message_buffer')
        .whereIn('name', [...names])
        .andWhere('correlation_key', correlationKey ?? null)
        .andWhere('expires_at', '>', now)
        .orderBy(['published_at', 'message_id']);
      return rows.map(toBufferedMessage);
    },
    async takeBufferedMessages(messageIds) {
      // No message has an empty name. What it said has been handed on and is not kept here.
      await writer<BufferedMessageRow>('message_buffer')
        .whereIn('message_id', [...messageIds])
        .update({ name: '', variables: '{}', correlation_key: null });
    },
    async removeBufferedMessage(messageId) {
      return (await writer('message_buffer').where({ message_id: messageId }).delete()) > 0;
    },
    async expireBufferedMessages(now) {
      return writer('message_buffer').where('expires_at', '<=', now).delete();
    },
  };
}
