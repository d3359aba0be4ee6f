import type { Actor, Calendar } from '../../engine/index.ts';
import type { Store } from '../store/store.ts';
import type { CommandHandler } from './handle-command.ts';
import type { JobArrivals } from './job-arrivals.ts';
import type { ProcedureDirectory } from './procedure-directory.ts';

/** What every verb in this folder works with. Made once by `createShell`. */
export interface Shell {
  readonly store: Store;
  readonly handler: CommandHandler;
  readonly procedures: ProcedureDirectory;
  readonly calendars: CalendarSource;
  /** Wakes workers that wait for jobs. */
  readonly jobArrivals: JobArrivals;
  /** The server's clock: instants, ISO 8601 UTC with milliseconds. The only one that decides. */
  readonly now: () => string;
  readonly newId: () => string;
}

/** Working calendars as they were known at an instant. */
export interface CalendarSource {
  /** Zone in which local dates of receipt and effect are read. */
  readonly timeZone: string;
  /** Absent when no calendar has been loaded: procedures with statutory limits are then refused, never guessed. */
  knownAt(instant: string): Calendar | undefined;
  /** Reads decisions that were added meanwhile. */
  refresh(): Promise<void>;
}

/** How a verb is asked to remember its answer. `fingerprint` is `requestFingerprint` over everything that makes the request. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
}

/** What every request to a verb carries. */
export interface VerbRequest {
  readonly by: Actor;
  readonly idempotency?: Idempotency;
}

/** The machinery itself, where no person or worker asks. */
export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'system', groups: [], roles: ['system'] };
