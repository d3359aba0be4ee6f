import type { Actor } from '../../engine/index.ts';
import type { Refusal } from '../errors.ts';
import type { CaseRecord } from '../store/records.ts';

/** Decides, against the case, whether an actor may touch it at all. */
export type Guard = (record: CaseRecord) => Refusal | undefined;

/** As `sameUnit`; operators act everywhere. */
export function sameUnitOrOperator(by: Actor): Guard {
  return by.roles.includes('operator') ? () => undefined : sameUnit(by);
}

/** Officers act on the cases of their own unit; cases without a unit (plain processes) are nobody's in particular. */
export function sameUnit(by: Actor): Guard {
  return (record) =>
    record.unit === '' || record.unit === by.unit
      ? undefined
      : { code: 'FORBIDDEN', message: 'The case belongs to another unit; ask a colleague of that unit.' };
}
