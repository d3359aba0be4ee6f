import { compileProcedure, governing, type Procedure } from '../../engine/index.ts';
import type { ProcedureVersionSummary } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/**
 * The published procedures, in memory: which version governs a new case, and the compiled Procedure of a running one.
 * Published versions never change, so a compiled Procedure is kept for as long as the process lives; their status and
 * intervals of effect do change, so the list is read again after every change and, where other nodes publish too, when it
 * is older than `staleAfterMs`.
 */
export interface ProcedureDirectory {
  /** Reads the list from the store. */
  refresh(): Promise<void>;
  /** Every published version, by code, oldest publication first. */
  versions(): Promise<readonly ProcedureVersionSummary[]>;
  /** The version of every procedure that governs what is received on a local date: startable forms, message and timer starts. */
  allGoverning(localDate: string): Promise<readonly ProcedureVersionSummary[]>;
  /** The compiled version that a case is pinned to. Throws when the store has lost it. */
  procedure(digest: string): Promise<Procedure>;
  /** Same, when it has been loaded before. */
  loaded(digest: string): Procedure | undefined;
}

/** @param staleAfterMs Age at which the list is read again; only matters on a shared store. */
export function createProcedureDirectory(store: Store, staleAfterMs = 2_000): ProcedureDirectory {
  let list: readonly ProcedureVersionSummary[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  const procedures = new Map<string, Procedure>();
  const loading = new Map<string, Promise<Procedure>>();

  async function refresh(): Promise<void> {
    const began = performance.now();
    list = await store.listProcedureVersions();
    readAt = began;
  }
  async function versions(): Promise<readonly ProcedureVersionSummary[]> {
    const age = performance.now() - readAt;
    if (age === Number.POSITIVE_INFINITY || (store.shared && age > staleAfterMs)) await refresh();
    return list;
  }
  async function procedure(digest: string): Promise<Procedure> {
    const known = procedures.get(digest);
    if (known !== undefined) return known;
    let load = loading.get(digest);
    if (load === undefined) {
      load = loadProcedure(store, digest).finally(() => loading.delete(digest));
      loading.set(digest, load);
    }
    const loaded = await load;
    procedures.set(digest, loaded);
    return loaded;
  }

  return {
    refresh,
    versions,
    allGoverning: async (localDate) => {
      const known = await versions();
      const codes = [...new Set(known.map((version) => version.code))];
      return codes.map((code) => governingToday(known, code, localDate)).filter((version) => version !== undefined);
    },
    procedure,
    loaded: (digest) => procedures.get(digest),
  };
}

function governingToday(
  versions: readonly ProcedureVersionSummary[],
  code: string,
  received: string,
): ProcedureVersionSummary | undefined {
  const own = versions.filter((version) => version.code === code);
  const answer = governing(own, { received });
  return answer.governed ? own.find(({ version }) => version === answer.version) : undefined;
}

/** The shape of a compiled Procedure that this build of the engine runs. */
const PROCEDURE_FORMAT: Procedure['format'] = 1;

async function loadProcedure(store: Store, digest: string): Promise<Procedure> {
  const record = await store.getProcedureByDigest(digest);
  if (record === undefined)
    throw new Error(`The store has no procedure version with digest ${digest}, to which cases are pinned.`);
  if (record.procedure.format === PROCEDURE_FORMAT) return record.procedure;
  // Published by an older build: the files decide, the compiled form is only a cache of them.
  const compilation = await compileProcedure(record.files);
  if (!compilation.ok)
    throw new Error(`Version ${record.version} of procedure ${record.code} does not compile in this build.`);
  return compilation.procedure;
}
