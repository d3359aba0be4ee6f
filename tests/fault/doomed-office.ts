import { writeSync } from 'node:fs';
import { setVariables } from '../../server/commands/set-variables.ts';
import { startCase } from '../../server/commands/start-case.ts';
import { setFault, type FaultPoint } from '../../server/store/fault-point.ts';
import { openStore, type StoreLocation } from '../../server/store/open-store.ts';
import { accepted, OFFICER, openOffice } from '../store/shell-kit.ts';
import { APPLICATION } from './application.ts';

/**
 * A process of its own that receives applications and changes them, several at a time, and kills itself (SIGKILL, nothing is
 * tidied) when it passes the given fault point for the given time. Without a fault point it goes on until it is killed from
 * outside, and then its batches go out as they always do, in one statement. What it has acknowledged it has written to
 * standard output.
 *
 * Arguments: the store's location as JSON; the fault point and how many passes it survives, or nothing.
 */
const [location, point, survives] = process.argv.slice(2);
if (location === undefined) throw new Error('a location is needed');
const where: StoreLocation = JSON.parse(location);
let left = Number(survives);

const store = await openStore(where);
const office = await openOffice(store, { snapshotEvery: 5 });
if (point !== undefined)
  setFault((passed: FaultPoint) => {
    if (passed !== point) return;
    left -= 1;
    if (left < 0) process.kill(process.pid, 'SIGKILL');
  });

await Promise.all(
  Array.from({ length: 4 }, async (_, desk) => {
    for (let n = 0; ; n += 1) {
      const idempotency = { key: `${String(process.pid)}-${String(desk)}-${String(n)}`, fingerprint: 'x' };
      const started = accepted(await startCase(office.shell, { ...APPLICATION, idempotency }));
      acknowledge({ caseId: started.caseId, version: started.version, key: idempotency.key });
      for (let change = 1; change <= 2; change += 1) {
        const changed = accepted(
          await setVariables(office.shell, { caseId: started.caseId, variables: { change }, by: OFFICER }),
        );
        acknowledge({ caseId: started.caseId, version: changed.version });
      }
    }
  }),
);

/** Synchronously: it must not be lost in a buffer of the process that is about to die. */
function acknowledge(what: { readonly caseId: string; readonly version: number; readonly key?: string }): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}
