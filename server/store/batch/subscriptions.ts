import { insert, remove, rowKey, type BatchTable, type Columns, type Row } from './batch-table.ts';

const KEY: Columns = { case_id: 'text', subscription_key: 'integer' };

/** Waits for messages and signals. */
export const subscriptions: BatchTable = {
  statements: [
    insert('subscriptions', {
      ...KEY,
      kind: 'text',
      element_id: 'text',
      name: 'text',
      correlation_key: 'text',
      opened_at: 'text',
    }),
    remove('subscriptions', KEY),
  ],
  rows({ entries }) {
    const opened = new Map<string, Row>();
    const closed: Row[] = [];
    for (const {
      case: { caseId },
      changes,
    } of entries) {
      for (const { subscriptionKey, kind, elementId, name, correlationKey, openedAt } of changes.subscriptionsOpened)
        opened.set(rowKey(caseId, subscriptionKey), [
          caseId,
          subscriptionKey,
          kind,
          elementId,
          name,
          correlationKey ?? null,
          openedAt,
        ]);
      for (const key of changes.subscriptionsClosed)
        if (!opened.delete(rowKey(caseId, key))) closed.push([caseId, key]);
    }
    return [[...opened.values()], closed];
  },
};
