import type { Procedure } from '../model/procedure.ts';
import { statuteOf } from './step-statute.ts';

const known = new WeakMap<Procedure, boolean>();

/** Whether any step of a procedure is given out by rule, so that its commands need a staff list. */
export function needsStaff(procedure: Procedure): boolean {
  let answer = known.get(procedure);
  if (answer === undefined) {
    answer = Object.values(procedure.processes).some(({ nodes }) =>
      Object.values(nodes).some((node) => statuteOf(node)?.assignment !== undefined),
    );
    known.set(procedure, answer);
  }
  return answer;
}
