import type { Knex } from 'knex';
import type { Dialect } from './dialect.ts';
import { decodeCursor, pageOf } from './page.ts';
import { rawRows } from './raw-rows.ts';
import { NEVER, toStartTimer, toTimer, type StartTimerRow, type TimerRow } from './rows.ts';
import type { StartTimerRecord } from './records.ts';
import type { Store } from './store.ts';

type TimerQueries = Pick<
  Store,
  | 'listTimers'
  | 'claimDueTimers'
  | 'nextDueAt'
  | 'releaseLeases'
  | 'replaceStartTimers'
  | 'listStartTimers'
  | 'claimDueStartTimers'
  | 'advanceStartTimer'
>;

/** Waiting timers of cases and of timer start events. */
export function timerQueries(reader: Knex, writer: Knex, dialect: Dialect): TimerQueries {
  return {
    async listTimers({ caseId }, { limit, cursor }) {
      const query = reader<TimerRow>('timers')
        .orderBy(['due_at', 'case_id', 'timer_key'])
        .limit(limit + 1);
      if (caseId !== undefined) void query.where('case_id', caseId);
      if (cursor !== undefined)
        void query.whereRaw('(due_at, case_id, timer_key) > (?, ?, ?)', [
          ...decodeCursor(cursor, ['string', 'string', 'number']),
        ]);
      return pageOf(await query, limit, toTimer, (row) => [row.due_at, row.case_id, row.timer_key]);
    },

    // By claimable_at, which is due_at until the first lease: index order is due order, however many are overdue. (Sorting all
    // overdue ones by due_at costs a sort of the whole backlog for every batch.)
    async claimDueTimers({ now, leaseUntil, limit }) {
      const claimed = await rawRows<TimerRow>(
        writer,
        `UPDATE timers SET claimable_at = ? WHERE (case_id, timer_key) IN (
           SELECT case_id, timer_key FROM timers WHERE claimable_at <= ? ORDER BY claimable_at, case_id, timer_key LIMIT ? ${dialect.skipLocked})
         RETURNING case_id, timer_key, element_id, due_at, claimable_at`,
        [leaseUntil, now, limit],
      );
      return claimed
        .map(toTimer)
        .sort((a, b) => compare(a.dueAt, b.dueAt) || compare(a.caseId, b.caseId) || a.timerKey - b.timerKey);
    },

    async nextDueAt() {
      const [row] = await rawRows<{ next: string | null }>(
        reader,
        `SELECT min(at) AS next FROM (
           SELECT min(claimable_at) AS at FROM timers UNION ALL SELECT min(claimable_at) FROM outbox
           UNION ALL SELECT min(claimable_at) FROM start_timers
           UNION ALL SELECT min(alert_at) FROM cases WHERE alert_at IS NOT NULL) AS waiting`,
        [],
      );
      return row?.next ?? undefined;
    },

    async releaseLeases() {
      await writer.raw('UPDATE timers SET claimable_at = due_at WHERE claimable_at <> due_at');
      await writer.raw(
        'UPDATE start_timers SET claimable_at = due_at WHERE claimable_at <> due_at AND claimable_at <> ?',
        [NEVER],
      );
      await writer.raw('UPDATE outbox SET claimable_at = created_at WHERE claimable_at <> created_at');
    },

    async replaceStartTimers(procedureCode, timers) {
      await writer.transaction(async (tx) => {
        await tx('start_timers').where({ procedure_code: procedureCode }).delete();
        if (timers.length > 0) await tx<StartTimerRow>('start_timers').insert(timers.map(startTimerRow));
      });
    },
    async listStartTimers() {
      return (
        await reader<StartTimerRow>('start_timers').orderBy(['due_at', 'procedure_code', 'process_id', 'element_id'])
      ).map(toStartTimer);
    },
    async claimDueStartTimers({ now, leaseUntil, limit }) {
      const claimed = await rawRows<StartTimerRow>(
        writer,
        `UPDATE start_timers SET claimable_at = ? WHERE (procedure_code, process_id, element_id) IN (
           SELECT procedure_code, process_id, element_id FROM start_timers WHERE claimable_at <= ? ORDER BY claimable_at LIMIT ? ${dialect.skipLocked})
         RETURNING *`,
        [leaseUntil, now, limit],
      );
      return claimed.map(toStartTimer).sort((a, b) => compare(a.dueAt, b.dueAt));
    },
    async advanceStartTimer(fired, next) {
      const row = writer<StartTimerRow>('start_timers').where({
        procedure_code: fired.procedureCode,
        process_id: fired.processId,
        element_id: fired.elementId,
        procedure_digest: fired.procedureDigest,
        firing: fired.firing,
      });
      await row.update(next === undefined ? { claimable_at: NEVER } : startTimerRow(next));
    },
  };
}

function startTimerRow(timer: StartTimerRecord): StartTimerRow {
  return {
    procedure_code: timer.procedureCode,
    process_id: timer.processId,
    element_id: timer.elementId,
    procedure_digest: timer.procedureDigest,
    due_at: timer.dueAt,
    repetitions: timer.repetitions ?? null,
    repeat_every: timer.interval ?? null,
    firing: timer.firing,
    claimable_at: timer.dueAt,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
