/**
 * Named points between statements at which a test may kill or delay the process, to prove that whatever was acknowledged
 * survives. Nothing happens at them unless a test has set one.
 */
export type FaultPoint =
  | 'batch.begun'
  | 'batch.commits-written'
  | 'batch.cases-written'
  | 'batch.projections-written'
  | 'batch.keys-written'
  | 'batch.committed'
  | 'delivery.received'
  | 'timer.claimed'
  | 'alert.claimed'
  | 'timer.fired'
  | 'log.grown'
  | 'log.signed';

type Fault = (point: FaultPoint) => Promise<void> | void;

let fault: Fault | undefined;

/** Tests only: what happens at every fault point from now on; undefined takes it away. */
export function setFault(next: Fault | undefined): void {
  fault = next;
}

/** Passes at once, unless a test is watching. */
export function faultPoint(point: FaultPoint): Promise<void> | void {
  return fault?.(point);
}

/** True while a test watches: a batch then goes statement by statement, or there would be nothing between them to see. */
export function isWatched(): boolean {
  return fault !== undefined;
}
