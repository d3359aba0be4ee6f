import type { JobKind } from './job-kind.ts';

const EVERY_MS = 600_000;
const BATCH = 5_000;
/** A client may repeat a request for this long and hear the same answer. */
export const KEYS_KEPT_DAYS = 7;

/** Takes away what has outlived its use: old idempotency keys and messages that waited too long. */
export function expireRecords(): JobKind {
  let nextAt = 0;
  return {
    name: 'expire-records',
    async run({ shell }) {
      const now = Date.parse(shell.now());
      if (now < nextAt) return false;
      await shell.store.expireBufferedMessages(shell.now());
      const before = new Date(now - KEYS_KEPT_DAYS * 86_400_000).toISOString();
      const more = (await shell.store.expireIdempotencyRecords(before, BATCH)) === BATCH;
      if (!more) nextAt = now + EVERY_MS;
      return more;
    },
  };
}
