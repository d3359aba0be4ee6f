import { readConfig } from '../config.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';

/** The schema, brought up to date before the servers of a new version start. (Servers do it too when they start.) */
export const migrate: CliCommand = {
  name: 'migrate',
  usage: ['migrate'],
  summary: 'Bring the database schema up to date.',
  async run(args) {
    if (args.length > 0) throw new UsageError('migrate takes no arguments.');
    const { openConfiguredStore } = await import('../open-services.ts');
    const store = await openConfiguredStore(readConfig());
    try {
      await store.migrate();
      process.stdout.write(`The schema on ${store.dialect} is up to date.\n`);
      return EXIT.done;
    } finally {
      await store.close();
    }
  },
};
