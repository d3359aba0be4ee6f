import type { Knex } from 'knex';
import { bulkWriter, type Bound, type BulkWriter } from './bulk.ts';
import type { Dialect } from './dialect.ts';
import { encodeEvents, EVENT_FORMAT } from './event-format.ts';
import { faultPoint } from './fault-point.ts';
import type { CaseRecord } from './records.ts';
import { toIdempotency, type IdempotencyRow } from './rows.ts';
import type { AppendResult, BatchEntry, CommitBatch, StoreCounters } from './store.ts';
import { writeProjections } from './write-projections.ts';

/**
 * Makes a batch durable in one transaction with a few statements.
 *
 * Optimism: nothing is locked or checked beforehand. Two commits that build on the same version of a case carry the same
 * (case_id, first_seq), two requests under one key the same (actor_id, idempotency_key); the primary key lets one of them in.
 * Only when that happens is the database asked who collided. Rows are written in order of case_id, so that nodes with
 * overlapping batches wait for each other in one direction and cannot deadlock.
 */
export async function appendBatch(
  writer: Knex,
  dialect: Dialect,
  counters: StoreCounters,
  batch: CommitBatch,
): Promise<AppendResult> {
  try {
    await writer.transaction((tx) => write(tx, counters, batch));
  } catch (error) {
    if (error instanceof StaleSerial || dialect.isUniqueViolation(error)) return whatCollided(writer, batch, error);
    throw error;
  }
  counters.commits += 1;
  await faultPoint('batch.committed');
  return { ok: true };
}

async function write(tx: Knex.Transaction, counters: StoreCounters, batch: CommitBatch): Promise<void> {
  const entries = inLockOrder(batch.entries);
  const bulk = bulkWriter(tx, counters);
  await faultPoint('batch.begun');
  await writeCommits(bulk, entries);
  await faultPoint('batch.commits-written');
  await writeCases(bulk, entries);
  await writeSnapshots(bulk, entries);
  await faultPoint('batch.cases-written');
  await writeProjections(bulk, entries);
  await faultPoint('batch.projections-written');
  await writeIdempotencyRecords(bulk, entries);
  await drawSerials(tx, counters, batch.serials);
  await faultPoint('batch.keys-written');
}

function inLockOrder(entries: readonly BatchEntry[]): readonly BatchEntry[] {
  return [...entries].sort(
    (a, b) => compare(a.case.caseId, b.case.caseId) || a.sealed.commit.firstSeq - b.sealed.commit.firstSeq,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const COMMIT_COLUMNS = [
  'case_id',
  'first_seq',
  'last_seq',
  'at',
  'by_kind',
  'by_id',
  'command_type',
  'event_format',
  'events',
  'seal_format',
  'hash',
  'salt',
  'salts',
];

function writeCommits(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  return bulk.insert(
    'commits',
    COMMIT_COLUMNS,
    entries.map(({ sealed: { commit, seal } }) => [
      commit.caseId,
      commit.firstSeq,
      commit.firstSeq + commit.events.length - 1,
      commit.at,
      commit.by.kind,
      commit.by.id,
      commit.commandType,
      EVENT_FORMAT,
      encodeEvents(commit.events),
      seal.format,
      seal.hash,
      seal.salt ?? null,
      seal.salts === undefined ? null : JSON.stringify(seal.salts),
    ]),
  );
}

const CASE_COLUMNS = [
  'case_id',
  'version',
  'status',
  'process_id',
  'procedure_digest',
  'procedure_code',
  'procedure_version',
  'head_hash',
  'started_at',
  'updated_at',
  'ended_at',
  'dossier_code',
  'unit',
  'channel',
  'received_at',
  'applicant_name',
  'due_at',
  'clock_seq',
  'public_status',
  'outcome',
];
/** What a commit can change; the rest is fixed when the case starts. */
const CASE_UPDATE = `ON CONFLICT (case_id) DO UPDATE SET ${[
  'version',
  'status',
  'head_hash',
  'updated_at',
  'ended_at',
  'due_at',
  'clock_seq',
  'public_status',
  'outcome',
]
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')}`;
function writeCases(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  // Several commits of one case in the batch: only where the case stands after the last one matters.
  const last = new Map(entries.map((entry) => [entry.case.caseId, entry.case]));
  return bulk.insert('cases', CASE_COLUMNS, [...last.values()].map(caseValues), CASE_UPDATE);
}

function caseValues(record: CaseRecord): readonly Bound[] {
  return [
    record.caseId,
    record.version,
    record.status,
    record.processId,
    record.procedureDigest,
    record.procedureCode,
    record.procedureVersion,
    record.headHash,
    record.startedAt,
    record.updatedAt,
    record.endedAt ?? null,
    record.dossierCode ?? null,
    record.unit,
    record.channel ?? null,
    record.receivedAt ?? null,
    record.applicantName ?? null,
    record.dueAt ?? null,
    record.clockSeq ?? null,
    record.publicStatus ?? null,
    record.outcome ?? null,
  ];
}

function writeSnapshots(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const last = new Map<string, readonly Bound[]>();
  for (const { snapshot } of entries) {
    if (snapshot !== undefined)
      last.set(snapshot.caseId, [snapshot.caseId, snapshot.version, JSON.stringify(snapshot)]);
  }
  return bulk.insert(
    'snapshots',
    ['case_id', 'version', 'state'],
    [...last.values()],
    'ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, state = excluded.state',
  );
}

function writeIdempotencyRecords(bulk: BulkWriter, entries: readonly BatchEntry[]): Promise<void> {
  const rows: (readonly Bound[])[] = [];
  for (const { idempotency } of entries) {
    if (idempotency === undefined) continue;
    const { actorId, key, fingerprint, caseId, version, answer, at } = idempotency;
    rows.push([actorId, key, fingerprint, caseId, version, JSON.stringify(answer), at]);
  }
  return bulk.insert(
    'idempotency',
    ['actor_id', 'idempotency_key', 'fingerprint', 'case_id', 'version', 'answer', 'at'],
    rows,
  );
}

/** Another node has drawn from this scope since: the codes in the batch would repeat. */
class StaleSerial extends Error {
  override readonly name = 'StaleSerial';
}

/** Serials are gap-free because they are drawn in the transaction that uses them: rolled back together, or never. */
async function drawSerials(
  tx: Knex.Transaction,
  counters: StoreCounters,
  serials: CommitBatch['serials'],
): Promise<void> {
  for (const { scope, expected, last } of [...serials].sort((a, b) => compare(a.scope, b.scope))) {
    counters.statements += 1;
    counters.rows += 1;
    if (expected === 0) await tx('serials').insert({ scope, last });
    else if ((await tx('serials').where({ scope, last: expected }).update({ last })) !== 1) throw new StaleSerial();
  }
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
