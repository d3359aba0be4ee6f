import type { AddressInfo } from 'node:net';
import type { DestinationStream } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { startConnectors, type ConnectorRunner } from './connectors/connector-runner.ts';
import { SIMULATORS } from './connectors/simulators.ts';
import { appendToLog } from './jobs/append-to-log.ts';
import { expireSignIns } from './jobs/expire-sign-ins.ts';
import { deliverNotifications, type NotificationDelivery } from './jobs/deliver-notifications.ts';
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts';
import { signCheckpoints } from './jobs/sign-checkpoints.ts';
import type { Sender } from './notifications/sender.ts';
import { sendersOf } from './notifications/senders.ts';
import { openServices } from './open-services.ts';
import type { DemoAccount } from './seed/demo-accounts.ts';
import type { Services } from './services.ts';
import { seed, type RefusedBundle } from './seed/seed.ts';

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  /** Which store is behind it, in words. */
  readonly store: string;
  readonly refusedBundles: readonly RefusedBundle[];
  /** Demonstration accounts of this server; none where demonstration is off. */
  readonly demoAccounts: readonly DemoAccount[];
  readonly hasAccounts: boolean;
  /** Job types that simulators of national systems answer; none where demonstration is off. */
  readonly simulatedJobTypes: readonly string[];
  /** Finishes what is under way, then closes everything. */
  close(): Promise<void>;
}

/** Opens the store, brings it up to date, seeds it when it is empty, starts background work, listens. */
export async function startServer(config: Config, logStream?: DestinationStream): Promise<RunningServer> {
  const opened = await openServices(config);
  let runner: JobRunner | undefined;
  let connectors: ConnectorRunner | undefined;
  let senders: readonly Sender[] = [];
  let delivery: NotificationDelivery | undefined;
  /** Nothing new begins, what is under way ends. */
  const stopWork = async (): Promise<void> => {
    await connectors?.stop();
    await runner?.stop();
    await delivery?.settled();
    for (const sender of senders) sender.close();
  };
  const services: Services = {
    ...opened.services,
    ...(config.jobs ? { jobs: { alive: () => runner?.alive() === true } } : {}),
  };
  try {
    const seeded = await seed(services, config);
    const app = await createApp({ config, services, ...(logStream === undefined ? {} : { logStream }) });
    if (config.jobs) {
      const { shell, accounts } = services;
      senders = sendersOf(config, shell);
      delivery = senders.length === 0 ? undefined : deliverNotifications(senders);
      const { checkpointSeconds: everySeconds, exportDir } = config.eventLog;
      const nodeId = shell.newId();
      const kinds = [
        appendToLog({ nodeId }),
        signCheckpoints({
          nodeId,
          folder: services.logFolder,
          everySeconds,
          ...(exportDir === undefined ? {} : { exportDir }),
        }),
        expireSignIns({ accounts, idleMinutes: config.sessionIdleMinutes }),
        ...(delivery === undefined ? [] : [delivery.kind]),
      ];
      runner = createJobRunner({ shell, log: app.log, kinds });
      await runner.start();
    }
    const simulators = config.demo && config.jobs ? SIMULATORS : [];
    connectors = startConnectors({ shell: services.shell, connectors: simulators, log: app.log });
    await app.listen({ host: config.host, port: config.port });
    return {
      url: urlOf(app.server.address(), config),
      store: services.shell.store.dialect === 'sqlite' ? `SQLite in ${config.dataDir}` : 'PostgreSQL',
      ...seeded,
      simulatedJobTypes: simulators.map(({ jobType }) => jobType),
      async close() {
        await app.close();
        await stopWork();
        await opened.close();
      },
    };
  } catch (error) {
    await stopWork();
    await opened.close();
    throw error;
  }
}

function urlOf(address: AddressInfo | string | null, { publicUrl }: Config): string {
  if (publicUrl !== undefined) return publicUrl;
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a TCP port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host === '0.0.0.0' || host === '[::]' ? 'localhost' : host}:${String(address.port)}`;
}
