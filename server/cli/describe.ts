import { readConfig } from '../config.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';

/** The API's document without a server or a database: for generated clients and for reviewers of a change. */
export const describe: CliCommand = {
  name: 'openapi',
  usage: ['openapi'],
  summary: 'Print the OpenAPI 3.1 document of the API.',
  async run(args) {
    if (args.length > 0) throw new UsageError('openapi takes no arguments.');
    const { createApp } = await import('../app.ts');
    const app = await createApp({ config: { ...readConfig({}), logLevel: 'silent' } });
    await app.ready();
    process.stdout.write(`${JSON.stringify(app.swagger(), null, 2)}\n`);
    await app.close();
    return EXIT.done;
  },
};
