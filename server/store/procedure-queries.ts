import type { Knex } from 'knex';
import { parseJson } from './rows.ts';
import type { DraftRecord, ProcedureVersionRecord, ProcedureVersionSummary } from './records.ts';
import type { Store, VersionActEntry } from './store.ts';

type ProcedureQueries = Pick<
  Store,
  | 'insertProcedureVersion'
  | 'listProcedureVersions'
  | 'getProcedureVersion'
  | 'getProcedureByDigest'
  | 'recordVersionAct'
  | 'insertDraft'
  | 'getDraft'
  | 'listDrafts'
  | 'updateDraft'
  | 'deleteDraft'
  | 'saveCalendarSource'
  | 'listCalendarSources'
>;

interface SummaryRow {
  code: string;
  version: string;
  digest: string;
  status: ProcedureVersionSummary['status'];
  published_at: string;
  published_by: string;
  manifest: string | null;
  effective: string;
  acts: string;
  proposed_by: string | null;
  authors: string | null;
}
interface VersionRow extends SummaryRow {
  files: string;
  procedure: string;
  verification: string;
}
interface DraftSummaryRow {
  id: string;
  name: string;
  revision: number;
  based_on_code: string | null;
  based_on_version: string | null;
  created_by: string;
  created_at: string;
  updated_by: string;
  updated_at: string;
  authors: string | null;
  proposal: string | null;
  returned: string | null;
}
interface DraftRow extends DraftSummaryRow {
  files: string;
}
interface CalendarRow {
  id: string;
  source: string;
}

const SUMMARY = [
  'code',
  'version',
  'digest',
  'status',
  'published_at',
  'published_by',
  'manifest',
  'effective',
  'acts',
  'proposed_by',
  'authors',
] as const;
const DRAFT_SUMMARY = [
  'id',
  'name',
  'revision',
  'based_on_code',
  'based_on_version',
  'created_by',
  'created_at',
  'updated_by',
  'updated_at',
  'authors',
  'proposal',
  'returned',
] as const;

/** Published versions, drafts and calendars: data that changes by the week, so through knex's builder. */
export function procedureQueries(reader: Knex, writer: Knex): ProcedureQueries {
  return {
    async insertProcedureVersion(version, followed = []) {
      const stale = new Error('acted upon meanwhile');
      const publication = writer.transaction(async (tx) => {
        const inserted = await tx<VersionRow>('procedure_versions')
          .insert(versionRow(version))
          // Of either key: the code and version, or the digest.
          .onConflict()
          .ignore()
          .returning('digest');
        if (inserted.length === 0) return 'exists';
        for (const entry of followed) {
          if (!(await enterAct(tx, version.code, entry))) throw stale;
        }
        return 'inserted';
      });
      // Thrown to roll the insertion back; an answer all the same.
      return publication.catch((error: unknown) => {
        if (error === stale) return 'stale';
        throw error;
      });
    },
    async listProcedureVersions() {
      return (
        await reader<SummaryRow>('procedure_versions')
          .select(...SUMMARY)
          .orderBy(['code', 'published_at', 'version'])
      ).map(toSummary);
    },
    async getProcedureVersion(code, version) {
      const row = await reader<VersionRow>('procedure_versions').where({ code, version }).first();
      return row === undefined ? undefined : toVersion(row);
    },
    async getProcedureByDigest(digest) {
      const row = await reader<VersionRow>('procedure_versions').where({ digest }).first();
      return row === undefined ? undefined : toVersion(row);
    },
    recordVersionAct: (code, entry) => enterAct(writer, code, entry),

    async insertDraft(draft) {
      await writer<DraftRow>('drafts').insert(draftRow(draft));
    },
    async getDraft(id) {
      const row = await reader<DraftRow>('drafts').where({ id }).first();
      return row === undefined ? undefined : { ...toDraftSummary(row), files: parseJson(row.files) };
    },
    async listDrafts() {
      const rows = await reader<DraftRow>('drafts')
        .select(...DRAFT_SUMMARY)
        .orderBy([{ column: 'updated_at', order: 'desc' }, { column: 'id' }]);
      return rows.map(toDraftSummary);
    },
    async updateDraft(draft) {
      return (
        (await writer<DraftRow>('drafts')
          .where({ id: draft.id, revision: draft.revision - 1 })
          .update(draftRow(draft))) === 1
      );
    },
    async deleteDraft(id) {
      return (await writer<DraftRow>('drafts').where({ id }).delete()) === 1;
    },

    async saveCalendarSource(source) {
      await writer<CalendarRow>('calendars')
        .insert({ id: source.id, source: JSON.stringify(source) })
        .onConflict('id')
        .merge();
    },
    async listCalendarSources() {
      return (await reader<CalendarRow>('calendars').orderBy('id')).map((row) => parseJson(row.source));
    },
  };
}

/** What the caller knows of the acts is compared as it was written: two acts at once cannot both follow the same third. */
async function enterAct(
  writer: Knex,
  code: string,
  { version, known, act, status, effective }: VersionActEntry,
): Promise<boolean> {
  const changed = await writer<VersionRow>('procedure_versions')
    .where({ code, version, acts: JSON.stringify(known) })
    .update({ status, effective: JSON.stringify(effective), acts: JSON.stringify([...known, act]) });
  return changed === 1;
}

function versionRow(version: ProcedureVersionRecord): VersionRow {
  const { manifest, authors } = version;
  return {
    code: version.code,
    version: version.version,
    digest: version.digest,
    status: version.status,
    published_at: version.publishedAt,
    published_by: version.publishedBy,
    proposed_by: version.proposedBy ?? null,
    authors: authors === undefined ? null : JSON.stringify(authors),
    manifest: manifest === undefined ? null : JSON.stringify(manifest),
    effective: JSON.stringify(version.effective),
    acts: JSON.stringify(version.acts),
    files: JSON.stringify(version.files),
    procedure: JSON.stringify(version.procedure),
    verification: JSON.stringify(version.verification),
  };
}

function toSummary(row: SummaryRow): ProcedureVersionSummary {
  return {
    code: row.code,
    version: row.version,
    digest: row.digest,
    status: row.status,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    ...(row.manifest === null ? {} : { manifest: parseJson(row.manifest) }),
    effective: parseJson(row.effective),
    acts: parseJson(row.acts),
    ...(row.proposed_by === null ? {} : { proposedBy: row.proposed_by }),
    ...(row.authors === null ? {} : { authors: parseJson(row.authors) }),
  };
}

function toVersion(row: VersionRow): ProcedureVersionRecord {
  return {
    ...toSummary(row),
    files: parseJson(row.files),
    procedure: parseJson(row.procedure),
    verification: parseJson(row.verification),
  };
}

function draftRow(draft: DraftRecord): DraftRow {
  return {
    id: draft.id,
    name: draft.name,
    revision: draft.revision,
    files: JSON.stringify(draft.files),
    based_on_code: draft.basedOn?.code ?? null,
    based_on_version: draft.basedOn?.version ?? null,
    created_by: draft.createdBy,
    created_at: draft.createdAt,
    updated_by: draft.updatedBy,
    updated_at: draft.updatedAt,
    authors: draft.authors === undefined ? null : JSON.stringify(draft.authors),
    proposal: draft.proposal === undefined ? null : JSON.stringify(draft.proposal),
    returned: draft.returned === undefined ? null : JSON.stringify(draft.returned),
  };
}

function toDraftSummary(row: DraftSummaryRow): Omit<DraftRecord, 'files'> {
  return {
    id: row.id,
    name: row.name,
    revision: row.revision,
    ...(row.based_on_code === null || row.based_on_version === null
      ? {}
      : { basedOn: { code: row.based_on_code, version: row.based_on_version } }),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
    ...(row.authors === null ? {} : { authors: parseJson(row.authors) }),
    ...(row.proposal === null ? {} : { proposal: parseJson(row.proposal) }),
    ...(row.returned === null ? {} : { returned: parseJson(row.returned) }),
  };
}
