import type { LocalizedText } from '../model/expression.ts';
import type { JsonObject } from '../model/json.ts';
import type { Procedure } from '../model/procedure.ts';
import type { Calendar } from '../calendar/calendar.ts';

/**
 * Everything that can be asked of a case. A command carries all that is not in the case and its procedure: the time, the
 * actor, the calendar, answers from outside. `decide` reads no clock and rolls no dice.
 */
export type Command =
  // the case
  | StartCase
  | WithdrawCase
  | CancelCase
  | SetVariables
  // user tasks
  | ClaimUserTask
  | ReleaseUserTask
  | AssignUserTask
  | CompleteUserTask
  // jobs
  | CompleteJob
  | FailJob
  | ThrowJobError
  // what the world tells the case
  | CorrelateMessage
  | CatchSignal
  | FireTimer
  | TriggerElement
  // the operator
  | ResolveIncident
  // the lawful exit
  | RequestOverride
  | ConfirmOverride
  | RejectOverride
  | DeclareConflict
  // the law's clock
  | RecomputeDueDate
  | ReportDeadlines
  // another version
  | MigrateCase;

export type CommandType = Command['type'];

/** Who asks. `system` is the job runner, the outbox, the in-memory host. */
export interface Actor {
  readonly kind: 'user' | 'worker' | 'system';
  readonly id: string;
  /** Groups for which the actor may act now (deputies' groups included); decided by the shell at command time. */
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly unit?: string;
  /** Colleagues who are away and whose deputy the actor is, with their groups; decided by the shell at command time. What
   *  the actor does only because of it is recorded as done on their behalf. */
  readonly standsInFor?: readonly Pick<StaffMember, 'id' | 'groups'>[];
}

/** The people of an office as they are at a command's time: among them a rule of assignment chooses. */
export interface StaffList {
  /** In an order that does not change from one command to the next. */
  readonly members: readonly StaffMember[];
  /** Drawn by the shell for this command alone; what a draw by lot begins with. */
  readonly seed: string;
  /** Under which text this command's assignments are remembered; sorts later than that of every command before it. Absent: its
   *  instant, which two nodes may read from two clocks. */
  readonly drawn?: string;
}

export interface StaffMember {
  readonly id: string;
  readonly groups: readonly string[];
  /** Tasks that the person holds, over all cases. */
  readonly openTasks: number;
  /** By step of this procedure: when the person was last given it by rule. Texts of which a later one sorts later. */
  readonly turns: Readonly<Record<string, string>>;
  /** Set while the person is away. */
  readonly away?: { readonly deputy?: string };
}

interface CommandBase {
  readonly caseId: string;
  /** Instant, ISO 8601 UTC with milliseconds. FEEL's `now()` and `today()` read it. */
  readonly at: string;
  readonly by: Actor;
  /** Calendar in force and known at `at`. Absent: statutory limits cannot be computed, and a model that has any is refused
   *  with CALENDAR_MISSING. */
  readonly calendar?: Calendar;
  /** The people among whom steps with a rule of assignment are given out. Absent: a command that comes to such a step is
   *  refused with STAFF_MISSING. */
  readonly staff?: StaffList;
  /** Refused with STALE_VERSION when given and different from the case's sequence number. */
  readonly expectedVersion?: number;
}

export interface StartCase extends CommandBase {
  readonly type: 'StartCase';
  readonly processId: string;
  /** A start event; absent: the none start event(s) or implicit entry. */
  readonly startEventId?: string;
  /** Validated against the start form when the start event names one and `enforceForm` is true. */
  readonly variables: JsonObject;
  readonly enforceForm: boolean;
  /** What the one-stop office knows about the application; absent for plain processes. */
  readonly receipt?: CaseReceipt;
  /** Set when a message, signal, timer or condition started the case. */
  readonly trigger?: {
    readonly kind: 'message' | 'signal' | 'timer' | 'condition';
    readonly name?: string;
    readonly correlationKey?: string;
  };
  /** The case that called this one or sent the message, for the audit trail. */
  readonly origin?: string;
  /** Why this version governs the case, as it was answered when the version was chosen. */
  readonly governing?: VersionChoice;
}

/** How the version of a case was chosen. */
export interface VersionChoice {
  readonly by: 'INTERVAL' | 'TRANSITION';
  readonly anchor: 'received' | 'submitted' | 'postmarked' | 'decided';
  /** Local date that counted. */
  readonly date: string;
  /** The answer in words, then what speaks for or against each version. */
  readonly because: readonly LocalizedText[];
}

export interface CaseReceipt {
  /** Dossier code, gap-free per unit and day, drawn by the store in the same transaction. */
  readonly dossierCode: string;
  readonly unit: string;
  readonly channel: 'counter' | 'online' | 'post';
  /** Instants. `receivedAt` is what the clock reads; the others may select the version. */
  readonly receivedAt: string;
  readonly submittedAt?: string;
  readonly postmarkedAt?: string;
  readonly applicant: { readonly name: string; readonly contact?: JsonObject };
}

export interface WithdrawCase extends CommandBase {
  readonly type: 'WithdrawCase';
  readonly reason: string;
}
/** An operator ends the case; every token is withdrawn and each active activity leaves its record. */
export interface CancelCase extends CommandBase {
  readonly type: 'CancelCase';
  readonly reason: string;
}
export interface SetVariables extends CommandBase {
  readonly type: 'SetVariables';
  readonly variables: JsonObject;
  /** Element instance whose scope receives them; absent: the root process instance. */
  readonly scopeKey?: number;
}

export interface ClaimUserTask extends CommandBase {
  readonly type: 'ClaimUserTask';
  readonly taskKey: number;
}
export interface ReleaseUserTask extends CommandBase {
  readonly type: 'ReleaseUserTask';
  readonly taskKey: number;
}
export interface AssignUserTask extends CommandBase {
  readonly type: 'AssignUserTask';
  readonly taskKey: number;
  readonly assignee: string;
  /** Groups of the assignee, so that the engine can refuse an assignment outside the candidates. */
  readonly assigneeGroups: readonly string[];
}
export interface CompleteUserTask extends CommandBase {
  readonly type: 'CompleteUserTask';
  readonly taskKey: number;
  readonly submission: JsonObject;
  /** False only in the in-memory host, where tasks have variables and no officer. */
  readonly enforceForm: boolean;
}

export interface CompleteJob extends CommandBase {
  readonly type: 'CompleteJob';
  readonly jobKey: number;
  readonly variables: JsonObject;
}
export interface FailJob extends CommandBase {
  readonly type: 'FailJob';
  readonly jobKey: number;
  /** Retries left; zero raises an incident. */
  readonly retries: number;
  /** Instant before which no worker is offered the job again. */
  readonly retryAt?: string;
  readonly message: string;
}
/** A BPMN error from a worker: caught by a boundary event or event sub-process, else an incident. */
export interface ThrowJobError extends CommandBase {
  readonly type: 'ThrowJobError';
  /** The job; for the engine's own actor also a waiting user or receive task (simulation). */
  readonly jobKey: number;
  readonly errorCode: string;
  readonly message?: string;
  readonly variables?: JsonObject;
}

export interface CorrelateMessage extends CommandBase {
  readonly type: 'CorrelateMessage';
  readonly subscriptionKey: number;
  readonly messageId: string;
  readonly variables: JsonObject;
}
export interface CatchSignal extends CommandBase {
  readonly type: 'CatchSignal';
  readonly subscriptionKey: number;
  readonly variables: JsonObject;
}
export interface FireTimer extends CommandBase {
  readonly type: 'FireTimer';
  readonly timerKey: number;
}
/** A waiting catch, boundary or event sub-process start event happens now, whatever it waits for. Host and simulation only. */
export interface TriggerElement extends CommandBase {
  readonly type: 'TriggerElement';
  readonly elementId: string;
  /** The instance that waits, where several wait at the same element: the catch event, the activity under a boundary event,
   *  the scope of an event sub-process, the event-based gateway. Absent: the one that has waited longest. */
  readonly elementKey?: number;
  readonly variables: JsonObject;
}
/** A calendar decision has become known: the dates that are open (of the case, of its tasks, of timers in working time) are
 *  reckoned again under the command's calendar. The old date, the new one and the reckoning stay in history; nothing is
 *  recorded where a date does not move. */
export interface RecomputeDueDate extends CommandBase {
  readonly type: 'RecomputeDueDate';
  /** The decision that is the reason, for history. */
  readonly decision?: CalendarDecisionRef;
}

/** The heads are told of the deadlines of a case and its steps of which so much is used by now that they must be. Nothing is
 *  recorded where there is nothing new to tell. */
export interface ReportDeadlines extends CommandBase {
  readonly type: 'ReportDeadlines';
}

/** A decision about working time, as history names it. */
export interface CalendarDecisionRef {
  readonly id: string;
  /** The act, as it is cited. */
  readonly act: string;
  readonly title: LocalizedText;
}

/** Asks for a departure from the rules of the version. Nothing happens until a second person confirms it. */
export interface RequestOverride extends CommandBase {
  readonly type: 'RequestOverride';
  readonly deviation: Deviation;
  /** Code of one of the version's grounds for departing from its rules. */
  readonly ground: string;
  readonly reason: string;
}
/** One of those whom the version names, and not the one who asked, lets it happen: it happens at once. */
export interface ConfirmOverride extends CommandBase {
  readonly type: 'ConfirmOverride';
  readonly overrideKey: number;
  readonly note?: string;
}
/** It does not happen. Whoever asked may take the request back. */
export interface RejectOverride extends CommandBase {
  readonly type: 'RejectOverride';
  readonly overrideKey: number;
  readonly reason: string;
}

/** What departs from the rules. Separation of duties and declared conflicts of interest cannot be departed from. */
export type Deviation =
  /** What is at work at `elementKey` is withdrawn, and `targetId`, of the same scope, begins instead. */
  | { readonly kind: 'MOVE_TOKEN'; readonly elementKey: number; readonly targetId: string }
  /** A case that has ended goes on at `targetId` of its main process. */
  | { readonly kind: 'REOPEN'; readonly targetId: string }
  /** One supplement request more than the version allows. The national statistics count the case as late. */
  | { readonly kind: 'SECOND_SUPPLEMENT' }
  /** A task is given to someone to whom the rules do not offer it. */
  | { readonly kind: 'REASSIGN'; readonly taskKey: number; readonly assignee: string };

/** An officer has an interest in the case and is kept out of it from now on; what they hold goes back to its candidates. */
export interface DeclareConflict extends CommandBase {
  readonly type: 'DeclareConflict';
  readonly reason: string;
}

/** Tries again where the token stands; for a job, with new retries. */
export interface ResolveIncident extends CommandBase {
  readonly type: 'ResolveIncident';
  readonly incidentKey: number;
  readonly retries?: number;
  readonly reason?: string;
}

/**
 * The case goes on under another published version of its procedure. Everything in it that is alive must have its place there,
 * or the command is refused with MIGRATION_REFUSED, and `findings` say why. Asked of a case that runs under that version, it
 * changes nothing.
 */
export interface MigrateCase extends CommandBase {
  readonly type: 'MigrateCase';
  /** The version, compiled. */
  readonly target: Procedure;
  /** Elements of the present version by elements of the other, where the same id will not do. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Article by which running cases are moved, `act#article`; the act is one of those that the other version rests on. */
  readonly act: string;
  /** Why, in words. */
  readonly ground: string;
  /** Who prepared it, and the second person who approved it where the house asks for one. */
  readonly order?: MigrationOrder;
}

export interface MigrationOrder {
  /** Of the migration of many cases that this is part of. */
  readonly id?: string;
  readonly preparedBy: string;
  readonly approvedBy?: string;
}
