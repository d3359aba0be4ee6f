// Ends the process when one test runs far longer than it did without a mutant: nothing else can interrupt an endless loop. It runs
// in a thread of its own, leaves a note that says which mutant it was, and Stryker starts the next process, which reads the note.

import { writeFileSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/** The note about a mutant, in the working folder. */
export const noteOn = (id) => `hung-${id}`;

/** Watches from now on. `begin` says which mutant is on and until when (milliseconds) it may take; `end` that it is over. */
export function startWatchdog() {
  const shared = new SharedArrayBuffer(16);
  const [deadline, mutant] = [new Float64Array(shared, 0, 1), new Int32Array(shared, 8, 1)];
  new Worker(new URL(import.meta.url), { workerData: shared, execArgv: [] }).unref();
  return {
    begin(id, milliseconds) {
      mutant[0] = Number(id);
      deadline[0] = Date.now() + milliseconds;
    },
    end() {
      deadline[0] = 0;
    },
  };
}

if (!isMainThread && workerData instanceof SharedArrayBuffer) {
  const [deadline, mutant] = [new Float64Array(workerData, 0, 1), new Int32Array(workerData, 8, 1)];
  setInterval(() => {
    if (deadline[0] === 0 || Date.now() < deadline[0]) return;
    writeFileSync(noteOn(mutant[0]), '');
    process.kill(process.pid, 'SIGKILL');
  }, 250);
}
