import type { AcceptedCommand } from './command-request.ts';

/** Tells waiting workers that a commit of this process has created or reopened jobs of their type. */
export interface JobArrivals {
  /** Arrivals of a type so far. */
  count(jobType: string): number;
  /** Resolves when `count` has passed `seen`, after `milliseconds`, or when `signal` aborts. Never rejects. */
  wait(jobType: string, seen: number, milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** To be called after every durable batch. */
  observe(commits: readonly AcceptedCommand[]): void;
}

export function createJobArrivals(): JobArrivals {
  const counts = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();
  const count = (jobType: string): number => counts.get(jobType) ?? 0;

  return {
    count,
    wait(jobType, seen, milliseconds, signal) {
      if (count(jobType) > seen || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const waiters = waiting.get(jobType) ?? new Set();
        waiting.set(jobType, waiters);
        const wake = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          waiters.delete(wake);
          if (waiters.size === 0 && waiting.get(jobType) === waiters) waiting.delete(jobType);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        signal?.addEventListener('abort', wake, { once: true });
        waiters.add(wake);
      });
    },
    observe(commits) {
      const arrived = new Set<string>();
      for (const { events } of commits) {
        for (const event of events) if (event.type === 'JobCreated') arrived.add(event.jobType);
      }
      for (const jobType of arrived) {
        counts.set(jobType, count(jobType) + 1);
        for (const wake of [...(waiting.get(jobType) ?? [])]) wake();
      }
    },
  };
}
