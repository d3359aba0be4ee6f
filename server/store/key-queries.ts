import type { Knex } from 'knex';
import { rawRows } from './raw-rows.ts';
import { toIdempotency, type IdempotencyRow } from './rows.ts';
import type { Store } from './store.ts';

/** Idempotency keys and serials; both are written by `appendBatch`. */
export function keyQueries(
  reader: Knex,
  writer: Knex,
): Pick<Store, 'findIdempotencyRecord' | 'expireIdempotencyRecords' | 'lastSerial'> {
  return {
    async findIdempotencyRecord(actorId, key) {
      const row = await reader<IdempotencyRow>('idempotency')
        .where({ actor_id: actorId, idempotency_key: key })
        .first();
      return row === undefined ? undefined : toIdempotency(row);
    },
    async expireIdempotencyRecords(before, limit) {
      const gone = await rawRows<Pick<IdempotencyRow, 'idempotency_key'>>(
        writer,
        `DELETE FROM idempotency WHERE (actor_id, idempotency_key) IN (
           SELECT actor_id, idempotency_key FROM idempotency WHERE at < ? ORDER BY at LIMIT ?) RETURNING idempotency_key`,
        [before, limit],
      );
      return gone.length;
    },
    async lastSerial(scope) {
      return (await reader<{ scope: string; last: number }>('serials').where({ scope }).first())?.last ?? 0;
    },
  };
}
