import type { JsonObject } from '../../engine/model/json.ts';

/**
 * A scenario of a procedure: a story that a jurist reads and the engine must tell the same way
 * (`procedures/<code>/<version>/scenarios/<name>.json`). Times are local, `YYYY-MM-DD HH:mm`, in the calendar's zone.
 */
export interface Scenario {
  readonly $schema?: string;
  readonly title: { readonly vi: string; readonly en: string };
  /** What the story shows, in a sentence or two. */
  readonly shows: { readonly vi: string; readonly en: string };
  readonly given: Given;
  readonly when: readonly Step[];
  /** How the case stands in the end. */
  readonly then: Expected;
}

export interface Given {
  readonly received: string;
  readonly submitted?: string;
  readonly postmarked?: string;
  readonly channel: 'counter' | 'online' | 'post';
  /** The application as submitted, or the name of a file in `scenarios/applications/`. */
  readonly application: JsonObject | string;
  /** Fields that differ from the application named; null leaves a field out. */
  readonly changes?: JsonObject;
  /** Persons and the groups they act for. Without it every group of the procedure has one person of its own name. */
  readonly staff?: Readonly<Record<string, readonly string[]>>;
  /** Code with which the application itself is refused; then nothing else happens. */
  readonly refused?: string;
}

/** Exactly one of `does`, `answers`, `message`, `recompute` or nothing (time passes until `at`). */
export interface Step {
  readonly at: string;
  /** Who does the user task named by `does`. */
  readonly who?: string;
  readonly does?: string;
  /** What the form is filled with, or what a system answers, or what a message brings. */
  readonly with?: JsonObject;
  /** Service task that is answered. */
  readonly answers?: string;
  /** BPMN error with which a service task is answered. */
  readonly error?: string;
  /** Message that reaches the case. */
  readonly message?: string;
  /** A calendar decision is applied to the case: its due date is reckoned again under the calendar known now. */
  readonly recompute?: true;
  /** `who` asks to depart from the rules, on a published ground and with a reason. */
  readonly asks?: AskedDeviation;
  readonly ground?: string;
  readonly because?: string;
  /** `who` allows (true) or turns down (false) what was asked for last. */
  readonly allows?: boolean;
  /** Code with which the step is refused; with `fields`, the fields that are named. */
  readonly refused?: string;
  readonly fields?: readonly string[];
  readonly then?: Expected;
}

/** A departure from the rules, by the steps as they are drawn. */
export type AskedDeviation =
  | { readonly moves: string; readonly to: string }
  | { readonly reopensAt: string }
  | { readonly secondSupplement: true }
  | { readonly reassigns: string; readonly to: string };

/** What must be true now. What is not named is not looked at. */
export interface Expected {
  /** Open user tasks and service tasks, by element id, sorted. */
  readonly waiting?: readonly string[];
  /** Due date of the case; null: there is none now. */
  readonly due?: string | null;
  readonly clock?: 'notStarted' | 'running' | 'paused' | 'stopped';
  /** Due date of an open task. */
  readonly taskDue?: Readonly<Record<string, string>>;
  /** National portal status, 1–10. */
  readonly status?: number;
  readonly state?: 'active' | 'completed' | 'withdrawn' | 'cancelled' | 'terminated' | 'failed';
  readonly outcome?: string;
  readonly onTime?: boolean;
  readonly supplements?: number;
  readonly extensions?: number;
  /** Variables by dotted path. */
  readonly data?: JsonObject;
  /** Elements that have been completed at least once, in any order. */
  readonly done?: readonly string[];
  /** Elements that have never been entered. */
  readonly never?: readonly string[];
  /** Texts of which each appears in some explanation of the clock, in Vietnamese. */
  readonly explained?: readonly string[];
  /** Texts of which each appears in some line of the story that a jurist reads, in Vietnamese. */
  readonly told?: readonly string[];
}
