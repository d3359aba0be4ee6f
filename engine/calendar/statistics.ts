import type { LocalizedText } from '../model/expression.ts';
import type { Calendar } from './calendar.ts';
import type { CaseRecord, StepRecord } from './case-record.ts';
import { dueAtOnly } from './due-date.ts';
import { millisecondsOf } from './instant.ts';
import { localDayOf, workingTimeOf } from './working-time.ts';

/** Where a finished or open piece of work stands against its due date. Finished on the due day counts as on time, before that
 *  day as early: an exact hit to the minute would leave "on time" nearly empty. */
export type Punctuality = 'EARLY' | 'ON_TIME' | 'LATE' | 'OPEN_IN_TIME' | 'OPEN_OVERDUE';

/** What the national formula makes of one dossier. */
export interface NationalVerdict {
  readonly onTime: boolean;
  /** The instant that counts as the end of processing, and why it does. */
  readonly endOfProcessing: string;
  readonly endedBy: 'PROCESSED' | 'RETURNED' | 'STOPPED' | 'SUPPLEMENT_UNANSWERED' | 'PERIOD_END';
  /** Time that the applicant took to supplement, which is subtracted. */
  readonly supplementMilliseconds: number;
  /** The date that the end is measured against; from the procedure's limit where no slip was given. */
  readonly appointment?: string;
  /** More than one supplement request: late whatever the dates. */
  readonly isLateBySecondSupplement: boolean;
}

/**
 * Indicator 2.1 of the national index for one dossier: on time when the end of processing, less the time that the applicant
 * took to supplement, is not later than the appointment. The end is status 9, else 10, else the refusal or stop; an
 * unanswered supplement request ends it; an open dossier ends with the reporting period. More than one supplement request is
 * late. Without an appointment the procedure's limit counts from the receipt.
 *
 * @source 766/QĐ-TTg, indicator 2.1
 */
export function nationalVerdict(record: CaseRecord, periodEnd: string, calendar: Calendar): NationalVerdict {
  const [endOfProcessing, endedBy] = endOf(record, periodEnd);
  const supplementMilliseconds = record.supplements.reduce(
    (sum, { requestedAt, completedAt }) =>
      sum + (completedAt === undefined ? 0 : millisecondsOf(completedAt) - millisecondsOf(requestedAt)),
    0,
  );
  const appointment =
    record.appointment ??
    (record.limit === undefined ? undefined : dueAtOnly(record.receivedAt, record.limit, calendar));
  const isLateBySecondSupplement = record.supplements.length > 1;
  const inTime =
    appointment === undefined ||
    millisecondsOf(endOfProcessing) - supplementMilliseconds <= millisecondsOf(appointment);
  return {
    onTime: inTime && !isLateBySecondSupplement,
    endOfProcessing,
    endedBy,
    supplementMilliseconds,
    ...(appointment === undefined ? {} : { appointment }),
    isLateBySecondSupplement,
  };
}

function endOf(record: CaseRecord, periodEnd: string): readonly [string, NationalVerdict['endedBy']] {
  const { processedAt, returnedAt, stoppedAt, supplements } = record;
  const unanswered = supplements.at(-1);
  if (processedAt !== undefined) return [processedAt, 'PROCESSED'];
  if (returnedAt !== undefined) return [returnedAt, 'RETURNED'];
  if (unanswered !== undefined && unanswered.completedAt === undefined)
    return [unanswered.requestedAt, 'SUPPLEMENT_UNANSWERED'];
  if (stoppedAt !== undefined) return [stoppedAt, 'STOPPED'];
  return [periodEnd, 'PERIOD_END'];
}

/** Share of dossiers on time. */
export interface Indicator {
  readonly onTime: number;
  readonly total: number;
  /** Per cent with two decimals; absent when there is no dossier, to be shown as N/A and not as 0. */
  readonly percent?: number;
}

/** Indicator 2.1 over many dossiers. */
export function nationalIndicator(records: readonly CaseRecord[], periodEnd: string, calendar: Calendar): Indicator {
  const onTime = records.filter((record) => nationalVerdict(record, periodEnd, calendar).onTime).length;
  const total = records.length;
  return { onTime, total, ...(total === 0 ? {} : { percent: Math.round((onTime / total) * 10_000) / 100 }) };
}

/** The office's own measure: a case against the due date that applied last. */
export function casePunctuality(record: CaseRecord, at: string, calendar: Calendar): Punctuality {
  return punctuality(record.dueAt, record.processedAt ?? record.returnedAt ?? record.stoppedAt, at, calendar);
}

/** The office's own measure, per step. */
export function stepPunctuality(step: StepRecord, at: string, calendar: Calendar): Punctuality {
  return punctuality(step.dueAt, step.completedAt ?? step.cancelledAt, at, calendar);
}

function punctuality(
  dueAt: string | undefined,
  finishedAt: string | undefined,
  at: string,
  calendar: Calendar,
): Punctuality {
  if (finishedAt === undefined)
    return dueAt !== undefined && millisecondsOf(at) > millisecondsOf(dueAt) ? 'OPEN_OVERDUE' : 'OPEN_IN_TIME';
  if (dueAt === undefined) return 'ON_TIME';
  if (millisecondsOf(finishedAt) > millisecondsOf(dueAt)) return 'LATE';
  const [finished, due] = [millisecondsOf(finishedAt) / 60_000, millisecondsOf(dueAt) / 60_000];
  const time = workingTimeOf(calendar, Math.floor(finished / 1440) - 1, Math.floor(due / 1440) + 1);
  return localDayOf(time, finished) < localDayOf(time, due - 1) ? 'EARLY' : 'ON_TIME';
}

/** Counts by element id, for "which step costs the time". */
export interface StepStatistics {
  readonly elementId: string;
  readonly counts: Readonly<Record<Punctuality, number>>;
}

export function stepStatistics(
  records: readonly CaseRecord[],
  at: string,
  calendar: Calendar,
): readonly StepStatistics[] {
  const counts = new Map<string, Record<Punctuality, number>>();
  for (const step of records.flatMap(({ steps }) => steps)) {
    const row = counts.get(step.elementId) ?? { EARLY: 0, ON_TIME: 0, LATE: 0, OPEN_IN_TIME: 0, OPEN_OVERDUE: 0 };
    row[stepPunctuality(step, at, calendar)]++;
    counts.set(step.elementId, row);
  }
  return [...counts].map(([elementId, row]) => ({ elementId, counts: row }));
}

/** A reason for which the national verdict and the office's own measures of one case disagree. */
export interface Difference {
  readonly code: 'SECOND_SUPPLEMENT' | 'SUPPLEMENT_SUBTRACTED' | 'UNANSWERED' | 'LATE_STEPS' | 'TIME_BETWEEN_STEPS';
  readonly text: LocalizedText;
}

/**
 * Why the numbers differ, in words: the two measures answer different questions, and a table that shows both without saying
 * so is read as a mistake. Empty when they agree.
 */
export function whyTheyDiffer(record: CaseRecord, periodEnd: string, calendar: Calendar): readonly Difference[] {
  const national = nationalVerdict(record, periodEnd, calendar);
  const own = casePunctuality(record, periodEnd, calendar);
  const isOwnLate = own === 'LATE' || own === 'OPEN_OVERDUE';
  const lateSteps = record.steps.filter((step) =>
    ['LATE', 'OPEN_OVERDUE'].includes(stepPunctuality(step, periodEnd, calendar)),
  );
  const differences: Difference[] = [];
  if (national.onTime === isOwnLate) {
    if (national.isLateBySecondSupplement) differences.push(SECOND_SUPPLEMENT);
    else if (national.endedBy === 'SUPPLEMENT_UNANSWERED') differences.push(UNANSWERED);
    else if (national.supplementMilliseconds > 0) differences.push(SUPPLEMENT_SUBTRACTED);
  }
  if (national.onTime && lateSteps.length > 0) differences.push(lateStepsText(lateSteps.length));
  if (!national.onTime && !national.isLateBySecondSupplement && lateSteps.length === 0)
    differences.push(TIME_BETWEEN_STEPS);
  return differences;
}

const SECOND_SUPPLEMENT: Difference = {
  code: 'SECOND_SUPPLEMENT',
  text: {
    vi: 'Hồ sơ bị yêu cầu bổ sung hơn một lần: công thức quốc gia tính là trễ, dù từng bước và ngày hẹn đều được giữ.',
    en: 'More than one supplement request: late by the national formula, though every step and date was kept.',
  },
};
const UNANSWERED: Difference = {
  code: 'UNANSWERED',
  text: {
    vi: 'Người nộp chưa bổ sung: công thức quốc gia lấy thời điểm yêu cầu làm thời điểm kết thúc.',
    en: 'The applicant has not answered: the national formula ends with the request.',
  },
};
const SUPPLEMENT_SUBTRACTED: Difference = {
  code: 'SUPPLEMENT_SUBTRACTED',
  text: {
    vi: 'Công thức quốc gia trừ thời gian chờ bổ sung và so với ngày hẹn ban đầu; đồng hồ của thủ tục tính lại hạn theo quy tắc bổ sung.',
    en: 'The national formula subtracts the wait for the supplement from the first appointment; the procedure counts its limit by its own supplement rule.',
  },
};
const TIME_BETWEEN_STEPS: Difference = {
  code: 'TIME_BETWEEN_STEPS',
  text: {
    vi: 'Hồ sơ trễ mà không bước nào trễ: thời gian nằm ở chỗ chờ giữa các bước hoặc ở bước không có thời hạn.',
    en: 'The case is late though no step is: the time lies between steps, or in steps without a limit.',
  },
};

function lateStepsText(count: number): Difference {
  return {
    code: 'LATE_STEPS',
    text: {
      vi: `Hồ sơ đúng hạn nhưng có ${count} bước trễ: các bước khác đã bù thời gian.`,
      en: `The case is on time though ${count} step(s) were late: other steps made up for it.`,
    },
  };
}
