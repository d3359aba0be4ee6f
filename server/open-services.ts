import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScryptCost } from './accounts/password.ts';
import { fileShelf } from './attachments/file-shelf.ts';
import { createSignIn } from './accounts/sign-in.ts';
import { createShell } from './commands/shell.ts';
import type { Config } from './config.ts';
import { logFolder, logOrigin, type LogFolder } from './event-log/log-folder.ts';
import type { NotificationChannels } from './notifications/notifications-of.ts';
import type { Services } from './services.ts';
import { createAccounts } from './store/accounts-knex.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/** Services with the end of their life. */
export interface OpenedServices {
  readonly services: Services;
  /** Commands under way finish, then the store closes. */
  close(): Promise<void>;
}

export interface ServicesOptions {
  /** The clock that decides; the machine's when absent. */
  readonly clock?: () => Date;
  /** Tests only: passwords that are cheap to check. */
  readonly passwordCost?: ScryptCost;
}

/** The store that the configuration names: PostgreSQL by its address, else one SQLite file in the data directory. */
export async function openConfiguredStore(config: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<Store> {
  if (config.databaseUrl !== undefined) return openStore({ url: config.databaseUrl });
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  return openStore({ file: join(config.dataDir, 'motcua.sqlite') });
}

/** Where the log over all cases keeps what must not lie in the database. */
export function configuredLogFolder({ dataDir, publicUrl, eventLog }: Config): LogFolder {
  const { signingKey } = eventLog;
  return logFolder({
    path: join(dataDir, 'log'),
    origin: logOrigin(publicUrl),
    ...(signingKey === undefined ? {} : { signingKey }),
  });
}

/** Opens the store, brings its schema up to date, and puts the services over it. */
export async function openServices(
  config: Config,
  { clock = () => new Date(), passwordCost }: ServicesOptions = {},
): Promise<OpenedServices> {
  const store = await openConfiguredStore(config);
  try {
    await store.migrate();
    const shell = await createShell({
      store,
      now: () => clock().toISOString(),
      notify: channelsOf(config),
      jobBackoffSeconds: config.jobBackoffSeconds,
    });
    const accounts = createAccounts(store);
    const signIn = createSignIn(accounts, {
      clock,
      idleMinutes: config.sessionIdleMinutes,
      hours: config.sessionHours,
      ...(passwordCost === undefined ? {} : { cost: passwordCost }),
    });
    return {
      services: {
        shell,
        accounts,
        signIn,
        files: fileShelf(join(config.dataDir, 'attachments')),
        attachmentMaxBytes: config.attachmentMaxBytes,
        logFolder: configuredLogFolder(config),
        fourEyes: config.fourEyes,
        ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
      },
      async close() {
        await shell.handler.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function channelsOf({ mail, webhook }: Config): NotificationChannels {
  return {
    ...(mail === undefined ? {} : { email: { operators: mail.operators, heads: mail.heads } }),
    ...(webhook === undefined ? {} : { webhook: true }),
  };
}

/** Services for one errand of the command line, closed behind it. */
export async function withServices<T>(config: Config, errand: (services: Services) => Promise<T>): Promise<T> {
  const opened = await openServices(config);
  try {
    return await errand(opened.services);
  } finally {
    await opened.close();
  }
}
