import type { AppendResult, BatchEntry } from '../store/commit-batch.ts';
import type { Store } from '../store/store.ts';

/** A decided command on its way to the disk: with an entry to write, or without (a refusal that waits for what it was based on). */
export interface Decided {
  readonly entry?: BatchEntry;
}

export interface GroupCommitHooks<T extends Decided> {
  /** What the batch has drawn from the serial book. */
  serials(batch: readonly T[]): Parameters<Store['appendBatch']>[0]['serials'];
  /** The batch is on disk. */
  durable(batch: readonly T[]): void;
  /** Something collided and nothing was written: everything that had been decided, in order, to be decided anew. */
  conflict(decided: readonly T[], result: Extract<AppendResult, { ok: false }>): void;
  /** The database failed; whether the batch was written is not known. `waiting` had been decided on top of it. */
  failure(batch: readonly T[], waiting: readonly T[], error: unknown): void;
}

/**
 * Commands that were decided while the last commit ran go out together in the next: one transaction, one fsync, for all of
 * them. A lone command starts its commit at the end of the current turn of the event loop, so it pays no waiting time.
 */
export interface GroupCommit<T extends Decided> {
  push(decided: T): void;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
}

/** Commands in one transaction at most: bounds how long a single answer can wait for others. */
const MAX_BATCH = 256;

export function createGroupCommit<T extends Decided>(
  store: Pick<Store, 'appendBatch'>,
  hooks: GroupCommitHooks<T>,
): GroupCommit<T> {
  let ready: T[] = [];
  let running = false;
  let idleWaiters: (() => void)[] = [];

  function start(): void {
    if (running) return;
    running = true;
    // Requests that arrived in the same turn join the batch.
    setImmediate(() => void run());
  }

  async function run(): Promise<void> {
    while (ready.length > 0) {
      const batch = ready.splice(0, MAX_BATCH);
      await write(batch);
    }
    running = false;
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const wake of waiters) wake();
  }

  async function write(batch: readonly T[]): Promise<void> {
    const entries = batch.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    if (entries.length === 0) {
      hooks.durable(batch);
      return;
    }
    let result: AppendResult;
    try {
      result = await store.appendBatch({ entries, serials: hooks.serials(batch) });
    } catch (error) {
      hooks.failure(batch, takeWaiting(), error);
      return;
    }
    if (result.ok) hooks.durable(batch);
    else hooks.conflict([...batch, ...takeWaiting()], result);
  }

  function takeWaiting(): readonly T[] {
    const waiting = ready;
    ready = [];
    return waiting;
  }

  return {
    push(decided) {
      ready.push(decided);
      start();
    },
    idle: () => (running ? new Promise((resolve) => idleWaiters.push(resolve)) : Promise.resolve()),
  };
}
