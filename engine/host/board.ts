import type { Calendar } from '../calendar/calendar.ts';
import type { FeelClock } from '../feel/feel.ts';
import type { JsonObject } from '../model/json.ts';
import { newDeployments, type Deployments } from './deployments.ts';
import type { HostOptions } from './host.ts';
import { newJournal, type Journal } from './journal.ts';
import type { BufferedMessage, CaseRecord, HeldMessage, HostSnapshot, StartSchedule } from './snapshot.ts';
import { newWaitsIndex, type WaitsIndex } from './waits-index.ts';

/** All that a host holds. The files beside this one each do one thing to it. */
export interface Board {
  /** The virtual clock, epoch milliseconds. */
  now: number;
  readonly stepBudget: number | undefined;
  readonly calendar: Calendar | undefined;
  readonly deployments: Deployments;
  readonly cases: Map<string, CaseRecord>;
  readonly journal: Journal;
  readonly waits: WaitsIndex;
  /** Timer start events. */
  schedules: readonly StartSchedule[];
  /** Messages that nobody waited for, while they live. */
  buffered: readonly BufferedMessage[];
  /** Messages that start a process only together with others that have not come yet. */
  held: readonly HeldMessage[];
  readonly counters: { cases: number; messages: number };
  /** Published and not yet delivered, first in, first out. Empty between two calls. */
  readonly outbox: Published[];
}

/** Something on its way to whoever waits for it. */
export type Published = PublishedMessage | PublishedSignal;
export interface PublishedMessage {
  readonly kind: 'message';
  readonly name: string;
  readonly correlationKey?: string;
  readonly variables: JsonObject;
  /** Milliseconds. */
  readonly timeToLive: number;
  /** Case that sent it. */
  readonly origin?: string;
}
export interface PublishedSignal {
  readonly kind: 'signal';
  readonly name: string;
  readonly variables: JsonObject;
  readonly origin?: string;
}

const DEFAULT_NOW = '2026-01-05T01:00:00.000Z';
/** Where a case's procedure names no calendar, days begin and end here. */
const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** An empty board, or the one that a snapshot shows. */
export function openBoard(options: HostOptions): Board {
  const from: HostSnapshot | undefined = typeof options.from === 'string' ? JSON.parse(options.from) : options.from;
  const journal = newJournal(from?.entries ?? []);
  return {
    now: from?.now ?? beginning(options.now ?? DEFAULT_NOW),
    stepBudget: options.stepBudget ?? from?.stepBudget,
    calendar: options.calendar ?? from?.calendar,
    deployments: newDeployments(from?.deployments ?? []),
    cases: new Map((from?.cases ?? []).map((one) => [one.caseId, one])),
    journal,
    waits: newWaitsIndex(journal.entries),
    schedules: from?.schedules ?? [],
    buffered: from?.messages ?? [],
    held: from?.held ?? [],
    counters: { ...(from?.counters ?? { cases: 0, messages: 0 }) },
    outbox: [],
  };
}

/** The board as JSON, of which nothing is shared with it. */
export function snapshotOf(board: Board): HostSnapshot {
  const { now, stepBudget, calendar, deployments, cases, journal, schedules, buffered, held, counters } = board;
  const snapshot: HostSnapshot = {
    format: 1,
    now,
    ...(stepBudget === undefined ? {} : { stepBudget }),
    ...(calendar === undefined ? {} : { calendar }),
    deployments: deployments.list,
    cases: [...cases.values()],
    entries: journal.entries,
    schedules,
    messages: buffered,
    ...(held.length === 0 ? {} : { held }),
    counters,
  };
  // What a caller holds must not change under it, nor change the host.
  return structuredClone(snapshot);
}

export function instantOf(board: Board): string {
  return new Date(board.now).toISOString();
}

function beginning(now: NonNullable<HostOptions['now']>): number {
  const instant = new Date(typeof now === 'function' ? now() : now).getTime();
  if (Number.isNaN(instant))
    throw new RangeError('`now` is no point in time; give a Date, an ISO 8601 text or milliseconds.');
  return instant;
}

/** What expressions outside any case read as `now()` and `today()`. */
export function clockOf(board: Board): FeelClock {
  return { at: instantOf(board), timeZone: board.calendar?.timeZone ?? TIME_ZONE };
}
