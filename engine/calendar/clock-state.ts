import type { Rejection } from '../errors.ts';
import type { ClockStatus } from '../lifecycle/statutory-clock.ts';
import type { ClockRules } from '../model/procedure-manifest.ts';
import type { Duration, TimeLimit } from '../model/statute.ts';
import type { Calendar } from './calendar.ts';
import type { ExplanationLine } from './explanation.ts';

/**
 * The statutory clock of one case: plain JSON, the whole of it written in every `StatutoryClockChanged`, so that `evolve`
 * replaces it and does no arithmetic. Its status is a state of the machine in `lifecycle/statutory-clock.ts`.
 */
export interface StatutoryClock {
  readonly status: ClockStatus;
  /** The limit in force (it changes by branch; under SPLIT it is the limit of the present appointment). */
  readonly limit: TimeLimit;
  /** Instant from which the present count runs, after cut-off; absent before START. */
  readonly startedAt?: string;
  /** Instant since which the clock has been running without a pause; absent while it rests. */
  readonly runningSince?: string;
  /** Working minutes of the present count used up to the last action (RESTART and a new appointment set it to 0). */
  readonly consumedMinutes: number;
  /** What was left when the clock was paused; absent while it runs. Zero WORKING_DAY: to be done within the day of resumption. */
  readonly remaining?: Duration;
  /** Instant; absent before START and while the clock rests. After STOP it keeps the date that applied. */
  readonly dueAt?: string;
  /** What `dueAt` is reckoned from, so that a new calendar decision can reckon it again. */
  readonly count?: ClockCount;
  /** Why the clock rests. */
  readonly pausedFor?: PausePurpose;
  /** Date that had passed when the clock was paused: a case that is late stays late. */
  readonly missedDueAt?: string;
  /** Instant of STOP. */
  readonly stoppedAt?: string;
  /** Supplement requests so far. */
  readonly supplements: number;
  /** Extensions granted so far (the apology letter, form 04). */
  readonly extensions: number;
  /** 0-based appointment that is being counted, under SPLIT. */
  readonly appointment?: number;
  /** True when `dueAt` rests on a provisional day of the calendar. */
  readonly provisional: boolean;
}

export interface ClockCount {
  /** Instant as received, before cut-off. */
  readonly from: string;
  readonly limit: Duration;
  /** Whether the version's cut-off applies to `from`. */
  readonly cutoff: boolean;
  /** Granted extensions, each counted from the date before it. */
  readonly extensions: readonly Duration[];
}

/** A supplement request obeys the version's supplement policy; an obligation (tax, fee) outside the clock only suspends it,
 *  or separates two appointments under SPLIT. */
export type PausePurpose = 'SUPPLEMENT' | 'OBLIGATION';

/** Circumstances of an action. */
export interface ClockActionContext {
  /** Instant of the action; on START the instant of receipt. */
  readonly at: string;
  readonly rules: ClockRules;
  readonly calendar: Calendar;
  /** On PAUSE. Absent: SUPPLEMENT, except under SPLIT, where it is OBLIGATION. */
  readonly purpose?: PausePurpose;
  /** On EXTEND: how long beyond the present due date. */
  readonly extension?: Duration;
  /** On START, RESTART and RECOMPUTE: a limit that replaces the present one (a limit that changes by branch). */
  readonly limit?: TimeLimit;
  /** The head's override allows a supplement or extension beyond the published number, or an extension after its time. */
  readonly override?: boolean;
}

export type ClockChange =
  | { readonly ok: true; readonly clock: StatutoryClock; readonly explanation: readonly ExplanationLine[] }
  | { readonly ok: false; readonly rejection: Rejection };

/** The clock of a case that has not started to run. */
export function newStatutoryClock(rules: ClockRules): StatutoryClock {
  return {
    status: 'notStarted',
    limit: rules.limit,
    consumedMinutes: 0,
    supplements: 0,
    extensions: 0,
    provisional: false,
  };
}
