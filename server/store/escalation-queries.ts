import type { Knex } from 'knex';
import type { Dialect } from './dialect.ts';
import { decodeCursor, pageOf } from './page.ts';
import { rawRows } from './raw-rows.ts';
import { toEscalation, type EscalationRow } from './rows.ts';
import type { Store } from './store.ts';

/** Deadlines: whose heads are to be told now, and what they have been told of. */
export function escalationQueries(
  reader: Knex,
  writer: Knex,
  dialect: Dialect,
): Pick<Store, 'claimDueAlerts' | 'listEscalations'> {
  return {
    async claimDueAlerts({ now, leaseUntil, limit }) {
      const claimed = await rawRows<{ case_id: string }>(
        writer,
        `UPDATE cases SET alert_at = ? WHERE case_id IN (
           SELECT case_id FROM cases WHERE alert_at <= ? ORDER BY alert_at, case_id LIMIT ? ${dialect.skipLocked})
         RETURNING case_id`,
        [leaseUntil, now, limit],
      );
      return claimed.map(({ case_id }) => case_id).sort();
    },

    async listEscalations(filter, { limit, cursor }) {
      const query = reader<EscalationRow>('escalations')
        .orderBy(['due_at', 'case_id', 'task_key'])
        .limit(limit + 1);
      if (filter.unit !== undefined) void query.where('unit', filter.unit);
      if (filter.caseId !== undefined) void query.where('case_id', filter.caseId);
      if (filter.groups !== undefined) {
        const names = filter.groups;
        // Names of groups stand in the list as JSON strings, so that none is found inside another.
        void query.where((any) => {
          void any.whereRaw('1 = 0');
          for (const name of names)
            void any.orWhereRaw("told LIKE ? ESCAPE '!'", [`%${likeText(JSON.stringify(name))}%`]);
        });
      }
      if (cursor !== undefined)
        void query.whereRaw('(due_at, case_id, task_key) > (?, ?, ?)', [
          ...decodeCursor(cursor, ['string', 'string', 'number']),
        ]);
      return pageOf(await query, limit, toEscalation, (row) => [row.due_at, row.case_id, row.task_key]);
    },
  };
}

function likeText(text: string): string {
  return text.replace(/[!%_]/g, (character) => `!${character}`);
}
