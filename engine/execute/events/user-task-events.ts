import type { DeadlineAlert } from '../../calendar/deadline-alerts.ts';
import type { ExplanationLine } from '../../calendar/explanation.ts';
import type { AssignmentRule, TimeLimit } from '../../model/statute.ts';
import type { CalendarDecisionRef } from '../command.ts';

/** Work of people. `key` is the element instance. */
export type UserTaskEvent =
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
    };

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
