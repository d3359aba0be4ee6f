import { GENESIS, emptyCase, evolveAll, type CaseState, type Procedure } from '../../engine/index.ts';
import type { CaseRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { ProcedureDirectory } from './procedure-directory.ts';

/** Where a case stands and what it needs to go on. Immutable; the next command makes the next head. */
export interface CaseHead {
  readonly state: CaseState;
  readonly record: CaseRecord;
  readonly procedure: Procedure;
  /** Version of the newest stored snapshot; 0 when there is none. */
  readonly snapshotVersion: number;
}

/** Loads a case: its newest snapshot, with the commits after it folded over. Undefined when there is no such case. */
export async function loadHead(
  store: Store,
  procedures: ProcedureDirectory,
  caseId: string,
): Promise<CaseHead | undefined> {
  const stored = await store.loadCase(caseId);
  if (stored === undefined) return undefined;
  const { record, snapshot, commits } = stored;
  const procedure = await procedures.procedure(record.procedureDigest);
  const state = evolveAll(
    snapshot ?? emptyCase(caseId),
    commits.flatMap(({ commit }) => commit.events),
  );
  const chainEnds = commits.at(-1)?.seal.hash ?? (record.version === snapshot?.version ? record.headHash : GENESIS);
  if (state.version !== record.version || chainEnds !== record.headHash) {
    throw new Error(
      `Case ${caseId}: history ends at event ${String(state.version)}, the case's row says ${String(record.version)}.`,
    );
  }
  return { state, record, procedure, snapshotVersion: snapshot?.version ?? 0 };
}
