import type { Knex } from 'knex';
import type { JsonObject } from '../../engine/index.ts';
import { decodeCursor, pageOf } from './page.ts';
import { parseJson } from './rows.ts';
import type { CaseMigration, CaseMigrationResult } from './case-migration-records.ts';
import type { Store } from './store.ts';

type CaseMigrationQueries = Pick<
  Store,
  | 'insertCaseMigration'
  | 'getCaseMigration'
  | 'listCaseMigrations'
  | 'nextCaseMigration'
  | 'settleCaseMigration'
  | 'advanceCaseMigration'
  | 'listCaseMigrationResults'
>;

interface MigrationRow {
  id: string;
  procedure_code: string;
  from_version: string;
  from_digest: string;
  to_version: string;
  to_digest: string;
  act: string;
  ground: string;
  mapping: string;
  status: CaseMigration['status'];
  prepared_by: string;
  prepared_at: string;
  approved_by: string | null;
  approved_at: string | null;
  place: string | null;
  finished_at: string | null;
}
interface ResultRow {
  case_id: string;
  migration_id: string;
  outcome: CaseMigrationResult['outcome'];
  dossier_code: string | null;
  findings: string;
  at: string;
}

/** Orders to move running cases to another version, and what became of every case. */
export function caseMigrationQueries(reader: Knex, writer: Knex): CaseMigrationQueries {
  async function counted(rows: readonly MigrationRow[]): Promise<readonly CaseMigration[]> {
    const counts = await reader<ResultRow>('case_migration_results')
      .select('migration_id', 'outcome')
      .count({ cases: '*' })
      .whereIn(
        'migration_id',
        rows.map(({ id }) => id),
      )
      .groupBy('migration_id', 'outcome');
    return rows.map((row) => {
      const of = (outcome: CaseMigrationResult['outcome']): number =>
        Number(counts.find((one) => one.migration_id === row.id && one.outcome === outcome)?.cases ?? 0);
      return {
        ...migrationOf(row),
        migrated: of('migrated'),
        refused: of('refused'),
        alreadyThere: of('already-there'),
      };
    });
  }

  return {
    async insertCaseMigration(migration) {
      await writer<MigrationRow>('case_migrations').insert({
        id: migration.id,
        procedure_code: migration.procedureCode,
        from_version: migration.from.version,
        from_digest: migration.from.digest,
        to_version: migration.to.version,
        to_digest: migration.to.digest,
        act: migration.act,
        ground: migration.ground,
        mapping: JSON.stringify(migration.mapping),
        status: migration.status,
        prepared_by: migration.preparedBy,
        prepared_at: migration.preparedAt,
        approved_by: null,
        approved_at: null,
        place: null,
        finished_at: null,
      });
    },
    async getCaseMigration(id) {
      const row = await reader<MigrationRow>('case_migrations').where({ id }).first();
      return row === undefined ? undefined : (await counted([row]))[0];
    },
    async listCaseMigrations(procedureCode) {
      const rows = await reader<MigrationRow>('case_migrations')
        .where({ procedure_code: procedureCode })
        .orderBy([
          { column: 'prepared_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ]);
      return counted(rows);
    },
    async nextCaseMigration() {
      const row = await reader<MigrationRow>('case_migrations')
        .where({ status: 'running' })
        .orderBy(['prepared_at', 'id'])
        .first();
      if (row === undefined) return undefined;
      return { ...migrationOf(row), ...(row.place === null ? {} : { cursor: row.place }) };
    },
    async settleCaseMigration(id, { status, by, at }) {
      const change = status === 'running' ? { status, approved_by: by, approved_at: at } : { status, finished_at: at };
      return (await writer<MigrationRow>('case_migrations').where({ id, status: 'proposed' }).update(change)) === 1;
    },
    // One transaction: what is reported and how far it has come cannot part.
    advanceCaseMigration: (id, { cursor, finishedAt, results }) =>
      writer.transaction(async (tx) => {
        if (results.length > 0) {
          await tx<ResultRow>('case_migration_results')
            .insert(
              results.map(({ caseId, outcome, dossierCode, findings, at }) => ({
                case_id: caseId,
                migration_id: id,
                outcome,
                dossier_code: dossierCode ?? null,
                findings: JSON.stringify(findings),
                at,
              })),
            )
            // A batch that was begun before a crash: a case that was moved then is there already now, and stays reported as moved.
            .onConflict(['case_id', 'migration_id'])
            .ignore();
        }
        await tx<MigrationRow>('case_migrations')
          .where({ id, status: 'running' })
          .update({
            place: cursor ?? null,
            ...(finishedAt === undefined ? {} : { status: 'finished' as const, finished_at: finishedAt }),
          });
      }),
    async listCaseMigrationResults(id, { outcome }, { limit, cursor }) {
      const query = reader<ResultRow>('case_migration_results')
        .where({ migration_id: id })
        .orderBy('case_id')
        .limit(limit + 1);
      if (outcome !== undefined) void query.where({ outcome });
      if (cursor !== undefined) {
        const [after] = decodeCursor(cursor, ['string']);
        void query.where('case_id', '>', String(after));
      }
      return pageOf(await query, limit, resultOf, (row) => [row.case_id]);
    },
  };
}

function migrationOf(row: MigrationRow): Omit<CaseMigration, 'migrated' | 'refused' | 'alreadyThere'> {
  return {
    id: row.id,
    procedureCode: row.procedure_code,
    from: { version: row.from_version, digest: row.from_digest },
    to: { version: row.to_version, digest: row.to_digest },
    act: row.act,
    ground: row.ground,
    mapping: parseJson<Readonly<Record<string, string>>>(row.mapping),
    status: row.status,
    preparedBy: row.prepared_by,
    preparedAt: row.prepared_at,
    ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
    ...(row.approved_at === null ? {} : { approvedAt: row.approved_at }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  };
}

function resultOf(row: ResultRow): CaseMigrationResult {
  return {
    caseId: row.case_id,
    outcome: row.outcome,
    findings: parseJson<readonly JsonObject[]>(row.findings),
    at: row.at,
    ...(row.dossier_code === null ? {} : { dossierCode: row.dossier_code }),
  };
}
