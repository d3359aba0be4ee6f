import type { Store } from '../store/store.ts';
import type { IdempotencyRecord } from '../store/records.ts';
import type { CommandOutcome, CommandRequest } from './command-request.ts';

/**
 * Idempotency keys: what was answered under a key is answered again, also after a restart; another request under a known key
 * is refused.
 *
 * Records are written with the commit and collide on their primary key, so the usual case costs no read: memory knows the
 * requests under way and the latest answers, and the store is asked only when a request is refused or its key collides.
 * A refused request leaves no record: it has changed nothing, and repeating it asks anew.
 */
export interface AnsweredKeys {
  /** The answer that is known or on its way; undefined when the request has to be handled. */
  known(request: CommandRequest): Promise<CommandOutcome> | undefined;
  /** Notes a request that is being handled. */
  begin(request: CommandRequest, outcome: Promise<CommandOutcome>): void;
  /** What the store remembers under the request's key, as an outcome. */
  stored(request: CommandRequest): Promise<CommandOutcome | undefined>;
  /** A record as the outcome of this request: its answer, or the refusal of another request under the key. */
  outcomeOf(record: IdempotencyRecord, request: CommandRequest): CommandOutcome;
  remember(record: IdempotencyRecord): void;
}

export function createAnsweredKeys(store: Store, capacity = 20_000): AnsweredKeys {
  const underWay = new Map<string, { readonly fingerprint: string; readonly outcome: Promise<CommandOutcome> }>();
  const answered = new Map<string, IdempotencyRecord>();

  function outcomeOf(record: IdempotencyRecord, request: CommandRequest): CommandOutcome {
    if (record.fingerprint !== request.idempotency?.fingerprint) return reused();
    return { ok: true, caseId: record.caseId, version: record.version, answer: record.answer, replayed: true };
  }

  return {
    outcomeOf,
    known(request) {
      const key = keyOf(request);
      if (key === undefined) return undefined;
      const record = answered.get(key);
      if (record !== undefined) return Promise.resolve(outcomeOf(record, request));
      const current = underWay.get(key);
      if (current === undefined) return undefined;
      if (current.fingerprint !== request.idempotency?.fingerprint) return Promise.resolve(reused());
      return current.outcome.then((outcome) => (outcome.ok ? { ...outcome, replayed: true } : outcome));
    },
    begin(request, outcome) {
      const key = keyOf(request);
      if (key === undefined || request.idempotency === undefined) return;
      underWay.set(key, { fingerprint: request.idempotency.fingerprint, outcome });
      const done = (): void => void underWay.delete(key);
      // Whoever asked gets the rejection; here it only ends the wait.
      outcome.then(done, done);
    },
    async stored(request) {
      if (request.idempotency === undefined) return undefined;
      const record = await store.findIdempotencyRecord(request.command.by.id, request.idempotency.key);
      return record === undefined ? undefined : outcomeOf(record, request);
    },
    remember(record) {
      answered.set(`${record.actorId}\n${record.key}`, record);
      for (const oldest of answered.keys()) {
        if (answered.size <= capacity) break;
        answered.delete(oldest);
      }
    },
  };
}

function keyOf({ command, idempotency }: CommandRequest): string | undefined {
  return idempotency === undefined ? undefined : `${command.by.id}\n${idempotency.key}`;
}

function reused(): CommandOutcome {
  return {
    ok: false,
    rejection: {
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: 'This Idempotency-Key was used for another request; take a new key for a new request.',
    },
  };
}
