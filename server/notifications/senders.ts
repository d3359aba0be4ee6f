import type { Config } from '../config.ts';
import type { Shell } from '../commands/shell.ts';
import { mailSender } from './mail-sender.ts';
import type { Sender } from './sender.ts';
import { webhookSender } from './webhook-sender.ts';

/** The ways to tell that the configuration sets up. */
export function sendersOf({ mail, webhook }: Pick<Config, 'mail' | 'webhook'>, shell: Shell): readonly Sender[] {
  return [
    ...(mail === undefined
      ? []
      : [mailSender({ smtpUrl: mail.smtpUrl, from: mail.from, timeZone: shell.calendars.timeZone })]),
    ...(webhook === undefined ? [] : [webhookSender({ ...webhook, now: shell.now })]),
  ];
}
