import { once } from 'node:events';
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';

/** Servers on loopback that take what the product sends out, and do as a test tells them. */

export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly source: string;
}

export interface MailBox {
  readonly url: string;
  readonly letters: readonly Letter[];
  /** What is answered to the next letters: nothing, a reply code, or the line is cut after the content. */
  answer: 'take' | 'cut' | number;
  close(): Promise<void>;
}

/** A real SMTP server. */
export async function openMailBox(): Promise<MailBox> {
  const letters: Letter[] = [];
  const box = { answer: 'take' as MailBox['answer'] };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        if (typeof box.answer === 'number') {
          done(Object.assign(new Error('not now'), { responseCode: box.answer }));
          return;
        }
        letters.push({
          from: mailFrom === false ? '' : (mailFrom?.address ?? ''),
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        });
        if (box.answer === 'take') done();
        // The letter was taken, and the sender never hears of it.
        else for (const connection of server.connections) connection.close();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    letters,
    get answer() {
      return box.answer;
    },
    set answer(answer) {
      box.answer = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface Call {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly calls: readonly Call[];
  status: number;
  close(): Promise<void>;
}

/** A real HTTP server that hears webhooks. */
export async function openReceiver(): Promise<Receiver> {
  const calls: Call[] = [];
  const receiver = { status: 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(receiver.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}/hooks`,
    calls,
    get status() {
      return receiver.status;
    },
    set status(status) {
      receiver.status = status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
