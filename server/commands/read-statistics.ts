import { caseRecord, caseStatistics, type CaseRecord, type CaseStatistics } from '../../engine/index.ts';
import { refuse } from '../errors.ts';
import { localDateOf } from './dossier-code.ts';
import type { Shell } from './shell.ts';

export interface StatisticsQuery {
  /** Local dates, both inclusive: cases received from `from` to `to`. */
  readonly from: string;
  readonly to: string;
  readonly unit?: string;
  readonly procedureCode?: string;
}

export interface StatisticsReport {
  /** Instant at which open cases are looked at: the end of the period, or now while it runs. */
  readonly asOf: string;
  readonly total: CaseStatistics;
  readonly procedures: readonly (CaseStatistics & { readonly code: string })[];
}

/** Reckoned from histories, of which so many are read for one answer. */
const MOST_CASES = 20_000;
const PAGE = 200;

/** Reads the histories of the cases that were received in a period, as they stood at its end, and reckons them up. */
export async function readStatistics(shell: Shell, query: StatisticsQuery): Promise<StatisticsReport> {
  const { timeZone } = shell.calendars;
  const now = shell.now();
  const calendar = shell.calendars.knownAt(now);
  if (calendar === undefined)
    refuse('CALENDAR_MISSING', 'Statistics count working days; store a working calendar first.');
  const records = new Map<string, CaseRecord[]>();
  const asOf = localDateOf(now, timeZone) <= query.to ? now : lastInstantOf(query.to, now, timeZone);
  let read = 0;
  let cursor: string | undefined;
  do {
    const page = await shell.store.listCases(
      {
        ...(query.unit === undefined ? {} : { unit: query.unit }),
        ...(query.procedureCode === undefined ? {} : { procedureCode: query.procedureCode }),
      },
      { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
    );
    cursor = page.nextCursor;
    for (const { caseId, procedureCode, receivedAt, startedAt } of page.items) {
      const received = localDateOf(receivedAt ?? startedAt, timeZone);
      // Newest first: the rest was opened earlier still, and nothing is received after it is opened.
      if (localDateOf(startedAt, timeZone) < query.from) cursor = undefined;
      if (receivedAt === undefined || received < query.from || received > query.to) continue;
      read += 1;
      if (read > MOST_CASES) {
        const message = `More than ${String(MOST_CASES)} cases were received in this period; ask for a shorter one, or for one unit or procedure.`;
        refuse('REQUEST_INVALID', message);
      }
      const commits = (await shell.store.loadCommits(caseId, {})).map(({ commit }) => commit);
      const record = caseRecord(commits.filter(({ at }) => at <= asOf));
      if (record === undefined) continue;
      const ofProcedure = records.get(procedureCode) ?? [];
      ofProcedure.push(record);
      records.set(procedureCode, ofProcedure);
    }
  } while (cursor !== undefined);
  return {
    asOf,
    total: caseStatistics([...records.values()].flat(), asOf, calendar),
    procedures: [...records]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, ofProcedure]) => ({ code, ...caseStatistics(ofProcedure, asOf, calendar) })),
  };
}

/** The last millisecond of a local day that has passed: found by halving, since a zone's offset may change. */
function lastInstantOf(day: string, now: string, timeZone: string): string {
  let before = Date.parse(`${day}T00:00:00.000Z`) - 36 * 3_600_000;
  let after = Date.parse(now);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDateOf(new Date(middle).toISOString(), timeZone) <= day) before = middle;
    else after = middle;
  }
  return new Date(before).toISOString();
}
