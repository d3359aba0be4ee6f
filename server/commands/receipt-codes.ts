import type { CommandRequest } from './command-request.ts';
import { dossierCode, localDateOf, serialScope, type DossierCodePattern } from './dossier-code.ts';
import type { SerialBook } from './serial-book.ts';

/** A number drawn for a receipt; not used up until its book keeps it. */
export interface DrawnSerial {
  readonly scope: string;
  readonly number: number;
  readonly code: string;
}

/** The dossier codes that new cases get: the unit and the local day of receipt give the scope, the book the number. */
export interface ReceiptCodes {
  /** The scope that must be loaded before a number can be drawn; undefined without a receipt. */
  scopeOf(start: Start): string | undefined;
  draw(start: Start | undefined): DrawnSerial | undefined;
}

type Start = NonNullable<CommandRequest['start']>;

export function createReceiptCodes(
  serials: Pick<SerialBook, 'peek'>,
  timeZone: string,
  patterns: readonly DossierCodePattern[],
): ReceiptCodes {
  const scopeOf = ({ receipt, unitCode }: Start): string | undefined =>
    receipt === undefined
      ? undefined
      : serialScope(unitCode ?? receipt.unit, localDateOf(receipt.receivedAt, timeZone), patterns);
  return {
    scopeOf,
    draw(start) {
      const scope = start === undefined ? undefined : scopeOf(start);
      if (start?.receipt === undefined || scope === undefined) return undefined;
      const number = serials.peek(scope);
      return {
        scope,
        number,
        code: dossierCode(scope, number, localDateOf(start.receipt.receivedAt, timeZone), patterns),
      };
    },
  };
}
