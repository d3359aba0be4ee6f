import {
  casePunctuality,
  caseRecord,
  caseStatistics,
  nationalVerdict,
  type Calendar,
  type CaseRecord,
  type CaseStatistics,
} from '../../engine/index.ts';
import { refuse } from '../errors.ts';
import type { CaseRecord as StoredCaseRecord } from '../store/records.ts';
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
  readonly units: readonly (CaseStatistics & { readonly unit: string })[];
  /** By the month of receipt, `YYYY-MM`. */
  readonly months: readonly (CaseStatistics & { readonly month: string })[];
  /** Cases that somebody should look at, newest receipt first: late, overridden, extended, or decided by silence. */
  readonly remarkable: readonly RemarkableCase[];
}

/** Why a case stands in the list. */
export const REMARKS = ['LATE', 'NATIONAL_LATE', 'OVERRIDE', 'EXTENDED', 'SILENCE'] as const;

export interface RemarkableCase {
  readonly record: StoredCaseRecord;
  readonly remarks: readonly (typeof REMARKS)[number][];
}

/** Reckoned from histories, of which so many are read for one answer. */
const MOST_CASES = 20_000;
const PAGE = 200;

interface Counted {
  readonly stored: StoredCaseRecord;
  readonly record: CaseRecord;
  /** Local date of receipt. */
  readonly received: string;
}

/** Reads the histories of the cases that were received in a period, as they stood at its end, and reckons them up. */
export async function readStatistics(shell: Shell, query: StatisticsQuery): Promise<StatisticsReport> {
  const { timeZone } = shell.calendars;
  const now = shell.now();
  const calendar = shell.calendars.knownAt(now);
  if (calendar === undefined)
    refuse('CALENDAR_MISSING', 'Statistics count working days; store a working calendar first.');
  const asOf = localDateOf(now, timeZone) <= query.to ? now : lastInstantOf(query.to, now, timeZone);
  const counted = await receivedCases(shell, query, asOf);
  const reckon = (cases: readonly Counted[]): CaseStatistics =>
    caseStatistics(
      cases.map(({ record }) => record),
      asOf,
      calendar,
    );
  const by = (nameOf: (each: Counted) => string) => grouped(counted, nameOf);
  return {
    asOf,
    total: reckon(counted),
    procedures: by(({ stored }) => stored.procedureCode).map(([code, cases]) => ({ code, ...reckon(cases) })),
    units: by(({ stored }) => stored.unit).map(([unit, cases]) => ({ unit, ...reckon(cases) })),
    months: by(({ received }) => received.slice(0, 7)).map(([month, cases]) => ({ month, ...reckon(cases) })),
    remarkable: counted.flatMap(({ stored, record }) => {
      const remarks = remarksOn(record, asOf, calendar);
      return remarks.length === 0 ? [] : [{ record: stored, remarks }];
    }),
  };
}

/** In the order of the names. */
function grouped<T>(all: readonly T[], nameOf: (each: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const name = nameOf(each);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function remarksOn(record: CaseRecord, asOf: string, calendar: Calendar): RemarkableCase['remarks'] {
  const own = casePunctuality(record, asOf, calendar);
  const remarks: RemarkableCase['remarks'][number][] = [];
  if (own === 'LATE' || own === 'OPEN_OVERDUE') remarks.push('LATE');
  // An open case is late by the national formula only because the period ends before it does: that says nothing of the case.
  const national = nationalVerdict(record, asOf, calendar);
  if (!national.onTime && (national.isLateBySecondSupplement || national.endedBy !== 'PERIOD_END'))
    remarks.push('NATIONAL_LATE');
  if ((record.overrides ?? []).length > 0) remarks.push('OVERRIDE');
  if ((record.extensions ?? []).length > 0) remarks.push('EXTENDED');
  if ((record.silences ?? []).length > 0) remarks.push('SILENCE');
  return remarks;
}

async function receivedCases(shell: Shell, query: StatisticsQuery, asOf: string): Promise<readonly Counted[]> {
  const { timeZone } = shell.calendars;
  const counted: Counted[] = [];
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
    for (const stored of page.items) {
      const { caseId, receivedAt, startedAt } = stored;
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
      if (record !== undefined) counted.push({ stored, record, received });
    }
  } while (cursor !== undefined);
  return counted;
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
