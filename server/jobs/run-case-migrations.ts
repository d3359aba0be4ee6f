import { migrateBatch } from '../commands/migrate-cases.ts';
import type { JobKind } from './job-kind.ts';

const LOOK_EVERY_MS = 1_000;
const BATCH = 50;

/**
 * Moves the cases of each running migration, a batch at a time. What became of a batch and how far it has come is written in
 * one transaction, so that a restart goes on from there; a case that was moved before the crash is found to be there already.
 */
export function runCaseMigrations(): JobKind {
  let lookAt = 0;
  return {
    name: 'run-case-migrations',
    async run({ shell, log }) {
      const now = shell.now();
      if (Date.parse(now) < lookAt) return false;
      const migration = await shell.store.nextCaseMigration();
      if (migration === undefined) {
        lookAt = Date.parse(now) + LOOK_EVERY_MS;
        return false;
      }
      const { id, from, cursor } = migration;
      const page = await shell.store.listCases(
        { status: 'active', procedureDigest: from.digest },
        { limit: BATCH, ...(cursor === undefined ? {} : { cursor }) },
      );
      const results = await migrateBatch(shell, migration, page.items);
      const { nextCursor } = page;
      await shell.store.advanceCaseMigration(id, {
        results,
        ...(nextCursor === undefined ? { finishedAt: shell.now() } : { cursor: nextCursor }),
      });
      if (nextCursor === undefined)
        log.info({ migration: id }, 'A migration has reached every open case of its version.');
      return true;
    },
  };
}
