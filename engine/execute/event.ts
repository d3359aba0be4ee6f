import type { JsonObject, Json } from '../model/json.ts';
import type { LocalizedText } from '../model/expression.ts';
import type { AssignmentRule, ClockAction, DeemedEffect, TimeLimit } from '../model/statute.ts';
import type { FlowNodeType } from '../model/process-graph.ts';
import type { DeadlineAlert, DeadlineLevel } from '../calendar/deadline-alerts.ts';
import type { ExplanationLine } from '../calendar/explanation.ts';
import type { StatutoryClock } from '../calendar/statutory-clock.ts';
import type { CalendarDecisionRef, CaseReceipt, Deviation, MigrationOrder, VersionChoice } from './command.ts';

/**
 * What happened to a case. One list feeds history, read models, timers, outbox and golden traces; nothing else changes a
 * case. What was decided stands in the event, so that replay evaluates nothing.
 *
 * Keys are numbers, unique in their case: the sequence number of the event that made the thing. Outside the case a thing is
 * `<caseId>:<key>`. Time, actor and command stand once, in the commit that holds the events.
 */
export type CaseEvent = { readonly seq: number } & CaseEventBody;

export type CaseEventBody =
  // the case
  | {
      readonly type: 'CaseStarted';
      readonly processId: string;
      readonly procedureDigest: string;
      readonly procedure?: { readonly code: string; readonly version: string };
      readonly receipt?: CaseReceipt;
      readonly origin?: string;
      readonly governing?: VersionChoice;
    }
  | { readonly type: 'CaseCompleted'; readonly outcome?: string }
  /** By a terminate end event of its own process: "abnormally terminated" (BPMN 2.0.2 §13.5.6). */
  | { readonly type: 'CaseTerminated' }
  /** An error end event threw an error that nothing in the case catches. */
  | { readonly type: 'CaseFailed'; readonly errorCode: string; readonly message?: string }
  | { readonly type: 'CaseCancelled'; readonly reason: string }
  | { readonly type: 'CaseWithdrawn'; readonly reason: string }
  /** By override: what had ended goes on. */
  | { readonly type: 'CaseReopened' }
  | CaseMigrated
  | { readonly type: 'PublicStatusChanged'; readonly status: number }
  | { readonly type: 'OutcomeDecided'; readonly outcome: string; readonly elementKey: number }

  // process instances: the root, and one for every call activity
  | { readonly type: 'ProcessInstanceStarted'; readonly processId: string; readonly callerKey?: number }
  | { readonly type: 'ProcessInstanceCompleted'; readonly key: number }
  | { readonly type: 'ProcessInstanceTerminated'; readonly key: number }
  | { readonly type: 'ProcessInstanceFailed'; readonly key: number; readonly errorCode: string }

  // flow nodes; `key` of the new instance is the seq of its ElementActivated
  | ElementActivated
  /** `output`: what an inner instance of a loop adds to the output collection, at its place. */
  | { readonly type: 'ElementCompleted'; readonly key: number; readonly output?: Json }
  /** A multi-instance body knows how many instances it has (and what each is given); `key` is the body. */
  | {
      readonly type: 'LoopStarted';
      readonly key: number;
      readonly numberOfInstances: number;
      readonly items?: readonly Json[];
    }
  /** Interrupted, terminated or withdrawn (BPMN 2.0.2 §13.3.2 "Terminated"). */
  | { readonly type: 'ElementTerminated'; readonly key: number }
  /** Ended by an error that it or something in it threw ("Failed"). */
  | { readonly type: 'ElementFailed'; readonly key: number; readonly errorCode?: string }
  /** The compensation of `key` (a completed activity) begins, called for by `by`, and will not begin again. */
  | { readonly type: 'ElementCompensated'; readonly key: number; readonly by: number }
  /** An interrupting event sub-process has taken the scope over. */
  | { readonly type: 'ScopeInterrupted'; readonly key: number; readonly by: string }
  | {
      readonly type: 'SequenceFlowTaken';
      readonly flowId: string;
      readonly scopeKey: number;
      readonly elementKey: number;
    }
  | {
      readonly type: 'GatewayDecided';
      readonly elementKey: number;
      readonly chosen: readonly string[];
      readonly evaluated: readonly { readonly flowId: string; readonly result: Json; readonly reason?: string }[];
    }

  /** A complex gateway that had fired takes the tokens it still waited for, and is ready to fire anew once it completes. */
  | { readonly type: 'GatewayReset'; readonly elementKey: number; readonly consumed: readonly string[] }

  /** Of a parallel multiple event something has happened and something has not: what has been brought so far, to be handed
   *  on when all has happened. */
  | {
      readonly type: 'EventPartOccurred';
      readonly elementKey: number;
      readonly elementId: string;
      readonly variables: JsonObject;
    }

  // data
  | {
      readonly type: 'VariablesSet';
      readonly scopeKey: number;
      readonly variables: JsonObject;
      readonly source?: string;
    }
  | DecisionEvaluated

  // user tasks
  | UserTaskCreated
  | { readonly type: 'UserTaskClaimed'; readonly key: number; readonly assignee: string; readonly onBehalfOf?: string }
  | { readonly type: 'UserTaskReleased'; readonly key: number }
  | {
      readonly type: 'UserTaskAssigned';
      readonly key: number;
      readonly assignee: string;
      readonly onBehalfOf?: string;
      /** Given anew by the rule of its step. */
      readonly assignment?: RuleAssignment;
    }
  /** `onBehalfOf`: a deputy did it for somebody who was away. Both count as having done it. */
  | { readonly type: 'UserTaskCompleted'; readonly key: number; readonly by: string; readonly onBehalfOf?: string }
  | { readonly type: 'UserTaskCancelled'; readonly key: number }
  | UserTaskMigrated
  | GroundsChosen
  /** A calendar decision has moved the date of an open task. */
  | {
      readonly type: 'TaskDueDateChanged';
      readonly key: number;
      readonly dueAt: string;
      readonly previousDueAt: string;
      readonly explanation: readonly ExplanationLine[];
      readonly decision?: CalendarDecisionRef;
      readonly alerts?: readonly DeadlineAlert[];
    }
  | DeadlineReached

  // jobs; `key` is the element instance
  | {
      readonly type: 'JobCreated';
      readonly key: number;
      readonly jobType: string;
      readonly retries: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly type: 'JobCompleted'; readonly key: number }
  | {
      readonly type: 'JobFailed';
      readonly key: number;
      readonly retries: number;
      readonly retryAt?: string;
      readonly message: string;
    }
  | { readonly type: 'JobErrorThrown'; readonly key: number; readonly errorCode: string; readonly message?: string }
  /** An operator offers the job anew. */
  | { readonly type: 'JobRetried'; readonly key: number; readonly retries: number }
  | { readonly type: 'JobCancelled'; readonly key: number }

  // waits; `key` of the wait is the seq of the event that opened it
  | TimerScheduled
  | { readonly type: 'TimerFired'; readonly key: number }
  | { readonly type: 'TimerCancelled'; readonly key: number }
  | SilenceDeemed
  | SubscriptionOpened
  | { readonly type: 'SubscriptionClosed'; readonly key: number }
  | { readonly type: 'MessageCorrelated'; readonly key: number; readonly messageId: string; readonly name: string }
  | { readonly type: 'SignalCaught'; readonly key: number; readonly name: string }
  | { readonly type: 'ConditionMet'; readonly key: number }
  /** A condition that was met, and is still waited for, no longer holds: it can be met anew. */
  | { readonly type: 'ConditionCeased'; readonly key: number }
  /** Host and simulation: the wait was triggered by hand. */
  | { readonly type: 'WaitTriggered'; readonly key: number }

  // what leaves the case (outbox)
  | {
      readonly type: 'MessagePublished';
      readonly name: string;
      readonly correlationKey?: string;
      readonly variables: JsonObject;
      readonly elementKey: number;
    }
  | {
      readonly type: 'SignalThrown';
      readonly name: string;
      readonly variables: JsonObject;
      readonly elementKey: number;
    }

  // inside
  | {
      readonly type: 'ErrorThrown';
      readonly elementKey: number;
      readonly errorCode: string;
      readonly message?: string;
      readonly caughtBy?: string;
    }
  | {
      readonly type: 'EscalationThrown';
      readonly elementKey: number;
      readonly escalationCode: string;
      readonly caughtBy?: string;
    }
  /** `targets`: the completed activities that will be undone, one after another in this order. `cancels`: a transaction is
   *  cancelled, and leaves by its cancel event when they are. */
  | {
      readonly type: 'CompensationThrown';
      readonly elementKey: number;
      readonly activityRef?: string;
      readonly targets: readonly number[];
      readonly cancels?: true;
    }
  /** What an ad-hoc sub-process offers, in order; each is taken from the list when it is activated. */
  | { readonly type: 'AdHocOffered'; readonly key: number; readonly elementIds: readonly string[] }

  // compensation: a completed activity (`key`) can be undone, by a handler or, a sub-process, from within
  | {
      readonly type: 'CompensationEnabled';
      readonly key: number;
      readonly activityId: string;
      readonly scopeKey: number;
      readonly handlerId?: string;
      readonly variables?: JsonObject;
    }
  /** Its scope has gone for good. */
  | { readonly type: 'CompensationDropped'; readonly key: number }

  // incidents
  | IncidentRaised
  | { readonly type: 'IncidentResolved'; readonly key: number; readonly reason?: string }

  // the lawful exit; `key` is the seq of the request
  | OverrideRequested
  | {
      readonly type: 'OverrideConfirmed';
      readonly key: number;
      readonly deviation: Deviation;
      readonly ground: string;
      readonly basis: string;
      readonly by: string;
      readonly onBehalfOf?: string;
      readonly note?: string;
    }
  | {
      readonly type: 'OverrideRejected';
      readonly key: number;
      readonly by: string;
      readonly onBehalfOf?: string;
      readonly reason: string;
    }
  | { readonly type: 'ConflictDeclared'; readonly person: string; readonly reason: string }

  // the law's clock
  | StatutoryClockChanged;

/**
 * The case goes on under another version. Says of everything alive by which element it goes from now on; what is no longer
 * waited for is closed before this event, and what follows under the new rules (dates, tasks, new waits) comes after it, in
 * the same commit.
 */
export interface CaseMigrated {
  readonly type: 'CaseMigrated';
  readonly from: PinnedVersion;
  readonly to: PinnedVersion;
  /** Root process of the newer version. */
  readonly processId: string;
  /** Article, `act#article`. */
  readonly act: string;
  readonly ground: string;
  readonly order?: MigrationOrder;
  readonly elements: readonly Relocated[];
  readonly tokens: readonly Relocated[];
  readonly timers: readonly RelocatedWait[];
  readonly subscriptions: readonly RelocatedWait[];
  readonly incidents: readonly Relocated[];
  readonly compensations: readonly (Relocated & { readonly handlerId?: string })[];
  /** Steps that people completed, which go by another id. */
  readonly completed: readonly { readonly from: string; readonly to: string }[];
  /** What somebody should look at, as it was found when it was decided. */
  readonly warnings?: readonly LocalizedText[];
}

/** A version that a case is pinned to; code and label where it has a manifest. */
export interface PinnedVersion {
  readonly digest: string;
  readonly code?: string;
  readonly version?: string;
}

/** A thing of the case, and by which element (or flow) it went and goes. */
export interface Relocated {
  readonly key: number;
  readonly from: string;
  readonly to: string;
}

export interface RelocatedWait extends Relocated {
  readonly interrupting: boolean;
}

/** An open task as the newer version has it: its form, to whom it is offered, by when. What is left out it has no more. */
export interface UserTaskMigrated {
  readonly type: 'UserTaskMigrated';
  readonly key: number;
  readonly elementId: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formId?: string;
  readonly priority?: number;
  readonly timeLimit?: TimeLimit;
  readonly dueAt?: string;
  readonly previousDueAt?: string;
  /** How `dueAt` came about, where it was reckoned anew. */
  readonly explanation?: readonly ExplanationLine[];
  readonly countedFrom?: string;
  /** When the heads will be told of its date; absent: they are not. */
  readonly alerts?: readonly DeadlineAlert[];
  /** A rule of the version gives it out. */
  readonly byRule?: true;
}

export interface ElementActivated {
  readonly type: 'ElementActivated';
  readonly elementId: string;
  readonly elementType: FlowNodeType;
  /** The element instance that owns the scope: the process instance's key, a sub-process's, a multi-instance body's. */
  readonly scopeKey: number;
  /** An instance that holds others and is no activity of its own in reports. `body`: the outer instance of a looping
   *  activity; `compensation`: a completed sub-process or loop while what happened inside it is undone. */
  readonly role?: 'body' | 'compensation';
  /** On a compensation handler, and with role `compensation`: the completed instance that it undoes. */
  readonly compensates?: number;
  /** 1-based, on the inner instances of a loop. */
  readonly loopCounter?: number;
  /** Flows whose waiting tokens this activation consumed: the one that led here, or every one that a join took. */
  readonly consumed?: readonly string[];
  /** On a boundary or event sub-process start event: what it was attached to. On compensation: what called for it. */
  readonly attachedToKey?: number;
  /** On an event behind a parallel instantiating gateway: the conversation of the event that created the instance. */
  readonly correlationKey?: string;
}

export interface DecisionEvaluated {
  readonly type: 'DecisionEvaluated';
  readonly elementKey: number;
  readonly decisionId: string;
  readonly inputs: JsonObject;
  readonly output: Json;
  /** Matched rules of every table in the requirement graph, in evaluation order, 1-based row numbers. */
  readonly matched: readonly {
    readonly decisionId: string;
    readonly rules: readonly number[];
    /** Ids of these rules in the file, null where it gives none. */
    readonly ruleIds?: readonly (string | null)[];
  }[];
  /** What each matched rule said, one value for each output column, in the order of `matched`; also those that the hit
   *  policy passed over. */
  readonly ruleOutputs?: readonly {
    readonly decisionId: string;
    readonly rule: number;
    readonly values: readonly Json[];
  }[];
  /** Why something is null: no rule matched, an input was not given, FEEL's own warnings. Never a value. */
  readonly reasons?: readonly string[];
}

export interface UserTaskCreated {
  readonly type: 'UserTaskCreated';
  /** The element instance. */
  readonly key: number;
  readonly elementId: string;
  readonly assignee?: string;
  /** Somebody who is away, whose deputy the assignee is. */
  readonly onBehalfOf?: string;
  /** How the rule of the step chose. */
  readonly assignment?: RuleAssignment;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formId?: string;
  readonly priority?: number;
  readonly timeLimit?: TimeLimit;
  /** Instant; absent without a limit. */
  readonly dueAt?: string;
  /** How `dueAt` came about. */
  readonly explanation?: readonly ExplanationLine[];
  /** Instant from which the limit counts, so that a calendar decision can reckon it again. */
  readonly countedFrom?: string;
  /** When the heads will be told of it, while it is not done. */
  readonly alerts?: readonly DeadlineAlert[];
}

/** So much of the time of the case, or of a step, is used, and the heads are told. Of each date each level once. */
export interface DeadlineReached {
  readonly type: 'DeadlineReached';
  /** The task, and its step; absent: the case itself. */
  readonly key?: number;
  readonly elementId?: string;
  readonly level: DeadlineLevel;
  readonly dueAt: string;
  /** Groups that are told. */
  readonly to: readonly string[];
  /** Who held the task. */
  readonly assignee?: string;
}

/** How a rule of assignment chose, so that anybody can choose again and come to the same. */
export interface RuleAssignment {
  readonly rule: AssignmentRule;
  /** Those among whom it chose, in the order of the staff list, with what the rule looked at. */
  readonly candidates: readonly AssignmentCandidate[];
  /** Candidates of the step among whom it could not choose. */
  readonly passedOver?: readonly { readonly id: string; readonly why: PassedOver }[];
  /** Whose turn, or lot, it was; the assignee, or the one whose deputy the assignee is. Absent: nobody was there, and the task
   *  is offered. */
  readonly chosen?: string;
  /** Of a draw: what the lots were reckoned from. */
  readonly seed?: string;
}

export interface AssignmentCandidate {
  readonly id: string;
  /** The candidate is away, and this deputy would do it. */
  readonly deputy?: string;
  /** LEAST_LOADED: tasks that whoever would do it holds. */
  readonly openTasks?: number;
  /** ROUND_ROBIN: when it was last the candidate's turn; absent: never yet. */
  readonly lastTurn?: string;
  /** DRAW: SHA-256 of the seed, the case, the task and the candidate, in hexadecimal; the smallest is drawn. */
  readonly lot?: string;
}

export type PassedOver = 'AWAY' | 'SEPARATION_OF_DUTIES' | 'CONFLICT_OF_INTEREST';

/** What a step chose from the closed lists of its version, each with the article that it rests on. Follows the completion of
 *  the task; free text is never in it. */
export interface GroundsChosen {
  readonly type: 'GroundsChosen';
  /** The task. */
  readonly key: number;
  readonly list?: 'supplement' | 'refusal';
  readonly grounds: readonly { readonly code: string; readonly basis: string }[];
  readonly papers?: readonly { readonly id: string; readonly basis: string }[];
  /** Names of fields of the start form. */
  readonly fields?: readonly string[];
  /** Conditions that were found not to be met. */
  readonly notMet?: readonly { readonly item: string; readonly condition?: string; readonly basis?: string }[];
}

export interface TimerScheduled {
  readonly type: 'TimerScheduled';
  readonly elementId: string;
  /** The waiting element instance: the catch event, the activity that carries the boundary event, the scope of the event
   *  sub-process, the event-based gateway. */
  readonly elementKey: number;
  readonly interrupting: boolean;
  readonly dueAt: string;
  /** Firings left after this one; absent: none, -1: without end. */
  readonly repetitions?: number;
  /** ISO 8601 duration between firings. */
  readonly interval?: string;
  readonly explanation?: readonly ExplanationLine[];
  readonly deemed?: DeemedEffect;
  /** Which of several event definitions of a multiple event, from 0. */
  readonly definition?: number;
  /** On a timer in working time that counts from when it was set: that instant. */
  readonly countedFrom?: string;
}

/** Nobody answered in time, and the law makes something of it. Follows the TimerFired that tells the time has come. */
export interface SilenceDeemed {
  readonly type: 'SilenceDeemed';
  /** The timer. */
  readonly key: number;
  /** The event of the model, and the instance that waited in vain. */
  readonly elementId: string;
  readonly elementKey: number;
  readonly effect: DeemedEffect;
  /** Article that gives silence this effect. */
  readonly basis?: string;
  /** Instants: from when an answer was awaited, and until when. */
  readonly since?: string;
  readonly until: string;
}

export interface SubscriptionOpened {
  readonly type: 'SubscriptionOpened';
  readonly kind: 'message' | 'signal' | 'conditional';
  readonly elementId: string;
  readonly elementKey: number;
  readonly interrupting: boolean;
  /** Message or signal name. */
  readonly name?: string;
  readonly correlationKey?: string;
  /** Which of several event definitions of a multiple event, from 0. */
  readonly definition?: number;
  /** On a condition that is awaited anew while it still holds: it must cease before it can be met again. */
  readonly met?: true;
}

export interface IncidentRaised {
  readonly type: 'IncidentRaised';
  readonly elementKey: number;
  readonly elementId: string;
  /** Stable, from `engine/errors.ts`. */
  readonly code: string;
  /** What, where, what to do. */
  readonly message: string;
  readonly details?: JsonObject;
  /** What resolving it tries again. */
  readonly phase: IncidentPhase;
}

/** `enter`: inputs and waits; `execute`: the element's own work; `leave`: outputs; `flows`: which flows to take; `loop`: whether a loop
 *  goes on; `settle`: whether an ad-hoc sub-process is done; `condition`: a conditional event's condition; `job`: the job; `work`: what was left undone, listed in `details.pending`. */
export type IncidentPhase = 'enter' | 'execute' | 'leave' | 'flows' | 'loop' | 'settle' | 'condition' | 'job' | 'work';

export interface OverrideRequested {
  readonly type: 'OverrideRequested';
  readonly deviation: Deviation;
  /** The step that it is about, where there is one. */
  readonly elementId?: string;
  readonly ground: string;
  /** Article on which the ground rests. */
  readonly basis: string;
  readonly reason: string;
  readonly by: string;
}

export interface StatutoryClockChanged {
  readonly type: 'StatutoryClockChanged';
  readonly action: ClockAction | 'EXTEND' | 'RECOMPUTE' | 'REOPEN';
  readonly elementKey?: number;
  /** New due date of the case; absent while the clock rests. */
  readonly dueAt?: string;
  readonly previousDueAt?: string;
  /** Working minutes consumed up to this event. */
  readonly consumedMinutes?: number;
  /** The whole clock after the action: what `evolve` keeps. */
  readonly clock?: StatutoryClock;
  readonly explanation: readonly ExplanationLine[];
  /** When the heads will be told of the date; absent: they are not. */
  readonly alerts?: readonly DeadlineAlert[];
  /** On RECOMPUTE: the decision about working time that is the reason. */
  readonly decision?: CalendarDecisionRef;
}

/**
 * The events of one command, as they are sealed and stored: the unit of history, of the hash chain and of a transaction.
 */
export interface Commit {
  readonly caseId: string;
  /** Sequence number of the first event; the last is `firstSeq + events.length - 1`. */
  readonly firstSeq: number;
  readonly at: string;
  readonly by: { readonly kind: 'user' | 'worker' | 'system'; readonly id: string };
  readonly commandType: string;
  readonly events: readonly CaseEvent[];
}
