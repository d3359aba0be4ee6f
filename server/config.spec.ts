import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, VARIABLES } from './config.ts';

describe('readConfig', () => {
  it('starts with nothing set: loopback, SQLite, demonstration', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      demo: true,
      jobs: true,
      trustProxy: false,
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, demo: true });
  });

  it('gives no demonstration accounts to a PostgreSQL database unless asked', () => {
    const DATABASE_URL = 'postgres://motcua:secret@db.example:5432/motcua';
    expect(readConfig({ DATABASE_URL }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL, MOTCUA_DEMO: '1' }).demo).toBe(true);
  });

  it('names every problem at once, each with what is accepted', () => {
    const read = (): unknown =>
      readConfig({
        PORT: 'http',
        LOG_LEVEL: 'loud',
        MOTCUA_JOBS: 'maybe',
        PUBLIC_URL: 'motcua.example',
        SESSION_HOURS: '0',
      });
    expect(read).toThrow(ConfigError);
    try {
      read();
    } catch (error) {
      const problems = error instanceof ConfigError ? error.problems : [];
      expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
        'LOG_LEVEL',
        'PUBLIC_URL',
        'PORT',
        'MOTCUA_JOBS',
        'SESSION_HOURS',
      ]);
      expect(problems.every((problem) => problem.includes('give '))).toBe(true);
    }
  });

  it('never repeats a database address, which holds a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://root:hunter2@db/motcua' })).toThrow(
      /DATABASE_URL is not a PostgreSQL address/,
    );
    expect(() => readConfig({ DATABASE_URL: 'mysql://root:hunter2@db/motcua' })).not.toThrow(/hunter2/);
  });

  it('reduces the public address to its origin and refuses a path', () => {
    expect(readConfig({ PUBLIC_URL: 'https://motcua.example.vn/' }).publicUrl).toBe('https://motcua.example.vn');
    expect(() => readConfig({ PUBLIC_URL: 'https://example.vn/motcua' })).toThrow(/without a path/);
  });

  it('reads proxies as a number of hops or as addresses', () => {
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(readConfig({ TRUST_PROXY: '10.0.0.0/8,127.0.0.1' }).trustProxy).toBe('10.0.0.0/8,127.0.0.1');
    expect(readConfig({ TRUST_PROXY: '0' }).trustProxy).toBe(false);
  });

  it('sends mail from official addresses only', () => {
    const SMTP_URL = 'smtp://user:hunter2@mail.example.vn';
    const { mail } = readConfig({ SMTP_URL, MAIL_FROM: 'motcua@phutho.gov.vn', MAIL_OPERATORS: 'a@b.vn, c@d.vn' });
    expect(mail).toEqual({
      smtpUrl: SMTP_URL,
      from: 'motcua@phutho.gov.vn',
      operators: ['a@b.vn', 'c@d.vn'],
      heads: [],
    });
    const heads = readConfig({ SMTP_URL, MAIL_FROM: 'x@a.gov.vn', MAIL_HEADS: 'ubnd-a=a@b.vn, c@d.vn' }).mail?.heads;
    expect(heads).toEqual([{ address: 'a@b.vn', unit: 'ubnd-a' }, { address: 'c@d.vn' }]);
    expect(() => readConfig({ SMTP_URL, MAIL_FROM: 'x@a.gov.vn', MAIL_HEADS: 'nobody' })).toThrow(/MAIL_HEADS/);
    for (const MAIL_FROM of ['motcua@gmail.com', 'motcua@notgov.vn', 'Một cửa <motcua@phutho.gov.vn>', ''])
      expect(() => readConfig({ SMTP_URL, MAIL_FROM })).toThrow(/MAIL_FROM .* must be an address at gov\.vn/);
    const MAIL_DOMAINS = 'example.vn';
    expect(readConfig({ SMTP_URL, MAIL_DOMAINS, MAIL_FROM: 'x@example.vn' }).mail?.from).toBe('x@example.vn');
    expect(() => readConfig({ SMTP_URL: 'http://user:hunter2@x', MAIL_FROM: 'a@b.gov.vn' })).not.toThrow(/hunter2/);
    expect(readConfig({}).mail).toBeUndefined();
  });

  it('posts webhooks under https with a secret worth the name', () => {
    const WEBHOOK_SECRET = 'x'.repeat(32);
    expect(readConfig({ WEBHOOK_URL: 'https://a.vn/h', WEBHOOK_SECRET }).webhook?.url).toBe('https://a.vn/h');
    expect(readConfig({ WEBHOOK_URL: 'http://127.0.0.1:9/h', WEBHOOK_SECRET }).webhook).toBeDefined();
    expect(() => readConfig({ WEBHOOK_URL: 'http://a.vn/h', WEBHOOK_SECRET })).toThrow(/https/);
    expect(() => readConfig({ WEBHOOK_URL: 'https://a.vn/h', WEBHOOK_SECRET: 'short' })).toThrow(/WEBHOOK_SECRET/);
  });
});

it('the page of the configuration lists every variable as the server explains it', async () => {
  const page = await readFile(join(import.meta.dirname, 'configuration.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map(([, name, meaning]) => [name, meaning]);
  expect(rows).toEqual(Object.entries(VARIABLES));
});
