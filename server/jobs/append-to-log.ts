import { edgeTiles, growTiles, logLeaf, tileName, type LogEntry } from '../../engine/index.ts';
import { sha256 } from '../commands/sealing.ts';
import { faultPoint } from '../store/fault-point.ts';
import type { EventLogHead } from '../store/event-log-records.ts';
import type { Store } from '../store/store.ts';
import type { JobKind } from './job-kind.ts';

const BATCH = 512;
const EVERY_MS = 1_000;
/** A node that appends is left alone for so long; when it is gone, another goes on. */
const KEEPER_MS = 10_000;

export interface AppendToLogOptions {
  /** Tells this node from others on the same database. */
  readonly nodeId: string;
  /** Pause after everything was appended. */
  readonly everyMs?: number;
  /** Tests only: false leaves out the look for commits that were passed over. */
  readonly looksBack?: boolean;
}

/**
 * Appends what became durable to the log over all cases, in the order in which it became durable and never in a command's
 * transaction. Several nodes may try: the size of the log decides who was first, and each commit is in it once
 * (server/adr/0003).
 *
 * The first node to find nothing more to do looks once whether a commit was passed over (a restored or copied database).
 */
export function appendToLog({ nodeId, everyMs = EVERY_MS, looksBack = true }: AppendToLogOptions): JobKind {
  let nextAt = 0;
  let sweptUpTo: Pick<LogEntry, 'caseId' | 'firstSeq'> | undefined;
  let swept = !looksBack;

  /** Commits that were passed over, a page at a time; false when there are none left. */
  async function sweep(store: Store, head: EventLogHead, keeper: Keeper): Promise<boolean> {
    const entries = await store.commitsNotInLog(sweptUpTo, BATCH);
    if (entries.length > 0 && (await append(store, head, entries, head.place, keeper))) sweptUpTo = entries.at(-1);
    swept = entries.length === 0;
    return !swept;
  }

  return {
    name: 'append-to-log',
    async run({ shell: { store, now } }) {
      const at = Date.parse(now());
      if (at < nextAt) return false;
      const head = await store.readEventLog();
      const keeper: Keeper = { id: nodeId, until: new Date(at + KEEPER_MS).toISOString() };
      const isElsewhere = head.keeper !== undefined && head.keeper.id !== nodeId && head.keeper.until > now();
      if (isElsewhere) {
        nextAt = at + everyMs;
        return false;
      }
      const found = await store.commitsToLog(head.place, BATCH);
      if (found.place !== head.place) await append(store, head, found.entries, found.place, keeper);
      if (found.more) return true;
      if (found.place === head.place && !swept && (await sweep(store, head, keeper))) return true;
      nextAt = at + everyMs;
      return false;
    },
  };
}

type Keeper = NonNullable<EventLogHead['keeper']>;

async function append(
  store: Store,
  head: EventLogHead,
  entries: readonly LogEntry[],
  place: string,
  keeper: Keeper,
): Promise<boolean> {
  const keys = edgeTiles(head.size);
  const edge = entries.length === 0 ? [] : await store.readLogTiles(keys);
  const byName = new Map(keys.map((key, index) => [tileName(key), edge[index] ?? []]));
  const leaves = entries.map((entry) => logLeaf(entry, sha256));
  const tiles = growTiles(head.size, leaves, (key) => byName.get(tileName(key)) ?? [], sha256);
  await faultPoint('log.grown');
  return store.appendToLog({ expectedSize: head.size, entries, tiles, place, keeper });
}
