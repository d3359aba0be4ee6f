import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { BundleFiles } from '../../engine/index.ts';
import { hashPassword, type ScryptCost } from '../../server/accounts/password.ts';
import type { Role } from '../../server/accounts/roles.ts';
import { newSecret } from '../../server/accounts/secret.ts';
import { createApp } from '../../server/app.ts';
import { publishProcedure } from '../../server/commands/publish-procedure.ts';
import { readConfig, type Config } from '../../server/config.ts';
import { openServices } from '../../server/open-services.ts';
import type { App } from '../../server/plugins/app-type.ts';
import type { Services } from '../../server/services.ts';
import { createTestDatabase } from '../support/postgres.ts';

/** The whole server but its socket: real store, real engine, answers checked against their schemas. */
export interface TestServer {
  readonly app: App;
  readonly services: Services;
  readonly config: Config;
  /** Lines that were logged. */
  readonly log: () => readonly string[];
  /** Adds an account and signs in. */
  readonly as: (username: string) => Promise<Client>;
  /** A caller without an account. */
  readonly anonymous: Client;
  readonly addUser: (user: TestUser) => Promise<string>;
  readonly token: (username: string) => Promise<string>;
  readonly publish: (files: BundleFiles) => Promise<void>;
  /** The server's clock goes on by so much. */
  readonly advance: (milliseconds: number) => void;
  /** Closes the server and opens another one over the same database. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TestUser {
  readonly username: string;
  readonly roles: readonly Role[];
  readonly unit?: string;
  readonly groups?: readonly string[];
}

/** Somebody who calls the API. */
export interface Client {
  readonly get: (url: string, headers?: Headers) => Promise<Answer>;
  readonly post: (url: string, body?: object, headers?: Headers) => Promise<Answer>;
  readonly put: (url: string, body: object, headers?: Headers) => Promise<Answer>;
  readonly patch: (url: string, body: object, headers?: Headers) => Promise<Answer>;
  readonly delete: (url: string, headers?: Headers) => Promise<Answer>;
}
type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: unknown;
  /** The answer as it was sent. */
  readonly bytes: Buffer;
  /** Code of a problem document. */
  readonly code: unknown;
  /** Rows of a list. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** The text (or number, as text) at a path of the body; fails the test when there is none. */
  readonly text: (...path: readonly (string | number)[]) => string;
}

export const STORES = ['sqlite', 'postgresql'] as const;
export const PASSWORD = 'mật khẩu để thử nghiệm';
const CHEAP: ScryptCost = { logN: 4, blockSize: 8, parallelization: 1 };

/** A server on an empty database of its own. */
export async function openTestServer(
  dialect: (typeof STORES)[number],
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-api-'));
  const database = dialect === 'postgresql' ? await createTestDatabase() : undefined;
  const config = readConfig({
    DATA_DIR: dataDir,
    WEB_DIR: join(dataDir, 'no-web'),
    // One pair of hands publishes what most tests are about; versions-four-eyes.test.ts asks for two.
    MOTCUA_FOUR_EYES: '0',
    ...(database === undefined ? {} : { DATABASE_URL: database.url }),
    ...settings,
  });
  let offset = 0;
  const lines: string[] = [];
  const logStream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(
        ...chunk
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== ''),
      );
      done();
    },
  });
  const open = async () => {
    const opened = await openServices(config, { clock: () => new Date(Date.now() + offset), passwordCost: CHEAP });
    const app = await createApp({
      config,
      services: opened.services,
      checkResponses: true,
      shedLoad: false,
      logStream,
    });
    await app.ready();
    return { opened, app };
  };
  let { opened, app } = await open();

  const { accounts } = opened.services;
  await accounts.saveUnit({ id: 'unit-a', code: 'H44.01', nameVi: 'Đơn vị A' });
  await accounts.saveUnit({ id: 'unit-b', code: 'H44.02', nameVi: 'Đơn vị B' });

  const server: TestServer = {
    get app() {
      return app;
    },
    get services() {
      return opened.services;
    },
    config,
    log: () => lines,
    get anonymous() {
      return clientOf(app, {});
    },
    async addUser(user) {
      const id = opened.services.shell.newId();
      await opened.services.accounts.addUser({
        groups: [],
        ...user,
        id,
        name: `Họ Tên ${user.username}`,
        createdAt: opened.services.shell.now(),
        passwordHash: await hashPassword(PASSWORD, CHEAP),
      });
      return id;
    },
    async as(username) {
      const answer = await clientOf(app, {}).post('/api/session', { username, password: PASSWORD });
      if (answer.status !== 200) throw new Error(`Signing in as ${username}: ${JSON.stringify(answer.body)}`);
      return clientOf(app, { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' });
    },
    async token(username) {
      const user = await opened.services.accounts.userByName(username);
      if (!user) throw new Error(`There is no account ${username}.`);
      const secret = newSecret();
      const { newId, now } = opened.services.shell;
      await opened.services.accounts.addToken({
        id: newId(),
        userId: user.id,
        name: 'test',
        createdAt: now(),
        hash: secret.hash,
      });
      return secret.value;
    },
    async publish(files) {
      const outcome = await publishProcedure(opened.services.shell, { files, publishedBy: 'system' });
      if (!outcome.ok) throw new Error(`${outcome.rejection.message} ${JSON.stringify(outcome.diagnostics)}`);
    },
    advance(milliseconds) {
      offset += milliseconds;
    },
    async restart() {
      await app.close();
      await opened.close();
      ({ opened, app } = await open());
    },
    async close() {
      await app.close();
      await opened.close();
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return server;
}

/** A caller with a token instead of a cookie. */
export function withToken(app: App, token: string): Client {
  return clientOf(app, { authorization: `Bearer ${token}` });
}

/** Sends each change under a key of its own unless the caller gives one. */
export function clientOf(app: App, credentials: Headers): Client {
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    headers: Headers = {},
  ): Promise<Answer> => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...credentials, ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = /json/.test(String(answer.headers['content-type']));
    const sent: unknown = isJson && answer.body !== '' ? answer.json() : answer.body;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: sent,
      bytes: answer.rawPayload,
      code: at(sent, 'code'),
      get items() {
        const items = at(sent, 'items');
        if (!Array.isArray(items)) throw new Error(`${method} ${url} answered no list: ${JSON.stringify(sent)}`);
        return items.filter(isRecord);
      },
      text(...path) {
        const value = path.reduce<unknown>(at, sent);
        if (typeof value === 'string' || typeof value === 'number') return String(value);
        throw new Error(`${method} ${url} answered without ${path.join('.')}: ${JSON.stringify(sent)}`);
      },
    };
  };
  return {
    get: (url, headers) => send('GET', url, undefined, headers),
    post: (url, body, headers) => send('POST', url, body, headers),
    put: (url, body, headers) => send('PUT', url, body, headers),
    patch: (url, body, headers) => send('PATCH', url, body, headers),
    delete: (url, headers) => send('DELETE', url, undefined, headers),
  };
}

function at(value: unknown, key: string | number): unknown {
  if (Array.isArray(value) && typeof key === 'number') return value[key];
  return isRecord(value) ? value[String(key)] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
