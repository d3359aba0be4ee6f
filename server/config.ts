import { resolve } from 'node:path';
import { readSigningKey, type SigningKey } from './event-log/ed25519.ts';

/**
 * What the operator of a Motcua server can set, as read from the environment. This file is the only reader of
 * `process.env`; everybody else is handed a {@link Config}.
 */
export interface Config {
  /** Address to listen on. Loopback by default: opening a server to the network is a decision, not an accident. */
  readonly host: string;
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Where SQLite keeps its file, and attached files lie. Absolute; on PostgreSQL a directory that all nodes share. */
  readonly dataDir: string;
  /** PostgreSQL connection string; absent: SQLite in `dataDir`. Never logged. */
  readonly databaseUrl?: string;
  readonly logLevel: LogLevel;
  /** Origin under which browsers reach the server, without a trailing slash. Decides the `Secure` flag of the session
   *  cookie and which `Origin` may change things. Absent: the `Host` of each request. */
  readonly publicUrl?: string;
  /** Proxies whose `X-Forwarded-*` headers are believed: none, one hop by number, or addresses. */
  readonly trustProxy: boolean | number | string;
  /** On a fresh database, publish the samples and create one account per role with known passwords; answer the jobs that
   *  are meant for national systems by simulators. */
  readonly demo: boolean;
  /** When a version must be proposed by one analyst and published by another (adr/0002): `when-possible` from the second
   *  active analyst account on. */
  readonly fourEyes: 'always' | 'when-possible' | 'never';
  /** Run timers, outbox and other background work in this process. */
  readonly jobs: boolean;
  /** Seconds until a failed job with four or more attempts left is tried again; the wait doubles with each attempt fewer. */
  readonly jobBackoffSeconds: number;
  /** How long a session lives without a request, and in any case. */
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  /** Directory of procedure bundles that a fresh database publishes. Absolute. */
  readonly proceduresDir: string;
  /** Directory of the built web application. Absolute. */
  readonly webDir: string;
  /** Official mail; absent: nobody is written to. */
  readonly mail?: MailConfig;
  /** Where other systems hear of cases; absent: nowhere. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** The largest file that may be attached, in bytes. */
  readonly attachmentMaxBytes: number;
  readonly eventLog: EventLogConfig;
}

/** The log over all cases, and where its signed checkpoints go. */
export interface EventLogConfig {
  /** Seconds between two checkpoints while the log grows. */
  readonly checkpointSeconds: number;
  /** Folder that gets a copy of each checkpoint. Absolute. */
  readonly exportDir?: string;
  /** Instead of the key in `dataDir`. Secret; never logged. */
  readonly signingKey?: SigningKey;
}

export interface MailConfig {
  /** Holds a password; never logged. */
  readonly smtpUrl: string;
  readonly from: string;
  /** Who hears of incidents. */
  readonly operators: readonly string[];
  /** Who hears of deadlines: of all, or of those of one unit, by its id. */
  readonly heads: readonly { readonly address: string; readonly unit?: string }[];
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
/** Levels of pino, quietest last. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What was wrong with the environment: one sentence per variable, each saying what is accepted. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Every variable with its meaning, for `motcua help` and configuration.md. Kept beside the reader so that neither can lag. */
export const VARIABLES = {
  HOST: 'address to listen on (default 127.0.0.1; 0.0.0.0 opens the server to the network)',
  PORT: 'TCP port, 0 for any free one (default 8080)',
  DATA_DIR: 'directory of the SQLite file and of attached files (default data in the checkout)',
  DATABASE_URL: 'postgres://user:password@host:port/database; SQLite when absent',
  LOG_LEVEL: 'trace, debug, info, warn, error, fatal or silent (default info)',
  PUBLIC_URL: 'https://… origin under which browsers reach the server',
  TRUST_PROXY: 'number of proxies in front, or their addresses separated by commas (default none)',
  MOTCUA_DEMO:
    '1 or 0: samples and demonstration accounts on a fresh database, national systems simulated (default 1 on SQLite, 0 on PostgreSQL)',
  MOTCUA_FOUR_EYES:
    '1 or 0: a version is published by another analyst than its authors (default 0 for a demonstration, elsewhere 1 from the second analyst account on)',
  MOTCUA_JOBS: '1 or 0: run timers and deliveries in this process (default 1)',
  JOB_BACKOFF_SECONDS:
    'seconds until a failed job is tried again while it has four or more attempts left; doubled with each attempt fewer (default 5)',
  SESSION_IDLE_MINUTES: 'minutes without a request after which a session ends (default 60)',
  SESSION_HOURS: 'hours after which a session ends in any case (default 12)',
  PROCEDURES_DIR: 'directory of the bundles that a fresh database publishes (default procedures in the checkout)',
  SMTP_URL: 'smtp://user:password@host:port of the official mail server; no mail when absent',
  MAIL_FROM: 'official address that mail comes from; needed with SMTP_URL',
  MAIL_DOMAINS: 'domains that MAIL_FROM may belong to, separated by commas (default gov.vn)',
  MAIL_OPERATORS: 'addresses that hear of incidents, separated by commas (default none)',
  MAIL_HEADS:
    'addresses that hear of deadlines, separated by commas; unit=address hears of one unit alone (default none)',
  WEBHOOK_URL: 'https://… address that hears of every change of status; none when absent',
  WEBHOOK_SECRET: 'secret of at least 32 characters that webhooks are signed with; needed with WEBHOOK_URL',
  ATTACHMENT_MAX_MB: 'largest file that may be attached, in megabytes (default 20)',
  LOG_CHECKPOINT_SECONDS: 'seconds between two signed checkpoints of the log of events while it grows (default 10)',
  LOG_EXPORT_DIR:
    'directory that gets a copy of each checkpoint, best on a disk that the database administrator cannot write (default none)',
  LOG_SIGNING_KEY: 'PRIVATE+KEY+… that signs the checkpoints (default the file log/signing-key in DATA_DIR, made once)',
  WEB_DIR: 'directory of the built web application (default dist/web in the checkout)',
} as const satisfies Readonly<Record<string, string>>;
type Variable = keyof typeof VARIABLES;

/** The checkout: what ships with the server is found from here, wherever the process was started. */
const ROOT = resolve(import.meta.dirname, '..');

/**
 * Reads and checks the environment.
 *
 * An empty variable counts as absent, because that is what compose files and unit files make of an unset one.
 *
 * @throws ConfigError listing every problem at once, so that one restart is enough to mend them all.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const problems: string[] = [];
  const text = (name: Variable): string | undefined => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const integer = (name: Variable, fallback: number, least: number, most: number): number => {
    const value = text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    problems.push(`${name} is "${value}"; give a whole number from ${String(least)} to ${String(most)}.`);
    return fallback;
  };
  const flag = (name: Variable, fallback: boolean): boolean => {
    const value = text(name);
    if (value === undefined) return fallback;
    if (value === '1' || value === 'true') return true;
    if (value === '0' || value === 'false') return false;
    problems.push(`${name} is "${value}"; give 1 or 0.`);
    return fallback;
  };

  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    // The value is not repeated: it holds a password.
    problems.push(
      'DATABASE_URL is not a PostgreSQL address; give postgres://user:password@host:port/database, or leave it out for SQLite.',
    );
  }
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!isLogLevel(logLevel)) {
    problems.push(`LOG_LEVEL is "${logLevel}"; give trace, debug, info, warn, error, fatal or silent.`);
  }
  const publicUrl = text('PUBLIC_URL');
  if (publicUrl !== undefined && originOf(publicUrl) === undefined) {
    problems.push(`PUBLIC_URL is "${publicUrl}"; give an origin such as https://motcua.example.vn, without a path.`);
  }

  const demo = flag('MOTCUA_DEMO', databaseUrl === undefined);
  const fourEyes = text('MOTCUA_FOUR_EYES') === undefined ? undefined : flag('MOTCUA_FOUR_EYES', true);
  const mail = mailConfig(text, problems);
  const webhook = webhookConfig(text, problems);
  const signingKey = signingKeyIn(text('LOG_SIGNING_KEY'), problems);
  const exportDir = text('LOG_EXPORT_DIR');

  const config: Config = {
    host: text('HOST') ?? '127.0.0.1',
    port: integer('PORT', 8080, 0, 65_535),
    dataDir: resolve(text('DATA_DIR') ?? resolve(ROOT, 'data')),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    logLevel: isLogLevel(logLevel) ? logLevel : 'info',
    ...(publicUrl === undefined ? {} : { publicUrl: originOf(publicUrl) ?? publicUrl }),
    trustProxy: trustProxy(text('TRUST_PROXY')),
    demo,
    fourEyes: fourEyes === undefined ? (demo ? 'never' : 'when-possible') : fourEyes ? 'always' : 'never',
    jobs: flag('MOTCUA_JOBS', true),
    jobBackoffSeconds: integer('JOB_BACKOFF_SECONDS', 5, 1, 3600),
    sessionIdleMinutes: integer('SESSION_IDLE_MINUTES', 60, 1, 24 * 60),
    sessionHours: integer('SESSION_HOURS', 12, 1, 24 * 7),
    proceduresDir: resolve(text('PROCEDURES_DIR') ?? resolve(ROOT, 'procedures')),
    webDir: resolve(text('WEB_DIR') ?? resolve(ROOT, 'dist/web')),
    attachmentMaxBytes: integer('ATTACHMENT_MAX_MB', 20, 1, 500) * 1_048_576,
    eventLog: {
      checkpointSeconds: integer('LOG_CHECKPOINT_SECONDS', 10, 1, 86_400),
      ...(exportDir === undefined ? {} : { exportDir: resolve(exportDir) }),
      ...(signingKey === undefined ? {} : { signingKey }),
    },
    ...(mail === undefined ? {} : { mail }),
    ...(webhook === undefined ? {} : { webhook }),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

type ReadText = (name: Variable) => string | undefined;

/** Mail comes from an official address or not at all: personal mail services are no channel of an authority. */
function mailConfig(text: ReadText, problems: string[]): MailConfig | undefined {
  const smtpUrl = text('SMTP_URL');
  if (smtpUrl === undefined) return undefined;
  if (!/^smtps?:$/.test(parse(smtpUrl)?.protocol ?? '')) {
    // The value is not repeated: it holds a password.
    problems.push('SMTP_URL is not a mail server; give smtp://host:port or smtps://user:password@host:port.');
  }
  const domains = listOf(text('MAIL_DOMAINS') ?? 'gov.vn').map((domain) => domain.toLowerCase());
  const from = text('MAIL_FROM') ?? '';
  const domain = /^[^\s@<>,]+@([A-Za-z0-9.-]+)$/.exec(from)?.[1]?.toLowerCase();
  if (domain === undefined || !domains.some((allowed) => domain === allowed || domain.endsWith(`.${allowed}`))) {
    problems.push(
      `MAIL_FROM is "${from}"; with SMTP_URL it must be an address at ${domains.join(' or ')} (see MAIL_DOMAINS).`,
    );
  }
  const operators = listOf(text('MAIL_OPERATORS') ?? '');
  const wrong = operators.filter((address) => !/^[^\s@<>,]+@[^\s@<>,]+$/.test(address));
  if (wrong.length > 0) problems.push(`MAIL_OPERATORS holds ${wrong.join(', ')}; give addresses separated by commas.`);
  const heads = listOf(text('MAIL_HEADS') ?? '').map((entry) => {
    const [, unit, address] = /^(?:([^=@\s]+)=)?(.*)$/.exec(entry) ?? [];
    return { address: address ?? entry, ...(unit === undefined ? {} : { unit }) };
  });
  const unknown = heads.filter(({ address }) => !/^[^\s@<>,=]+@[^\s@<>,=]+$/.test(address));
  if (unknown.length > 0)
    problems.push(
      `MAIL_HEADS holds ${unknown.map(({ address }) => address).join(', ')}; give addresses, or unit=address, separated by commas.`,
    );
  return { smtpUrl, from, operators, heads };
}

function signingKeyIn(value: string | undefined, problems: string[]): SigningKey | undefined {
  if (value === undefined) return undefined;
  const key = readSigningKey(value);
  // The value is not repeated: it is a secret.
  if (key === undefined)
    problems.push('LOG_SIGNING_KEY is no signing key; give PRIVATE+KEY+<name>+<key id>+<base64>, or leave it out.');
  return key;
}

function webhookConfig(text: ReadText, problems: string[]): Config['webhook'] {
  const url = text('WEBHOOK_URL');
  if (url === undefined) return undefined;
  const parsed = parse(url);
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(parsed?.hostname ?? '');
  if (parsed?.protocol !== 'https:' && !(parsed?.protocol === 'http:' && isLoopback))
    problems.push(`WEBHOOK_URL is "${url}"; give an https address (http only on this machine).`);
  const secret = text('WEBHOOK_SECRET') ?? '';
  if (secret.length < 32) problems.push('WEBHOOK_SECRET must have at least 32 characters when WEBHOOK_URL is given.');
  return { url, secret };
}

function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isLogLevel(value: string): value is LogLevel {
  return LOG_LEVELS.some((level) => level === value);
}

function isPostgresUrl(value: string): boolean {
  const url = parse(value);
  return url !== null && (url.protocol === 'postgres:' || url.protocol === 'postgresql:') && url.hostname !== '';
}

/** The origin when `value` is one (a trailing slash is forgiven), else undefined. */
function originOf(value: string): string | undefined {
  const url = parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' ? url.origin : undefined;
}

function parse(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

/** A number of hops stays a number; addresses go to Fastify as they are. */
function trustProxy(value: string | undefined): boolean | number | string {
  if (value === undefined || value === '0' || value === 'false') return false;
  return /^\d+$/.test(value) ? Number(value) : value;
}
