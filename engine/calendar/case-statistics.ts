import type { Deviation } from '../execute/command.ts';
import type { DeemedKind } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import type { CaseRecord } from './case-record.ts';
import {
  casePunctuality,
  nationalIndicator,
  stepStatistics,
  whyTheyDiffer,
  type Difference,
  type Indicator,
  type Punctuality,
  type StepStatistics,
} from './statistics.ts';

/** What an office is told about many cases: the national formula, its own measure, and why the two differ. */
export interface CaseStatistics {
  readonly cases: number;
  /** Indicator 2.1 of the national index. */
  readonly national: Indicator;
  /** Cases by where they stand against the due date that applied last. */
  readonly punctuality: Readonly<Record<Punctuality, number>>;
  /** Tasks by step and by where they stand against the step's own limit. */
  readonly steps: readonly StepStatistics[];
  /** In how many cases the two measures disagree, by reason. */
  readonly differences: readonly (Difference & { readonly cases: number })[];
  /** Cases in which a supplement was asked for, and more than once: late whatever their dates. */
  readonly supplemented: number;
  readonly supplementedTwice: number;
  /** Departures from the rules that a second person allowed. */
  readonly overrides: Readonly<Record<Deviation['kind'], number>>;
  /** Cases with at least one of them. */
  readonly casesWithOverride: number;
  /** How often silence had its legal effect, by what the law makes of it; UNNAMED where a version says it in words only. */
  readonly silences: Readonly<Record<DeemedKind | 'UNNAMED', number>>;
}

/** Reckons the statistics of cases that were received in a period and stand as the records say at its end. Pure. */
export function caseStatistics(records: readonly CaseRecord[], periodEnd: string, calendar: Calendar): CaseStatistics {
  const own: Record<Punctuality, number> = { EARLY: 0, ON_TIME: 0, LATE: 0, OPEN_IN_TIME: 0, OPEN_OVERDUE: 0 };
  const overrides: Record<Deviation['kind'], number> = { MOVE_TOKEN: 0, REOPEN: 0, SECOND_SUPPLEMENT: 0, REASSIGN: 0 };
  const silences: Record<DeemedKind | 'UNNAMED', number> = {
    CONSENT: 0,
    CONFIRMATION: 0,
    VOID: 0,
    NOT_MET: 0,
    UNNAMED: 0,
  };
  const differences = new Map<Difference['code'], Difference & { cases: number }>();
  for (const record of records) {
    own[casePunctuality(record, periodEnd, calendar)] += 1;
    for (const { kind } of record.overrides ?? []) overrides[kind] += 1;
    for (const { kind } of record.silences ?? []) silences[kind ?? 'UNNAMED'] += 1;
    for (const difference of whyTheyDiffer(record, periodEnd, calendar)) {
      const known = differences.get(difference.code);
      if (known === undefined) differences.set(difference.code, { ...difference, cases: 1 });
      else known.cases += 1;
    }
  }
  return {
    cases: records.length,
    national: nationalIndicator(records, periodEnd, calendar),
    punctuality: own,
    steps: stepStatistics(records, periodEnd, calendar),
    differences: [...differences.values()],
    supplemented: records.filter(({ supplements }) => supplements.length > 0).length,
    supplementedTwice: records.filter(({ supplements }) => supplements.length > 1).length,
    overrides,
    casesWithOverride: records.filter((record) => (record.overrides ?? []).length > 0).length,
    silences,
  };
}
