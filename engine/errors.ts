import type { Json } from './model/json.ts';

/**
 * The four kinds of error, never mixed: a Diagnostic refuses a model, a Rejection refuses a command, an Incident is a case
 * that is stuck (an event), a bug is thrown. Codes are public API: added, never renamed.
 */

/** A finding about a model. `error` refuses publication. Data, never thrown. */
export interface Diagnostic {
  readonly ruleId: string;
  /** Element of the diagram, or undefined for a file-level finding. */
  readonly elementId?: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What and where, in an analyst's words; names the element. */
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
  /** `message` in Vietnamese. Everything that this engine finds has it. */
  readonly messageVi?: string;
  /** `hint` in Vietnamese; there whenever `hint` is. */
  readonly hintVi?: string;
  /** File of the bundle. */
  readonly file?: string;
  /** Shortest way into a soundness fault, as steps that a canvas can play. */
  readonly counterExample?: readonly CounterExampleStep[];
}

export interface CounterExampleStep {
  readonly elementId: string;
  /** What happened there: `activated`, `completed`, `flow`, `timer`, `message`, … */
  readonly action: string;
  readonly flowId?: string;
}

/** A refused command. Leaves no event. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: string;
  /** Field findings of a form, accepted commands, expected and actual version, … */
  readonly details?: { readonly [key: string]: Json };
}

/** Why a command is refused. */
export const REJECTION_CODES = {
  CASE_NOT_FOUND: 'There is no such case.',
  CASE_ALREADY_EXISTS: 'A case with this id exists.',
  CASE_ENDED: 'The case has ended; nothing more can happen in it.',
  STALE_VERSION: 'The case has moved on since it was read.',
  PROCESS_NOT_FOUND: 'The procedure has no such process.',
  START_EVENT_NOT_FOUND: 'The process has no such start event.',
  TASK_NOT_FOUND: 'There is no such open task.',
  TASK_NOT_CLAIMED: 'The task must be claimed before it is completed.',
  TASK_CLAIMED_BY_ANOTHER: 'Another officer holds the task.',
  TRANSITION_NOT_ALLOWED: 'The state does not accept this command.',
  NOT_A_CANDIDATE: 'The task is not offered to this actor.',
  SEPARATION_OF_DUTIES: 'This actor did another step that excludes this one.',
  FORM_INVALID: 'The submission does not satisfy the form.',
  JOB_NOT_FOUND: 'There is no such open job.',
  TIMER_NOT_FOUND: 'There is no such waiting timer.',
  TIMER_NOT_DUE: 'The timer is not due yet.',
  SUBSCRIPTION_NOT_FOUND: 'Nothing waits for this.',
  INCIDENT_NOT_FOUND: 'There is no such open incident.',
  SCOPE_NOT_FOUND: 'There is no such active scope.',
  CALENDAR_MISSING: 'A time limit needs a calendar.',
  NOTHING_WAITS_HERE: 'No token waits at this element.',
  SUPPLEMENT_LIMIT_REACHED: 'The published number of supplement requests is used up.',
  EXTENSION_LIMIT_REACHED: 'The published number of extensions is used up.',
  EXTENSION_TOO_LATE: 'An extension must be granted before the time that the procedure sets.',
  EXTENSION_INVALID: 'An extension needs a length that leads to a later date.',
  VARIABLES_INVALID: 'Variables must be a JSON object.',
  GROUND_REQUIRED: 'The step must choose its ground from the published list.',
  GROUND_NOT_LISTED: 'The ground is not on the published list of this version.',
  PAPER_NOT_LISTED: 'The paper or field is not among those that this version asks for.',
  CITATION_REQUIRED: 'A condition that is not met must be cited.',
  OVERRIDE_NOT_PROVIDED: 'This version publishes no way to depart from its rules.',
  OVERRIDE_NOT_FOUND: 'There is no such open request to depart from the rules.',
  OVERRIDE_SECOND_PERSON: 'Whoever asks to depart from the rules may not decide on it.',
  OVERRIDE_NOT_CONFIRMER: 'Only those whom the version names may decide on a departure from the rules.',
  OVERRIDE_IMPOSSIBLE: 'What is asked for cannot be done to the case as it stands.',
  OVERRIDE_PENDING: 'The same departure from the rules is asked for already.',
  REASON_REQUIRED: 'A reason must be given.',
  ASSIGNED_BY_RULE: 'The version gives this task out by its own rule.',
  STAFF_MISSING: 'A rule of assignment needs the staff list.',
  NOBODY_AVAILABLE: 'Nobody to whom the rule could give the task is there.',
  CONFLICT_OF_INTEREST: 'This person has declared a conflict of interest in the case.',
  MIGRATION_REFUSED: 'The case cannot go on under the other version as it stands.',
  MIGRATION_ACT_REQUIRED: 'A running case changes its version only by a legal act.',
  MIGRATION_ACT_NOT_LISTED: 'The act is not among those that the other version rests on.',
  MIGRATION_SECOND_PERSON: 'Whoever prepares a migration may not approve it.',
} as const;
export type RejectionCode = keyof typeof REJECTION_CODES;

/** Why a case is stuck. */
export const INCIDENT_CODES = {
  JOB_RETRIES_EXHAUSTED: 'A worker failed as often as the model allows.',
  NO_FLOW_CHOSEN: 'Every condition was false and there is no default flow.',
  EXPRESSION_FAILED: 'An expression could not be evaluated.',
  CONDITION_NOT_BOOLEAN: 'A condition gave something other than true or false.',
  DECISION_FAILED: 'A decision could not be evaluated.',
  DECISION_NOT_FOUND: 'The procedure has no such decision.',
  CALLED_PROCESS_NOT_FOUND: 'The called process is not deployed.',
  UNCAUGHT_ERROR: 'An error was thrown that nothing catches.',
  TIMER_INVALID: 'A timer has no valid date, duration or cycle.',
  COLLECTION_INVALID: 'A multi-instance activity needs a list or a whole number.',
  CORRELATION_KEY_INVALID: 'A correlation key must be text or a number.',
  STEP_BUDGET_EXHAUSTED: 'The case ran in a circle without resting.',
  ASSIGNMENT_INVALID: 'A task names no possible assignee.',
  CLOCK_REFUSED: 'A step asks the statutory clock for what its state or the rules do not allow.',
} as const;
export type IncidentCode = keyof typeof INCIDENT_CODES;

/** What is found when a running case is to go on under another version. `refusal`: it stays where it is; `warning`: somebody
 *  should look; `note`: what changes. */
export const MIGRATION_CODES = {
  // refusals
  OTHER_PROCEDURE: 'The other version is one of another procedure.',
  PROCESS_REMOVED: 'The process that runs is gone.',
  ELEMENT_REMOVED: 'The element at which something is at work is gone.',
  ELEMENT_KIND_CHANGED: 'The element has become one of another kind.',
  MAPPING_UNKNOWN: 'The mapping names something that one of the versions does not have.',
  MAPPING_AMBIGUOUS: 'Two elements are mapped to the same one.',
  SCOPE_CHANGED: 'The element has moved into or out of a sub-process.',
  LOOP_CHANGED: 'The activity loops in another way.',
  ACTIVITY_CHANGED: 'The activity begins in another way: as a handler, or by an event.',
  WORK_CHANGED: 'Work that is out with a worker is none in the other version.',
  CALL_CHANGED: 'The activity calls another process than the one that runs.',
  AD_HOC_CHANGED: 'The ad-hoc sub-process offers other activities.',
  GATEWAY_CHANGED: 'A gateway that has fired has other incoming flows.',
  EVENT_CHANGED: 'The event that is waited for is another one.',
  FLOW_REMOVED: 'The flow on which a token rests is gone.',
  JOIN_CHANGED: 'The join before which a token rests has other incoming flows.',
  JOIN_STARVED: 'A join further on would wait for a branch that nothing can bring any more.',
  NOT_CONCURRENT: 'Two steps that are at work together never are in the other version.',
  QUANTITY_CHANGED: 'The activity needs another number of tokens.',
  COMPENSATION_RUNNING: 'Completed work is being undone.',
  COMPENSATION_LOST: 'Completed work could no longer be undone.',
  SCOPE_INTERRUPTED: 'An event has interrupted the scope and has it to itself.',
  WORK_UNFINISHED: 'An incident holds work that was left undone.',
  OVERRIDE_WAITING: 'A departure from the rules waits for its decision.',
  DUTY_UNMAPPED: 'Separation of duties would forget who did a completed step.',
  CLOCK_START_CHANGED: 'The time limit begins in another way.',
  CLOCK_POLICY_CHANGED: 'The time limit is split into other appointments.',
  LIMIT_UNCLEAR: 'Which time limit the case would have is not clear.',
  EFFECT_FAILED: 'Something that the other version asks for could not be evaluated.',
  // warnings
  TIMER_KEPT: 'A timer keeps its time although it is written otherwise.',
  JOB_KEPT: 'Work that is out with a worker stays as it was given out.',
  STEP_NOT_DONE: 'A step that is new comes before where the case stands.',
  VARIABLE_MISSING: 'Something further on reads what the case does not have.',
  // notes
  ELEMENT_RENAMED: 'The element goes by another id.',
  EVENT_DISARMED: 'An event is waited for no more.',
  EVENT_ARMED: 'An event is waited for from now on.',
  EVENT_REARMED: 'An event is waited for anew, as it is written now.',
  FORM_CHANGED: 'A task has another form.',
  CANDIDATES_CHANGED: 'A task is offered to others.',
  TASK_LIMIT_CHANGED: 'A task has another time limit.',
  CASE_LIMIT_CHANGED: 'The case has another time limit.',
  PAPERS_CHANGED: 'Other papers are asked for.',
  DECISIONS_CHANGED: 'Decisions are made by other rules.',
} as const;
export type MigrationCode = keyof typeof MIGRATION_CODES;
