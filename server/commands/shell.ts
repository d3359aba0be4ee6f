import type { Actor } from '../../engine/index.ts';
import type { Store } from '../store/store.ts';
import { createCalendarShelf, type CalendarShelf } from './calendar-shelf.ts';
import { DEFAULT_DOSSIER_CODE_PATTERNS, type DossierCodePattern } from './dossier-code.ts';
import { createCommandHandler, type CommandHandler, type CommandHandlerOptions } from './handle-command.ts';
import { createJobArrivals, type JobArrivals } from './job-arrivals.ts';
import { newId } from './new-id.ts';
import type { NotificationChannels } from '../notifications/notifications-of.ts';
import { createProcedureDirectory, type ProcedureDirectory } from './procedure-directory.ts';

/** What every verb in this folder works with. Made once by {@link createShell}. */
export interface Shell {
  readonly store: Store;
  readonly handler: CommandHandler;
  readonly procedures: ProcedureDirectory;
  readonly calendars: CalendarShelf;
  /** Wakes workers that wait for jobs. */
  readonly jobArrivals: JobArrivals;
  /** Seconds until a failed job that has four or more attempts left is tried again; longer the fewer are left. */
  readonly jobBackoffSeconds: number;
  /** The server's clock: instants, ISO 8601 UTC with milliseconds. The only one that decides. */
  readonly now: () => string;
  readonly newId: () => string;
}

export interface ShellOptions {
  readonly store: Store;
  /** The clock; the machine's when absent. */
  readonly now?: () => string;
  readonly dossierCodes?: readonly DossierCodePattern[];
  /** See {@link Shell.jobBackoffSeconds}; 5 when absent. */
  readonly jobBackoffSeconds?: number;
  /** Channels by which people and other systems are told; none when absent. */
  readonly notify?: NotificationChannels;
  /** Cases kept in memory. */
  readonly cachedCases?: number;
  /** Events between two snapshots of a case. */
  readonly snapshotEvery?: number;
  /** Tests only: another engine. */
  readonly decide?: NonNullable<CommandHandlerOptions['decide']>;
}

/** Puts the command room together over a migrated store, and reads procedures and calendars. */
export async function createShell(options: ShellOptions): Promise<Shell> {
  const {
    store,
    now = () => new Date().toISOString(),
    dossierCodes = DEFAULT_DOSSIER_CODE_PATTERNS,
    jobBackoffSeconds = 5,
  } = options;
  const procedures = createProcedureDirectory(store);
  const calendars = createCalendarShelf(store);
  const jobArrivals = createJobArrivals();
  await Promise.all([procedures.refresh(), calendars.refresh()]);
  const handler = createCommandHandler({
    store,
    procedures,
    calendars,
    now,
    dossierCodes,
    ...(options.notify === undefined ? {} : { notify: options.notify }),
    ...(options.cachedCases === undefined ? {} : { cachedCases: options.cachedCases }),
    ...(options.snapshotEvery === undefined ? {} : { snapshotEvery: options.snapshotEvery }),
    ...(options.decide === undefined ? {} : { decide: options.decide }),
  });
  handler.onCommit((commits) => jobArrivals.observe(commits));
  return { store, handler, procedures, calendars, jobArrivals, jobBackoffSeconds, now, newId };
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
