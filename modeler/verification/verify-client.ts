import type { BundleFiles } from '../../engine/index.ts';
import type { VerificationReport } from '../contract.ts';
import type { VerifyReply, VerifyRequest } from './engine-worker.ts';

/** A model that takes longer than this is left to the server, which says honestly what it could decide. */
const PATIENCE_MS = 20_000;

/** The engine did not answer: it failed, or it took too long. */
export class VerificationUnavailable extends Error {
  override readonly name = 'VerificationUnavailable';
}

interface Waiting {
  readonly id: number;
  readonly resolve: (report: VerificationReport) => void;
  readonly reject: (error: VerificationUnavailable) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Verifies bundles in the engine's worker, one at a time: a newer question takes the place of the one before it, whose
 * answer nobody waits for any more. A worker that hangs is ended and started anew.
 */
export class VerifyClient {
  #worker: Worker | null = null;
  #waiting: Waiting | null = null;
  #asked = 0;

  verify(files: BundleFiles): Promise<VerificationReport> {
    this.#settle(new VerificationUnavailable('superseded'));
    this.#worker ??= this.#start();
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#restart(new VerificationUnavailable('timeout')), PATIENCE_MS);
      this.#waiting = { id, resolve, reject, timer };
      this.#worker?.postMessage({ id, files } satisfies VerifyRequest);
    });
  }

  close(): void {
    this.#restart(new VerificationUnavailable('closed'));
  }

  #start(): Worker {
    const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
      type: 'module',
      name: 'engine-worker',
    });
    worker.addEventListener('message', (message: MessageEvent<VerifyReply>) => this.#answer(message.data));
    worker.addEventListener('error', (event) => this.#restart(new VerificationUnavailable(event.message)));
    return worker;
  }

  #answer(reply: VerifyReply): void {
    const waiting = this.#waiting;
    if (waiting === null || waiting.id !== reply.id) return;
    this.#waiting = null;
    clearTimeout(waiting.timer);
    if ('report' in reply) waiting.resolve(reply.report);
    else waiting.reject(new VerificationUnavailable(reply.failure));
  }

  #restart(reason: VerificationUnavailable): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#settle(reason);
  }

  #settle(reason: VerificationUnavailable): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) return;
    clearTimeout(waiting.timer);
    waiting.reject(reason);
  }
}
