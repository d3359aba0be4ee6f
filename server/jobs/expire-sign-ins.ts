import type { Accounts } from '../store/accounts.ts';
import { KEYS_KEPT_DAYS } from './expire-records.ts';
import type { JobKind } from './job-kind.ts';

const EVERY_MS = 600_000;

export interface ExpireSignInsOptions {
  readonly accounts: Accounts;
  /** How long a session lives without a request. */
  readonly idleMinutes: number;
}

/** Takes away sessions that can no longer be used, and answers that nobody may ask for again. Both are refused already when
 *  they are met; this keeps the tables small and forgets who was signed in. */
export function expireSignIns({ accounts, idleMinutes }: ExpireSignInsOptions): JobKind {
  let nextAt = 0;
  return {
    name: 'expire-sign-ins',
    async run({ shell, log }) {
      const now = Date.parse(shell.now());
      if (now < nextAt) return false;
      const ago = (milliseconds: number): string => new Date(now - milliseconds).toISOString();
      const sessions = await accounts.removeExpiredSessions(shell.now(), ago(idleMinutes * 60_000));
      const answers = await accounts.forgetAnswers(ago(KEYS_KEPT_DAYS * 86_400_000));
      if (sessions + answers > 0) log.info({ sessions, answers }, 'Expired sessions and answers are removed.');
      nextAt = now + EVERY_MS;
      return false;
    },
  };
}
