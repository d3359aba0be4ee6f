import { relative } from 'node:path';
import type { ScryptCost } from '../accounts/password.ts';
import { publishProcedure } from '../commands/publish-procedure.ts';
import type { Config } from '../config.ts';
import type { Services } from '../services.ts';
import { createDemoAccounts, demoAccounts, type DemoAccount } from './demo-accounts.ts';
import { findBundles, readBundle } from './read-bundle.ts';
import { seedCalendars } from './seed-calendars.ts';

/** A bundle that ships with the server and could not be published. */
export interface RefusedBundle {
  /** Directory, relative to the procedures. */
  readonly bundle: string;
  readonly message: string;
}

export interface Seeded {
  readonly refusedBundles: readonly RefusedBundle[];
  readonly demoAccounts: readonly DemoAccount[];
  readonly hasAccounts: boolean;
}

/**
 * What an installation needs before the first request. Calendars always: decisions that a new release brings are added. On
 * an empty database of a demonstration also the bundles under `procedures/` and an account for each role; elsewhere an
 * operator publishes and adds accounts, since sample data is not law.
 */
export async function seed(
  { shell, accounts }: Services,
  config: Pick<Config, 'demo' | 'proceduresDir'>,
  cost?: ScryptCost,
): Promise<Seeded> {
  await seedCalendars(shell, config.proceduresDir);
  const isEmpty = (await accounts.users({ limit: 1 })).length === 0 && (await shell.procedures.versions()).length === 0;
  const refusedBundles: RefusedBundle[] = [];
  if (config.demo && isEmpty) {
    for (const bundle of await findBundles(config.proceduresDir)) {
      const outcome = await publishProcedure(shell, { files: await readBundle(bundle), publishedBy: 'system' });
      if (!outcome.ok)
        refusedBundles.push({ bundle: relative(config.proceduresDir, bundle), message: outcome.rejection.message });
    }
    await createDemoAccounts(shell, accounts, cost);
  }
  const known = config.demo ? await demoAccounts(shell) : [];
  const present = await Promise.all(
    known.map(async (account) => ((await accounts.userByName(account.username)) ? [account] : [])),
  );
  return {
    refusedBundles,
    demoAccounts: present.flat(),
    hasAccounts: (await accounts.users({ limit: 1 })).length > 0,
  };
}
