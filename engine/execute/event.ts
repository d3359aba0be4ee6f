import type { CaseLifeEvent } from './events/case-events.ts';
import type { ClockEvent } from './events/clock-events.ts';
import type { DataEvent } from './events/data-events.ts';
import type { ElementEvent } from './events/element-events.ts';
import type { IncidentEvent } from './events/incident-events.ts';
import type { JobEvent } from './events/job-events.ts';
import type { MigrationEvent } from './events/migration-events.ts';
import type { OverrideEvent } from './events/override-events.ts';
import type { ThrownEvent } from './events/thrown-events.ts';
import type { UserTaskEvent } from './events/user-task-events.ts';
import type { WaitEvent } from './events/wait-events.ts';

/**
 * What happened to a case. One list feeds history, read models, timers, outbox and golden traces; nothing else changes a
 * case. What was decided stands in the event, so that replay evaluates nothing.
 *
 * Keys are numbers, unique in their case: the sequence number of the event that made the thing. Outside the case a thing is
 * `<caseId>:<key>`. Time, actor and command stand once, in the commit that holds the events.
 *
 * Each group of events is a file of its own in `events/`; all of them are here.
 */
export type CaseEvent = { readonly seq: number } & CaseEventBody;

export type CaseEventBody =
  /** Started, ended, reopened; public status and outcome. */
  | CaseLifeEvent
  /** Flow nodes: activated, left, looped; flows taken, gateways decided. */
  | ElementEvent
  /** Variables and decisions. */
  | DataEvent
  /** Work of people: offered, claimed, done; grounds chosen. */
  | UserTaskEvent
  /** Work of workers. */
  | JobEvent
  /** Timers, messages, signals, conditions: opened, come, closed. */
  | WaitEvent
  /** Messages and signals that leave; errors, escalations, compensation inside. */
  | ThrownEvent
  /** Stuck, and resolved. */
  | IncidentEvent
  /** The lawful exit. */
  | OverrideEvent
  /** Another version. */
  | MigrationEvent
  /** The law's clock and its deadlines. */
  | ClockEvent;

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

// What other files ask for by name.
export type { ElementActivated } from './events/element-events.ts';
export type { DecisionEvaluated } from './events/data-events.ts';
export type {
  UserTaskCreated,
  RuleAssignment,
  AssignmentCandidate,
  PassedOver,
  GroundsChosen,
} from './events/user-task-events.ts';
export type { TimerScheduled, SilenceDeemed, SubscriptionOpened } from './events/wait-events.ts';
export type { IncidentRaised, IncidentPhase } from './events/incident-events.ts';
export type { OverrideRequested } from './events/override-events.ts';
export type {
  CaseMigrated,
  PinnedVersion,
  Relocated,
  RelocatedWait,
  UserTaskMigrated,
} from './events/migration-events.ts';
export type { StatutoryClockChanged, DeadlineReached } from './events/clock-events.ts';
