import type { CaseState } from '../execute/state.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { JsonObject } from '../model/json.ts';
import type { Procedure } from '../model/procedure.ts';
import type { JournalEntry } from './journal.ts';

/** Everything a host is, as JSON. `createHost({ from })` goes on from here as if nothing had happened. */
export interface HostSnapshot {
  readonly format: 1;
  /** The virtual clock, epoch milliseconds. */
  readonly now: number;
  readonly stepBudget?: number;
  readonly calendar?: Calendar;
  readonly deployments: readonly Procedure[];
  readonly cases: readonly CaseRecord[];
  readonly entries: readonly JournalEntry[];
  readonly schedules: readonly StartSchedule[];
  readonly messages: readonly BufferedMessage[];
  /** Absent where there are none. */
  readonly held?: readonly HeldMessage[];
  readonly counters: { readonly cases: number; readonly messages: number };
}

export interface CaseRecord {
  readonly caseId: string;
  /** How many deployments there were when it began. */
  readonly epoch: number;
  readonly processId: string;
  readonly state: CaseState;
}

/** A timer start event of a deployed process. */
export interface StartSchedule {
  readonly processId: string;
  readonly startEventId: string;
  readonly dueAt: string;
  readonly repetitions?: number;
  readonly interval?: string;
}

/** A message that nobody waited for and that has time to live. */
export interface BufferedMessage {
  readonly messageId: string;
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables: JsonObject;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** A message for a parallel multiple start event, until the others of its conversation have come. */
export interface HeldMessage {
  readonly messageId: string;
  readonly processId: string;
  readonly startEventId: string;
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables: JsonObject;
}
