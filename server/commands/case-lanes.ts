import type { CaseHead } from './case-head.ts';
import type { CommandOutcome, CommandRequest } from './command-request.ts';
import type { StaffReading } from './staff-room.ts';

/** One case in memory. Its commands are decided strictly one after another. */
export interface Lane {
  readonly caseId: string;
  /** As of the last acknowledged commit; undefined when it has to be loaded. */
  acknowledged: CaseHead | undefined;
  /** As of the last decided command: what the next one is decided on. */
  decided: CaseHead | undefined;
  /** `unread`: never looked up; `stale`: something else is in the store; `current`: `decided` can be relied on. */
  memory: 'unread' | 'stale' | 'current';
  loading: boolean;
  /** Decided, not yet durable. */
  inFlight: number;
  queue: Pending[];
}

/** Under which numbers a list of staff was read. */
export interface TurnReading {
  readonly scope: string;
  /** Of the serial book. */
  readonly reading: number | undefined;
}

/** A request on its way. */
export interface Pending {
  readonly request: CommandRequest;
  readonly lane: Lane;
  /** Read for this decision alone; undefined where no rule gives out steps, or until it has been read. */
  staff?: (StaffReading & { readonly turns: TurnReading }) | undefined;
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** The cases that are in memory. */
export interface Lanes {
  /** The lane of a case; a new one has read nothing yet. */
  of(caseId: string): Lane;
  /** The lane, if the case is in memory. */
  known(caseId: string): Lane | undefined;
  /** Lets go of cases that nothing happens to, those longest untouched first, until few enough are left. */
  evictIdle(): void;
}

export function createLanes(most: number): Lanes {
  const lanes = new Map<string, Lane>();
  return {
    of(caseId) {
      const lane = lanes.get(caseId) ?? unread(caseId);
      // Youngest last: eviction begins at the other end.
      lanes.delete(caseId);
      lanes.set(caseId, lane);
      return lane;
    },
    known: (caseId) => lanes.get(caseId),
    evictIdle() {
      for (const [caseId, lane] of lanes) {
        if (lanes.size <= most) return;
        if (lane.inFlight === 0 && lane.queue.length === 0 && !lane.loading) lanes.delete(caseId);
      }
    },
  };
}

function unread(caseId: string): Lane {
  return {
    caseId,
    acknowledged: undefined,
    decided: undefined,
    memory: 'unread',
    loading: false,
    inFlight: 0,
    queue: [],
  };
}
