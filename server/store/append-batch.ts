import type { Knex } from 'knex';
import type { BatchWriter } from './batch/batch-writer.ts';
import { batchRows } from './batch/tables.ts';
import type { Dialect } from './dialect.ts';
import { faultPoint } from './fault-point.ts';
import { toIdempotency, type IdempotencyRow } from './rows.ts';
import type { AppendResult, BatchEntry, CommitBatch } from './commit-batch.ts';
import type { StoreCounters } from './store.ts';

/**
 * Makes a batch durable in one transaction, which is one statement and one round trip.
 *
 * Optimism: nothing is locked or checked beforehand. Two commits that build on the same version of a case carry the same
 * (case_id, first_seq), two requests under one key the same (actor_id, idempotency_key); the primary key lets one of them in.
 * Only when that happens is the database asked who collided. Rows are written in order of case_id, so that nodes with
 * overlapping batches wait for each other in one direction and cannot deadlock.
 */
export async function appendBatch(
  { db, writer, dialect, counters }: BatchTarget,
  batch: CommitBatch,
): Promise<AppendResult> {
  const texts = batchRows({ ...batch, entries: inLockOrder(batch.entries) }).map((rows) => {
    if (rows.length === 0) return null;
    const text = JSON.stringify(rows);
    counters.statements += 1;
    counters.rows += rows.length;
    counters.bytes += Buffer.byteLength(text);
    return text;
  });
  try {
    await writer.write(texts);
  } catch (error) {
    if (dialect.isStaleSerial(error) || dialect.isUniqueViolation(error)) return whatCollided(db, batch, error);
    throw error;
  }
  counters.commits += 1;
  await faultPoint('batch.committed');
  return { ok: true };
}

/** What a batch is written with. */
export interface BatchTarget {
  readonly db: Knex;
  readonly writer: BatchWriter;
  readonly dialect: Dialect;
  readonly counters: StoreCounters;
}

function inLockOrder(entries: readonly BatchEntry[]): readonly BatchEntry[] {
  return [...entries].sort(
    (a, b) => compare(a.case.caseId, b.case.caseId) || a.sealed.commit.firstSeq - b.sealed.commit.firstSeq,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function whatCollided(db: Knex, batch: CommitBatch, error: unknown): Promise<AppendResult> {
  const builtOn = new Map<string, number>();
  for (const {
    sealed: { commit },
  } of batch.entries) {
    builtOn.set(commit.caseId, Math.min(commit.firstSeq - 1, builtOn.get(commit.caseId) ?? Number.POSITIVE_INFINITY));
  }
  const stored = await db<{ case_id: string; version: number }>('cases')
    .select('case_id', 'version')
    .whereIn('case_id', [...builtOn.keys()]);
  const versions = new Map(stored.map((row) => [row.case_id, row.version]));
  const staleCases = [...builtOn]
    .filter(([caseId, version]) => (versions.get(caseId) ?? 0) !== version)
    .map(([caseId]) => caseId);

  const keys = batch.entries.flatMap(({ idempotency }) =>
    idempotency === undefined ? [] : [[idempotency.actorId, idempotency.key]],
  );
  const used =
    keys.length === 0 ? [] : await db<IdempotencyRow>('idempotency').whereIn(['actor_id', 'idempotency_key'], keys);

  const scopes = new Map(batch.serials.map(({ scope, expected }) => [scope, expected]));
  const drawn = await db<{ scope: string; last: number }>('serials').whereIn('scope', [...scopes.keys()]);
  const lasts = new Map(drawn.map((row) => [row.scope, row.last]));
  const staleSerials = [...scopes]
    .filter(([scope, expected]) => (lasts.get(scope) ?? 0) !== expected)
    .map(([scope]) => scope);

  // A unique constraint broke and yet nothing moved: the batch contradicts itself or the read model. That is a bug.
  if (staleCases.length + used.length + staleSerials.length === 0) throw error;
  return { ok: false, staleCases, usedKeys: used.map(toIdempotency), staleSerials };
}
