import type { Knex } from 'knex';
import { GENESIS, type CaseState } from '../../engine/index.ts';
import type { Dialect } from './dialect.ts';
import { decodeCursor, likeContains, pageOf } from './page.ts';
import { parseJson, toCase, toCommits, type CaseRow, type CommitRow, type SnapshotRow } from './rows.ts';
import type { Store } from './store.ts';

type CaseQueries = Pick<
  Store,
  'loadCase' | 'caseVersion' | 'getCase' | 'findCaseByDossierCode' | 'listCases' | 'loadCommits' | 'loadCommitAt'
>;

/** Reads of history and of the cases' read model. */
export function caseQueries(reader: Knex, dialect: Dialect): CaseQueries {
  async function commitsAfter(caseId: string, after: number, limit: number | undefined) {
    // The chain of the first commit asked for begins where the one before ended.
    const before = await reader<CommitRow>('commits')
      .select('hash')
      .where('case_id', caseId)
      .andWhere('last_seq', '<=', after)
      .orderBy('first_seq', 'desc')
      .first();
    const query = reader<CommitRow>('commits')
      .where('case_id', caseId)
      .andWhere('last_seq', '>', after)
      .orderBy('first_seq');
    const rows = await (limit === undefined ? query : query.limit(limit));
    return toCommits(rows, before?.hash ?? GENESIS);
  }

  return {
    // One transaction: a commit between the reads would tear record, snapshot and tail apart.
    loadCase: (caseId) =>
      reader.transaction(async (tx) => {
        const row = await tx<CaseRow>('cases').where({ case_id: caseId }).first();
        if (row === undefined) return undefined;
        const snapshot = await tx<SnapshotRow>('snapshots').where({ case_id: caseId }).first();
        const after = snapshot?.version ?? 0;
        const tail = await tx<CommitRow>('commits')
          .where('case_id', caseId)
          .andWhere('last_seq', '>', after)
          .orderBy('first_seq');
        const before =
          after === 0
            ? undefined
            : await tx<CommitRow>('commits')
                .select('hash')
                .where('case_id', caseId)
                .andWhere('last_seq', after)
                .first();
        return {
          record: toCase(row),
          ...(snapshot === undefined ? {} : { snapshot: parseJson<CaseState>(snapshot.state) }),
          commits: toCommits(tail, before?.hash ?? GENESIS),
        };
      }, dialect.oneMoment),
    async caseVersion(caseId) {
      return (await reader<CaseRow>('cases').select('version').where({ case_id: caseId }).first())?.version;
    },
    async getCase(caseId) {
      const row = await reader<CaseRow>('cases').where({ case_id: caseId }).first();
      return row === undefined ? undefined : toCase(row);
    },
    async findCaseByDossierCode(dossierCode) {
      const row = await reader<CaseRow>('cases').where({ dossier_code: dossierCode }).first();
      return row === undefined ? undefined : toCase(row);
    },
    async listCases(filter, { limit, cursor }) {
      const query = reader<CaseRow>('cases')
        .orderBy([
          { column: 'started_at', order: 'desc' },
          { column: 'case_id', order: 'desc' },
        ])
        .limit(limit + 1);
      if (filter.status !== undefined) void query.where('status', filter.status);
      if (filter.unit !== undefined) void query.where('unit', filter.unit);
      if (filter.procedureCode !== undefined) void query.where('procedure_code', filter.procedureCode);
      if (filter.procedureDigest !== undefined) void query.where('procedure_digest', filter.procedureDigest);
      if (filter.text !== undefined)
        void query.whereRaw("upper(dossier_code) LIKE ? ESCAPE '!'", [likeContains(filter.text)]);
      if (cursor !== undefined)
        void query.whereRaw('(started_at, case_id) < (?, ?)', [...decodeCursor(cursor, ['string', 'string'])]);
      return pageOf(await query, limit, toCase, (row) => [row.started_at, row.case_id]);
    },
    loadCommits: (caseId, { after = 0, limit }) => commitsAfter(caseId, after, limit),
    async loadCommitAt(caseId, seq) {
      const [commit] = await commitsAfter(caseId, seq - 1, 1);
      return commit !== undefined && commit.commit.firstSeq <= seq ? commit : undefined;
    },
  };
}
