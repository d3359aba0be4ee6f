import type { DeadlineAlert } from '../../calendar/deadline-alerts.ts';
import type { ExplanationLine } from '../../calendar/explanation.ts';
import type { LocalizedText } from '../../model/expression.ts';
import type { TimeLimit } from '../../model/statute.ts';
import type { MigrationOrder } from '../command.ts';

/** The case goes on under another version. */
export type MigrationEvent = CaseMigrated | UserTaskMigrated;

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
