import { correlate } from '../commands/deliver-message.ts';
import type { JobKind } from './job-kind.ts';

const BATCH = 100;

/** Messages that came before anybody waited for them, once somebody does. */
export const deliverBufferedMessages: JobKind = {
  name: 'deliver-buffered-messages',
  async run({ shell, log }) {
    const messages = await shell.store.findDeliverableMessages(shell.now(), BATCH);
    let delivered = 0;
    for (const message of messages) {
      try {
        const delivery = await correlate(shell, message);
        if (delivery === undefined) continue;
        delivered += 1;
        await shell.store.removeBufferedMessage(message.messageId);
      } catch (error) {
        log.error(
          { messageId: message.messageId, err: error },
          'A buffered message could not be delivered; it is tried again.',
        );
      }
    }
    // A page of which nothing could be delivered is not asked for again at once.
    return messages.length === BATCH && delivered > 0;
  },
  wokenBy: ({ events }) => events.some((event) => event.type === 'SubscriptionOpened' && event.kind === 'message'),
};
