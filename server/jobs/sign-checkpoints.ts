import { exportCheckpoint } from '../event-log/export-checkpoint.ts';
import type { LogFolder } from '../event-log/log-folder.ts';
import { nextCheckpoint } from '../event-log/next-checkpoint.ts';
import { faultPoint } from '../store/fault-point.ts';
import type { JobKind } from './job-kind.ts';

const LOOK_AGAIN_MS = 60_000;

export interface SignCheckpointsOptions {
  /** As in `append-to-log.ts`: the node that appends also signs. */
  readonly nodeId: string;
  readonly folder: LogFolder;
  /** Seconds between two checkpoints while the log grows. */
  readonly everySeconds: number;
  /** Where a copy of each goes; nowhere when absent. */
  readonly exportDir?: string;
}

/**
 * Signs a checkpoint of the log over all cases when it has grown, keeps it outside the database, and puts a copy where the
 * database's administrator does not rule. What contradicts an earlier checkpoint is never signed: the reason is logged and
 * noted until it is mended.
 */
export function signCheckpoints({ nodeId, folder, everySeconds, exportDir }: SignCheckpointsOptions): JobKind {
  let nextAt = 0;
  return {
    name: 'sign-checkpoints',
    async run({ shell: { store, now }, log }) {
      const at = Date.parse(now());
      if (at < nextAt) return false;
      nextAt = at + everySeconds * 1_000;
      const { keeper, refusal } = await store.readEventLog();
      if (keeper !== undefined && keeper.id !== nodeId && keeper.until > now()) return false;
      const next = await nextCheckpoint(store, folder);
      if (next.outcome === 'refused') {
        nextAt = at + LOOK_AGAIN_MS;
        if (refusal !== next.reason) await store.noteLogRefusal(next.reason);
        log.error({ reason: next.reason }, `The log of events is not signed any more. ${next.message}`);
        return false;
      }
      if (refusal !== undefined) await store.noteLogRefusal(undefined);
      if (next.outcome === 'nothing-new') return false;
      const { size, note } = next;
      // Outside first: whatever happens to the database afterwards, this size has been signed once.
      await folder.keepCheckpoint(note);
      await faultPoint('log.signed');
      await store.insertCheckpoint({ size, note, signedAt: now() });
      if (exportDir !== undefined) await exportCheckpoint(exportDir, size, note);
      return false;
    },
  };
}
