import type { Migration } from './migration.ts';

/** States keep what people completed in another shape: snapshots of the old one go, and are written anew from the events. */
export const snapshotsAnew: Migration = {
  name: '009-snapshots-anew',
  async up(tx) {
    await tx.raw('DELETE FROM snapshots');
  },
};
