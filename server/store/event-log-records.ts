import type { LogEntry, Tile, TileKey } from '../../engine/index.ts';

/** The log over all cases, as it is stored. */

/** How far the log over all cases has come. */
export interface EventLogHead {
  /** Entries. */
  readonly size: number;
  /** The last commit that was looked at; the store alone reads it. */
  readonly place: string;
  /** The node that appends, until when others leave it to it. */
  readonly keeper?: { readonly id: string; readonly until: string };
  /** Why no checkpoint is signed: the log contradicts what was signed before. */
  readonly refusal?: LogRefusal;
}

/** `SHORTER`: entries are missing that were signed before. `REWRITTEN`: entries are others than those that were signed.
 *  `UNREADABLE`: what was signed last is not there as it was signed. `OTHER_LOG`: it belongs to a log of another name. */
export const LOG_REFUSALS = ['SHORTER', 'REWRITTEN', 'UNREADABLE', 'OTHER_LOG'] as const;

export type LogRefusal = (typeof LOG_REFUSALS)[number];

/** Entries that are appended together. */
export interface EventLogBatch {
  readonly expectedSize: number;
  readonly entries: readonly LogEntry[];
  readonly tiles: readonly { readonly key: TileKey; readonly tile: Tile }[];
  readonly place: string;
  readonly keeper: { readonly id: string; readonly until: string };
}

/** A checkpoint that was signed. */
export interface CheckpointRecord {
  readonly size: number;
  /** Signed note. */
  readonly note: string;
  readonly signedAt: string;
}
