import type { Knex } from 'knex';
import type { CalendarDecision, CalendarSource } from '../../engine/index.ts';
import { parseJson } from './rows.ts';
import type { CalendarSweep, Store } from './store.ts';

type CalendarQueries = Pick<Store, 'addCalendarDecision' | 'listCalendarSweeps' | 'advanceCalendarSweep'>;

interface CalendarRow {
  id: string;
  source: string;
}
interface SweepRow {
  decision_id: string;
  calendar_id: string;
  decision: string;
  added_by: string;
  added_at: string;
  place: string | null;
  seen: number;
  moved: number;
  finished_at: string | null;
}

/** Decisions about working time, and how far each has been brought to the open cases. */
export function calendarQueries(reader: Knex, writer: Knex): CalendarQueries {
  return {
    // One transaction: a decision without its sweep would never reach the cases.
    addCalendarDecision: (calendarId, decision, by, at) =>
      writer.transaction(async (tx) => {
        const row = await tx<CalendarRow>('calendars').where({ id: calendarId }).forUpdate().first();
        if (row === undefined) return 'no-calendar';
        const source = parseJson<CalendarSource>(row.source);
        if (source.decisions.some(({ id }) => id === decision.id)) return 'exists';
        const extended: CalendarSource = { ...source, decisions: [...source.decisions, decision] };
        await tx<CalendarRow>('calendars')
          .where({ id: calendarId })
          .update({ source: JSON.stringify(extended) });
        await tx<SweepRow>('calendar_sweeps').insert({
          decision_id: decision.id,
          calendar_id: calendarId,
          decision: JSON.stringify(decision),
          added_by: by,
          added_at: at,
          place: null,
          seen: 0,
          moved: 0,
          finished_at: null,
        });
        return 'added';
      }),
    async listCalendarSweeps() {
      const rows = await reader<SweepRow>('calendar_sweeps').orderBy(['added_at', 'decision_id']);
      return rows.map(sweepOf);
    },
    async advanceCalendarSweep(decisionId, { cursor, seen, moved, finishedAt }) {
      await writer<SweepRow>('calendar_sweeps')
        .where({ decision_id: decisionId })
        .update({
          place: cursor ?? null,
          seen: writer.raw('seen + ?', [seen]),
          moved: writer.raw('moved + ?', [moved]),
          finished_at: finishedAt ?? null,
        });
    },
  };
}

function sweepOf(row: SweepRow): CalendarSweep {
  return {
    decision: parseJson<CalendarDecision>(row.decision),
    calendarId: row.calendar_id,
    addedBy: row.added_by,
    addedAt: row.added_at,
    seen: row.seen,
    moved: row.moved,
    ...(row.place === null ? {} : { cursor: row.place }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  };
}
