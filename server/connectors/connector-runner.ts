import type { Actor } from '../../engine/index.ts';
import { activateJobs, type ActivatedJob } from '../commands/activate-jobs.ts';
import { completeJob } from '../commands/complete-job.ts';
import { failJob } from '../commands/fail-job.ts';
import type { CommandOutcome } from '../commands/command-request.ts';
import type { Shell } from '../commands/shell.ts';
import type { Connector, ConnectorAnswer } from './connector.ts';

/** Where connectors tell what went wrong: pino's calls, of which a test needs no more than these. No personal data. */
export interface ConnectorLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Connectors at work. */
export interface ConnectorRunner {
  /** Ends the waiting; answers under way are still given. */
  stop(): Promise<void>;
}

export interface ConnectorRunnerOptions {
  readonly shell: Shell;
  readonly connectors: readonly Connector[];
  readonly log: ConnectorLog;
}

const MOST_JOBS = 10;
const LOCK_SECONDS = 60;
/** How long one call waits for work; the next follows at once. */
const WAIT_SECONDS = 60;
const PAUSE_AFTER_ERROR_MS = 5_000;

/** Starts one worker for each connector: wait for jobs under a lock, ask the system, say what became of them. */
export function startConnectors({ shell, connectors, log }: ConnectorRunnerOptions): ConnectorRunner {
  const stopping = new AbortController();
  const { signal } = stopping;
  const workers = connectors.map((connector) => work(connector));

  async function work(connector: Connector): Promise<void> {
    while (!signal.aborted) {
      try {
        const jobs = await activateJobs(shell, {
          jobType: connector.jobType,
          worker: actorOf(connector).id,
          maxJobs: MOST_JOBS,
          lockSeconds: LOCK_SECONDS,
          waitSeconds: WAIT_SECONDS,
          fetchVariables: connector.reads,
          signal,
        });
        await Promise.all(jobs.map((job) => settle(connector, job)));
      } catch (error) {
        log.error({ jobType: connector.jobType, err: error }, 'A connector failed; it goes on after a pause.');
        await pause(PAUSE_AFTER_ERROR_MS, signal);
      }
    }
  }

  async function settle(connector: Connector, job: ActivatedJob): Promise<void> {
    const { caseId, jobKey, jobType } = job;
    try {
      const outcome = await tell(connector, job, connector.answer(job.variables));
      // The step was left meanwhile, by a timer or with its case: nobody waits for the answer any more.
      if (!outcome.ok)
        log.warn({ caseId, jobKey, jobType, code: outcome.rejection.code }, 'The answer of a connector was refused.');
    } catch (error) {
      log.error({ caseId, jobKey, jobType, err: error }, 'A connector failed; the job is free when its lock runs out.');
    }
  }

  function tell(connector: Connector, job: ActivatedJob, answer: ConnectorAnswer): Promise<CommandOutcome> {
    const { caseId, jobKey, lockToken } = job;
    const request = { caseId, jobKey, lockToken, by: actorOf(connector) };
    switch (answer.kind) {
      case 'done':
        return completeJob(shell, { ...request, variables: answer.variables });
      case 'failed':
        return failJob(shell, { ...request, message: answer.message });
      default:
        return answer satisfies never;
    }
  }

  return {
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
}

/** How the history names it: nobody shall take a simulator's answer for the national system's. */
function actorOf({ jobType }: Connector): Actor {
  return { kind: 'worker', id: `simulator:${jobType}`, groups: [], roles: ['worker'] };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
