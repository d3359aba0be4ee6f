import type { AcceptedCommand } from '../commands/command-request.ts';
import type { Shell } from '../commands/shell.ts';
import { deliverBufferedMessages } from './deliver-buffered-messages.ts';
import { deliverOutbox } from './deliver-outbox.ts';
import { expireRecords } from './expire-records.ts';
import { fireStartTimers } from './fire-start-timers.ts';
import { fireTimers } from './fire-timers.ts';
import type { JobContext, JobKind, JobLog } from './job-kind.ts';
import { runCaseMigrations } from './run-case-migrations.ts';
import { reportDeadlines } from './report-deadlines.ts';
import { scheduleStartTimers } from './schedule-start-timers.ts';
import { sweepCalendarDecisions } from './sweep-calendar-decisions.ts';

/**
 * Background work of a node: timers, deliveries, schedules.
 *
 * It sleeps until the earliest thing that is due, at most a second, and is woken by every commit that makes work sooner. Asleep
 * it costs one read a second; that read also finds what other nodes made and what a jumping clock made due.
 */
export interface JobRunner {
  start(): Promise<void>;
  /** Finishes the batch at hand. */
  stop(): Promise<void>;
  /** True while rounds succeed. */
  alive(): boolean;
  /** Does everything that is due now, without the loop. For tests and the command line. */
  runUntilIdle(): Promise<void>;
}

export interface JobRunnerOptions {
  readonly shell: Shell;
  readonly log: JobLog;
  /** Further kinds, which work on more than cases. */
  readonly kinds?: readonly JobKind[];
  readonly leaseMs?: number;
  readonly longestSleepMs?: number;
}

const LONGEST_BACK_OFF_MS = 30_000;
/** Longer than any batch takes; silence beyond it means that the runner hangs. */
const ALIVE_WITHIN_MS = 60_000;
/** `runUntilIdle` ends after so many rounds: two cases that send each other messages for ever are never idle. */
const MOST_ROUNDS = 10_000;

export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { shell, log, leaseMs = 30_000, longestSleepMs = 1_000 } = options;
  const context: JobContext = { shell, log, leaseMs };
  const kinds: readonly JobKind[] = [
    scheduleStartTimers(),
    fireTimers,
    reportDeadlines,
    deliverOutbox,
    deliverBufferedMessages,
    fireStartTimers,
    expireRecords(),
    sweepCalendarDecisions(),
    runCaseMigrations(),
    ...(options.kinds ?? []),
  ];
  let running = false;
  let loop: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  let wokenEarly = false;
  let sleepingUntil = '';
  let lastRoundAt = performance.now();
  let unsubscribe: (() => void) | undefined;

  async function round(): Promise<boolean> {
    let more = false;
    for (const kind of kinds) {
      // One read instead of a claim of each kind, which would take the writer's turn to find nothing.
      if (kind.byDueTime === true && !(await somethingIsDue())) continue;
      if (await kind.run(context)) more = true;
    }
    lastRoundAt = performance.now();
    return more;
  }

  async function somethingIsDue(): Promise<boolean> {
    const dueAt = await shell.store.nextDueAt();
    return dueAt !== undefined && dueAt <= shell.now();
  }

  async function runLoop(): Promise<void> {
    let failures = 0;
    while (running) {
      try {
        wokenEarly = false;
        const more = await round();
        failures = 0;
        if (!more && running) await sleepUntilDue();
      } catch (error) {
        failures += 1;
        const backOff = Math.min(LONGEST_BACK_OFF_MS, 500 * 2 ** failures);
        log.error(
          { err: error, failures, backOff },
          'A round of background work failed; the next follows after a pause.',
        );
        await sleep(backOff);
      }
    }
  }

  async function sleepUntilDue(): Promise<void> {
    const now = Date.parse(shell.now());
    // Until the read below is back, everything counts as sooner.
    sleepingUntil = '9999';
    const dueAt = await shell.store.nextDueAt();
    const ms = Math.max(0, Math.min(longestSleepMs, dueAt === undefined ? longestSleepMs : Date.parse(dueAt) - now));
    sleepingUntil = new Date(now + ms).toISOString();
    if (wokenEarly || ms === 0) return;
    await sleep(ms);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      wake = done;
      function done(): void {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      }
    });
  }

  function onCommit(commits: readonly AcceptedCommand[]): void {
    if (!commits.some((commit) => kinds.some((kind) => kind.wokenBy?.(commit, sleepingUntil) === true))) return;
    wokenEarly = true;
    wake?.();
  }

  return {
    async start() {
      if (running) return;
      running = true;
      // On a store of our own, whoever held a lease is dead; elsewhere it may be a neighbour at work.
      if (!shell.store.shared) await shell.store.releaseLeases();
      unsubscribe = shell.handler.onCommit(onCommit);
      lastRoundAt = performance.now();
      loop = runLoop();
    },
    async stop() {
      running = false;
      unsubscribe?.();
      wake?.();
      await loop;
    },
    alive: () => running && performance.now() - lastRoundAt < ALIVE_WITHIN_MS,
    async runUntilIdle() {
      for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
        const more = await round();
        const dueAt = await shell.store.nextDueAt();
        if (!more && (dueAt === undefined || dueAt > shell.now())) return;
      }
      throw new Error(`Background work did not come to rest within ${String(MOST_ROUNDS)} rounds.`);
    },
  };
}
