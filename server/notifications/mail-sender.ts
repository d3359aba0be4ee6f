import { createTransport } from 'nodemailer';
import { messageText } from './message-text.ts';
import { notificationId, type Delivery, type Sender } from './sender.ts';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. Never logged. */
  readonly smtpUrl: string;
  /** Official address of the installation. */
  readonly from: string;
  readonly timeZone: string;
}

const CONNECTION_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 20_000;

/** Official mail over SMTP. The Message-ID is the notification's key, so that a mailbox can tell a repetition too. */
export function mailSender({ smtpUrl, from, timeZone }: MailOptions): Sender {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    // A message holds what is written here; it can read no file and fetch no address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    channel: 'email',
    async send(record) {
      const message = messageText(record, timeZone);
      if (message === undefined || record.recipient === undefined) return { outcome: 'refused', failure: 'NO_MESSAGE' };
      try {
        await transport.sendMail({
          from,
          to: record.recipient,
          messageId: `<${notificationId(record).replaceAll(':', '.')}@${domain}>`,
          // Nobody's out-of-office should answer an office.
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...message,
        });
        return { outcome: 'delivered' };
      } catch (error) {
        return failedDelivery(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Commands before the content is sent: whatever ends the conversation there, the message has not been taken. */
const BEFORE_CONTENT = new Set(['EHLO', 'HELO', 'STARTTLS', 'MAIL FROM', 'RCPT TO', 'API']);
const BEFORE_CONVERSATION = new Set(['EDNS', 'EAUTH', 'ETLS', 'EPROTOCOL']);

/**
 * Reads a failure of nodemailer. A reply code is the server's own word (4xx: later, 5xx: never). Without one, only a failure
 * that certainly came before the content is tried again: a connection that breaks later may have broken after the message
 * was taken, and nodemailer calls both `CONN`.
 *
 * @source RFC 5321 §4.2.1 (reply codes), §4.5.4.1 (retrying), §6.1 (responsibility for a message)
 */
function failedDelivery(error: unknown): Delivery {
  const code = fieldOf(error, 'responseCode');
  if (typeof code === 'number') return { outcome: code >= 500 ? 'refused' : 'later', failure: `SMTP_${String(code)}` };
  const [kind, command, call, timeout] = ['code', 'command', 'syscall', 'timeoutType'].map((name) =>
    fieldOf(error, name),
  );
  const isBefore =
    (typeof command === 'string' && (BEFORE_CONTENT.has(command) || command.startsWith('AUTH'))) ||
    (typeof kind === 'string' && BEFORE_CONVERSATION.has(kind)) ||
    call === 'connect' ||
    (typeof timeout === 'string' && timeout !== 'SOCKET_TIMEOUT');
  return { outcome: isBefore ? 'later' : 'uncertain', failure: typeof kind === 'string' ? kind : 'SMTP_FAILED' };
}

function fieldOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
