import type { Store } from '../store/store.ts';

/**
 * Serial numbers of dossier codes, drawn in memory and made durable with the case that uses them, so that they have no gaps:
 * a rolled-back batch gives its numbers back. Per scope it knows what the store has (`stored`) and what was drawn on top of it
 * by commands that are not durable yet (`drawn`).
 */
export interface SerialBook {
  /** Can numbers be drawn from the scope without asking the store? */
  knows(scope: string): boolean;
  load(scope: string): Promise<void>;
  /** Which reading of the store the scope's numbers go on from; undefined where none is known. What was read after it, and
   *  before a number of the same reading is kept, was read under that number: nobody else has drawn one in between. */
  reading(scope: string): number | undefined;
  /** The next number; not used up until `keep`. */
  peek(scope: string): number;
  keep(scope: string, serial: number): void;
  /** What a batch has to write, given the last number that it uses of each scope. */
  claims(
    lastUsed: ReadonlyMap<string, number>,
  ): readonly { readonly scope: string; readonly expected: number; readonly last: number }[];
  durable(scope: string, last: number): void;
  /** Forgets what was drawn but not made durable; `stale` scopes are read anew. */
  rollBack(stale: readonly string[]): void;
}

/** Scopes are units and days; yesterday's are of no use. */
const MOST_SCOPES = 2_000;

export function createSerialBook(store: Store): SerialBook {
  const scopes = new Map<string, { stored: number; drawn: number; readonly reading: number }>();
  let readings = 0;
  const of = (scope: string): { stored: number; drawn: number } => {
    const known = scopes.get(scope);
    if (known === undefined) throw new Error(`Serials of ${scope} were drawn before they were loaded.`);
    return known;
  };

  return {
    knows: (scope) => scopes.has(scope),
    async load(scope) {
      const stored = await store.lastSerial(scope);
      if (scopes.has(scope)) return;
      readings += 1;
      scopes.set(scope, { stored, drawn: stored, reading: readings });
      for (const [oldest, { stored: kept, drawn }] of scopes) {
        if (scopes.size <= MOST_SCOPES) break;
        if (kept === drawn && oldest !== scope) scopes.delete(oldest);
      }
    },
    reading: (scope) => scopes.get(scope)?.reading,
    peek: (scope) => of(scope).drawn + 1,
    keep: (scope, serial) => {
      of(scope).drawn = serial;
    },
    claims: (lastUsed) => [...lastUsed].map(([scope, last]) => ({ scope, expected: of(scope).stored, last })),
    durable: (scope, last) => {
      of(scope).stored = last;
    },
    rollBack: (stale) => {
      for (const scope of stale) scopes.delete(scope);
      for (const known of scopes.values()) known.drawn = known.stored;
    },
  };
}
