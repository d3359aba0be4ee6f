import type { Expression, LocalizedText } from './expression.ts';

/**
 * What no BPMN dialect has: time in working days, legal basis, what a step does to the statutory clock. Written in a model
 * with prefix `statute:` (namespace in `statute.json`, our moddle extension) and in a bundle's `procedure.json`.
 */

/** Units of a time limit, spelled out. A working day is the calendar's day of 8 hours; a calendar day is not. */
export type TimeUnit = 'WORKING_DAY' | 'WORKING_HOUR' | 'CALENDAR_DAY' | 'MONTH';

/** `{ value: 3.5, unit: 'WORKING_DAY' }`. Values may be fractions only in working units. */
export interface Duration {
  readonly value: number;
  readonly unit: TimeUnit;
}

/** A limit with the article it stands in, `basis: '168/2025/NĐ-CP#95.1'` = act id, `#`, article path. */
export interface TimeLimit extends Duration {
  readonly basis?: string;
}

/** What entering (or leaving) a step does to the case's statutory clock. */
export type ClockAction = 'START' | 'PAUSE' | 'RESUME' | 'RESTART' | 'STOP';

/** How a step is given to one of its candidates: who has waited longest for a turn, who holds least, or whose lot is drawn. */
export type AssignmentRule = 'ROUND_ROBIN' | 'LEAST_LOADED' | 'DRAW';

export interface StepStatute {
  /** How long this step may take (`statute:timeLimit`). */
  readonly timeLimit?: TimeLimit;
  /** Articles on which the step rests (`statute:legalBasis`), as `act#article`. */
  readonly legalBasis: readonly string[];
  /** National portal status that the public sees from here on, 1–10 (domain B6) (`statute:publicStatus`). */
  readonly publicStatus?: number;
  /** The case's limit from here on, counted from the same start (`statute:limitChange`): a limit that changes by branch. */
  readonly limitChange?: TimeLimit;
  /** Whoever completes the step grants this much more time (`statute:extension`): FEEL, a number of units; 0 or null grants
   *  none. The rules of the version decide whether it may still be granted. */
  readonly extension?: { readonly value: Expression; readonly unit: TimeUnit };
  readonly onEnter?: ClockAction;
  readonly onLeave?: ClockAction;
  /** User tasks of the same case whose completers may not complete this one (`statute:separation notBy="taskId"`). */
  readonly notBy: readonly string[];
  /** The step is given to one of its candidates by this rule, and is not theirs to pick (`statute:assignment`). */
  readonly assignment?: AssignmentRule;
  /** Step that ends the case's legal handling with this outcome (`statute:outcome`), e.g. GRANTED, REFUSED. */
  readonly outcome?: string;
  /** Letter that the step issues (`statute:letter form="02"`): the seven standard forms, domain B7. */
  readonly letter?: string;
  /** Closed list in the manifest from which the step must choose its ground. */
  readonly grounds?: 'supplement' | 'refusal';
}

/** `statute:timer`: a timer in working time. */
export interface TimerStatute {
  readonly duration: TimeLimit;
  /** Counted from when the timer is set, or backwards from a due date (threshold alarms, the apology before expiry). */
  readonly from: 'ACTIVATION' | 'BEFORE_CASE_DUE' | 'BEFORE_STEP_DUE';
  /** Silence until the timer fires has this legal effect. */
  readonly deemed?: DeemedEffect;
}

/** What the law makes of silence, in words, and under which of its names (`statute:timer deemed`). */
export interface DeemedEffect extends LocalizedText {
  /** Absent in models that only say it in words. */
  readonly kind?: DeemedKind;
}

/** A silent agency consents; a silent applicant has confirmed; a dossier has lost its value; what was demanded counts as not met. */
export type DeemedKind = (typeof DEEMED_KINDS)[number];
export const DEEMED_KINDS = ['CONSENT', 'CONFIRMATION', 'VOID', 'NOT_MET'] as const;
