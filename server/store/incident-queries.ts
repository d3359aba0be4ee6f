import type { Knex } from 'knex';
import { decodeCursor, pageOf } from './page.ts';
import { toIncident, type IncidentRow } from './rows.ts';
import type { Store } from './store.ts';

/** What is stuck, and what was. */
export function incidentQueries(reader: Knex): Pick<Store, 'getIncident' | 'listIncidents'> {
  return {
    async getIncident(caseId, incidentKey) {
      const row = await reader<IncidentRow>('incidents').where({ case_id: caseId, incident_key: incidentKey }).first();
      return row === undefined ? undefined : toIncident(row);
    },
    async listIncidents(filter, { limit, cursor }) {
      const query = reader<IncidentRow>('incidents')
        .orderBy([
          { column: 'raised_at', order: 'desc' },
          { column: 'case_id', order: 'desc' },
          { column: 'incident_key', order: 'desc' },
        ])
        .limit(limit + 1);
      if (filter.includeResolved !== true) void query.whereNull('resolved_at');
      if (filter.caseId !== undefined) void query.where('case_id', filter.caseId);
      if (filter.unit !== undefined) void query.where('unit', filter.unit);
      if (filter.procedureCode !== undefined) void query.where('procedure_code', filter.procedureCode);
      if (cursor !== undefined)
        void query.whereRaw('(raised_at, case_id, incident_key) < (?, ?, ?)', [
          ...decodeCursor(cursor, ['string', 'string', 'number']),
        ]);
      return pageOf(await query, limit, toIncident, (row) => [row.raised_at, row.case_id, row.incident_key]);
    },
  };
}
