import type { Knex } from 'knex';
import { tileName, type LogEntry, type Tile } from '../../engine/index.ts';
import { NOT_IN_LOG, type Dialect, type LoggableRow } from './dialect.ts';
import { rawRows, type Bound } from './raw-rows.ts';
import type { CheckpointRecord, LogRefusal } from './event-log-records.ts';
import type { Store } from './store.ts';

type EventLogQueries = Pick<
  Store,
  | 'readEventLog'
  | 'commitsToLog'
  | 'commitsNotInLog'
  | 'readLogTiles'
  | 'appendToLog'
  | 'logEntries'
  | 'logIndexesOfCase'
  | 'insertCheckpoint'
  | 'latestCheckpoint'
  | 'noteLogRefusal'
>;

/** The log over all cases: entries, tiles, checkpoints. */
export function eventLogQueries(reader: Knex, writer: Knex, dialect: Dialect): EventLogQueries {
  return {
    async readEventLog() {
      const row = await reader<HeadRow>('event_log').where({ id: 'log' }).first();
      if (row === undefined) throw new Error('The log over all cases has no head; the schema is not whole.');
      const { size, place, keeper, kept_until: until, refusal } = row;
      return {
        size,
        place,
        ...(keeper === null || until === null ? {} : { keeper: { id: keeper, until } }),
        ...(refusal === null ? {} : { refusal }),
      };
    },
    async commitsToLog(place, limit) {
      const { commits, ...rest } = await dialect.commitsInOrder(reader, place, limit);
      return { entries: commits.map(toEntry), ...rest };
    },
    async commitsNotInLog(after, limit) {
      const rows = await rawRows<LoggableRow>(
        reader,
        `SELECT c.case_id, c.first_seq, c.last_seq, c.hash FROM commits c
         WHERE (c.case_id, c.first_seq) > (?, ?) AND ${NOT_IN_LOG} ORDER BY c.case_id, c.first_seq LIMIT ?`,
        [after?.caseId ?? '', after?.firstSeq ?? 0, limit],
      );
      return rows.map(toEntry);
    },
    async readLogTiles(keys) {
      if (keys.length === 0) return [];
      const rows = await reader<TileRow>('event_log_tiles').whereIn(
        ['level', 'tile_index'],
        keys.map(({ level, index }) => [level, index]),
      );
      const tiles = new Map(rows.map((row) => [tileName({ level: row.level, index: row.tile_index }), row.hashes]));
      return keys.map((key) => {
        const hashes = tiles.get(tileName(key));
        if (hashes === undefined) throw new Error(`The log over all cases has no tile ${tileName(key)}.`);
        return decodeTile(hashes);
      });
    },
    async appendToLog({ expectedSize, entries, tiles, place, keeper }) {
      try {
        return await writer.transaction(async (tx) => {
          // First of all: whoever changes the head owns the log until the end of this transaction.
          const changed = await tx<HeadRow>('event_log')
            .where({ id: 'log', size: expectedSize })
            .update({ size: expectedSize + entries.length, place, keeper: keeper.id, kept_until: keeper.until });
          if (changed !== 1) return false;
          await insertRows(
            tx,
            'INSERT INTO event_log_entries (log_index, case_id, first_seq, last_seq, hash) VALUES',
            entries.map(({ caseId, firstSeq, lastSeq, hash }, index) => [
              expectedSize + index,
              caseId,
              firstSeq,
              lastSeq,
              hash,
            ]),
          );
          await insertRows(
            tx,
            'INSERT INTO event_log_tiles (level, tile_index, hashes) VALUES',
            tiles.map(({ key, tile }) => [key.level, key.index, encodeTile(tile)]),
            'ON CONFLICT (level, tile_index) DO UPDATE SET hashes = excluded.hashes',
          );
          return true;
        });
      } catch (error) {
        if (dialect.isUniqueViolation(error)) return false;
        throw error;
      }
    },
    async logEntries(from, limit) {
      const rows = await reader<EntryRow>('event_log_entries')
        .where('log_index', '>=', from)
        .orderBy('log_index')
        .limit(limit);
      return rows.map(toEntry);
    },
    async logIndexesOfCase(caseId) {
      const rows = await reader<EntryRow>('event_log_entries')
        .select('log_index', 'first_seq')
        .where({ case_id: caseId })
        .orderBy('first_seq');
      return rows.map((row) => ({ index: row.log_index, firstSeq: row.first_seq }));
    },
    async insertCheckpoint({ size, note, signedAt }) {
      const inserted = await writer<CheckpointRow>('event_log_checkpoints')
        .insert({ size, note, signed_at: signedAt })
        .onConflict('size')
        .ignore()
        .returning('size');
      return inserted.length === 1;
    },
    async latestCheckpoint() {
      const row = await reader<CheckpointRow>('event_log_checkpoints').orderBy('size', 'desc').first();
      return row === undefined ? undefined : toCheckpoint(row);
    },
    async noteLogRefusal(refusal) {
      await writer<HeadRow>('event_log')
        .where({ id: 'log' })
        .update({ refusal: refusal ?? null });
    },
  };
}

interface HeadRow {
  id: string;
  size: number;
  place: string;
  keeper: string | null;
  kept_until: string | null;
  refusal: LogRefusal | null;
}
interface EntryRow extends LoggableRow {
  log_index: number;
}
interface TileRow {
  level: number;
  tile_index: number;
  hashes: string;
}
interface CheckpointRow {
  size: number;
  note: string;
  signed_at: string;
}

function toEntry(row: LoggableRow): LogEntry {
  return { caseId: row.case_id, firstSeq: row.first_seq, lastSeq: row.last_seq, hash: row.hash };
}

function toCheckpoint(row: CheckpointRow): CheckpointRecord {
  return { size: row.size, note: row.note, signedAt: row.signed_at };
}

const HASH_BYTES = 32;

function encodeTile(tile: Tile): string {
  return Buffer.concat(tile).toString('base64');
}

function decodeTile(text: string): Tile {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** Several rows in one statement; nothing for none. */
async function insertRows(tx: Knex, into: string, rows: readonly (readonly Bound[])[], onConflict = ''): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const values = rows.map(() => `(${first.map(() => '?').join(', ')})`).join(', ');
  await tx.raw(`${into} ${values} ${onConflict}`, rows.flat());
}
