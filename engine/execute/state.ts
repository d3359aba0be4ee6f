import type { DeadlineAlert } from '../calendar/deadline-alerts.ts';
import type { StatutoryClock } from '../calendar/statutory-clock.ts';
import type { ActivityStatus } from '../lifecycle/activity.ts';
import type { CaseStatus } from '../lifecycle/case.ts';
import type { JobStatus } from '../lifecycle/job.ts';
import type { UserTaskStatus } from '../lifecycle/user-task.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FlowNodeType } from '../model/process-graph.ts';
import type { TimeLimit } from '../model/statute.ts';
import type { CaseReceipt, Deviation } from './command.ts';
import type { IncidentPhase } from './event.ts';
import type { Table } from './table.ts';
import type { Pages } from './pages.ts';

/**
 * A case between two commands: a fold over its events, plain JSON (a snapshot is its `JSON.stringify`).
 *
 * What lives here is what is *open*: element instances that have not ended, tokens that rest on sequence flows (before a
 * join), waits, tasks, jobs, incidents. What has ended is history, and history is the event list. Between two commands
 * every token rests at a named wait:
 *
 * | a token rests                                        | as                                    |
 * |------------------------------------------------------|---------------------------------------|
 * | in a user task                                       | a row of `tasks`                      |
 * | in a service, send, script or rule task, throw event | a row of `jobs`                       |
 * | in a catch event, receive task, event-based gateway  | a row of `timers` or `subscriptions`  |
 * | before a joining gateway                             | a row of `tokens`                     |
 * | in a sub-process, loop body, call activity           | the element instances inside it       |
 * | where it failed                                      | a row of `incidents`                  |
 */
export interface CaseState extends Tables {
  readonly caseId: string;
  /** Sequence number of the last event. */
  readonly version: number;
  readonly processId: string;
  readonly procedureDigest: string;
  readonly status: CaseStatus;
  /** Why the case failed. */
  readonly error?: { readonly code: string; readonly message?: string };
  readonly outcome?: string;
  /** National portal status, 1–10 (domain B6). */
  readonly publicStatus?: number;
  readonly receipt?: CaseReceipt;
  /** The statutory clock, once something has happened to it. */
  readonly clock?: StatutoryClock;
  /** When the heads are still to be told of the case's due date. */
  readonly alerts?: readonly DeadlineAlert[];
  /** Key of the root process instance. */
  readonly rootKey: number;
  /** Variables of the root process instance; every other scope keeps its own in `elements`. */
  readonly variables: JsonObject;
  /**
   * Who completed user tasks, and on whose behalf, in order: for separation of duties. In pages, because a command costs what
   * it touches: copying an object with a key for each of a thousand steps took ten times as long as the step itself.
   */
  readonly completions: Pages<Completion>;
  /** Requests to depart from the rules that wait for a second person. */
  readonly overrides?: Table<OpenOverride>;
  /** Supplement requests allowed beyond the published number, by override. */
  readonly extraSupplements?: number;
  /** Who has declared a conflict of interest. */
  readonly conflicts?: readonly string[];
}

/** A user task that was done. `by`: the officer, and whoever they stood in for. */
export interface Completion {
  readonly elementId: string;
  readonly by: readonly string[];
}

/** The tables of a case, by name. */
export interface Rows {
  elements: ElementInstance;
  tokens: FlowToken;
  timers: TimerWait;
  subscriptions: Subscription;
  tasks: OpenTask;
  jobs: OpenJob;
  incidents: OpenIncident;
  /** Completed activities that can be compensated. */
  compensations: Compensation;
}
export type Tables = { readonly [Name in keyof Rows]: Table<Rows[Name]> };

/** A flow node, or a process, at work. */
export interface ElementInstance {
  /** Sequence number of the event that activated it. */
  readonly key: number;
  /** Flow node id; on a process instance the process id. */
  readonly elementId: string;
  readonly type: FlowNodeType | 'process';
  readonly processId: string;
  /** The element instance that holds this one: a process, a sub-process, a loop body; for a called process its caller.
   *  0 on the root. */
  readonly scopeKey: number;
  readonly status: ActivityStatus;
  /** An instance that only holds others: see `ElementActivated.role`. */
  readonly role?: 'body' | 'compensation';
  /** 1-based, on inner instances of a loop. */
  readonly loopCounter?: number;
  /** On a boundary or event sub-process start event: the instance that it was attached to. */
  readonly attachedToKey?: number;
  /** Conversation that it waits in, see `ElementActivated.correlationKey`. */
  readonly correlationKey?: string;
  /** Element instances and waiting tokens directly in it; it may end when there are none. */
  readonly active: number;
  /** Local variables; absent where there are none (and on the root, see `CaseState.variables`). */
  readonly variables?: JsonObject;
  readonly loop?: LoopState;
  /** The completed instance that this one undoes. */
  readonly compensates?: number;
  /** Completed activities that are still to be undone before this one goes on, next first. */
  readonly compensating?: readonly number[];
  /** A transaction on its way out by its cancel event. */
  readonly cancelling?: true;
  /** What an ad-hoc sub-process has not started yet. */
  readonly offered?: readonly string[];
  /** Incoming flows that an activated complex gateway has had a token from, until it resets. */
  readonly consumed?: readonly string[];
  /** What parallel multiple events that it waits for have been brought so far, by event. */
  readonly brought?: Readonly<Record<string, JsonObject>>;
  /** An interrupting event sub-process has taken this scope over: no other event sub-process of it can start. */
  readonly interrupted?: true;
}

/** How far a loop has come. */
export interface LoopState {
  /** Of a multi-instance activity: fixed when it starts. */
  readonly numberOfInstances?: number;
  readonly items?: readonly Json[];
  readonly started: number;
  readonly completed: number;
  readonly terminated: number;
  /** Output collection by instance, null where nothing has come yet. */
  readonly outputs: readonly Json[];
}

/** A token on a sequence flow. */
export interface FlowToken {
  readonly key: number;
  readonly flowId: string;
  readonly scopeKey: number;
}

interface Wait {
  readonly key: number;
  /** The event that happens when the wait is over. */
  readonly elementId: string;
  /** The instance that waits: the catch event itself, the activity under a boundary event, the scope of an event
   *  sub-process, the event-based gateway. */
  readonly elementKey: number;
  readonly interrupting: boolean;
  /** Which of several event definitions, from 0. */
  readonly definition?: number;
}

export interface TimerWait extends Wait {
  readonly dueAt: string;
  /** Firings left after this one; absent: none, -1: without end. */
  readonly repetitions?: number;
  readonly interval?: string;
  readonly countedFrom?: string;
}

export interface Subscription extends Wait {
  readonly kind: 'message' | 'signal' | 'conditional';
  readonly name?: string;
  readonly correlationKey?: string;
  /** The condition has been met and has held since: it must cease before it can be met again. */
  readonly met?: true;
}

export interface OpenTask {
  /** The element instance. */
  readonly key: number;
  readonly elementId: string;
  readonly status: UserTaskStatus;
  readonly assignee?: string;
  /** The assignee holds it as the deputy of this person. */
  readonly onBehalfOf?: string;
  /** Given out by the rule of its step; nobody picks it, gives it back or hands it on. */
  readonly byRule?: true;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formId?: string;
  readonly dueAt?: string;
  /** What `dueAt` was reckoned from. */
  readonly timeLimit?: TimeLimit;
  readonly countedFrom?: string;
  /** When the heads are still to be told of it. */
  readonly alerts?: readonly DeadlineAlert[];
}

export interface OpenJob {
  /** The element instance. */
  readonly key: number;
  readonly jobType: string;
  readonly status: JobStatus;
  readonly retries: number;
}

export interface OpenIncident {
  readonly key: number;
  readonly elementKey: number;
  readonly elementId: string;
  readonly code: string;
  readonly message: string;
  readonly phase: IncidentPhase;
  readonly details?: JsonObject;
}

/** A request to depart from the rules. */
export interface OpenOverride {
  readonly key: number;
  readonly deviation: Deviation;
  readonly ground: string;
  readonly basis: string;
  readonly requestedBy: string;
}

/** A completed activity that can be undone. @source BPMN 2.0.2 §13.5.5 */
export interface Compensation {
  /** The completed activity's instance. */
  readonly key: number;
  readonly activityId: string;
  /** The scope instance that it completed in. */
  readonly scopeKey: number;
  /** Activity that undoes it; absent on a sub-process, which is undone from within. */
  readonly handlerId?: string;
  /** Local variables as they were when it completed. */
  readonly variables?: JsonObject;
}

/** The state before the first event. */
export function emptyCase(caseId: string): CaseState {
  return {
    caseId,
    version: 0,
    processId: '',
    procedureDigest: '',
    status: 'active',
    rootKey: 0,
    variables: {},
    elements: [],
    tokens: [],
    timers: [],
    subscriptions: [],
    tasks: [],
    jobs: [],
    incidents: [],
    compensations: [],
    completions: [],
  };
}

/** Nothing more happens in it, unless an override reopens it. */
export function hasEnded({ status }: CaseState): boolean {
  return status !== 'active';
}
