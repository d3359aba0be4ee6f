import { writeHistoryFile } from '../../engine/index.ts';
import { sha256 } from '../commands/sealing.ts';
import type { Store } from '../store/store.ts';
import { caseEvidence } from './log-proofs.ts';

/**
 * The sealed history of a case as it is handed to whoever verifies it, with the evidence of the log as soon as there is a
 * checkpoint. `earlier`: size of a checkpoint that they kept. Holds what the applicant wrote.
 */
export async function historyFile(store: Store, caseId: string, earlier?: number): Promise<string> {
  // The checkpoint first: what comes after it is younger, and is said to be.
  const checkpoint = await store.latestCheckpoint();
  const history = await store.loadCommits(caseId, {});
  const log = checkpoint === undefined ? undefined : await caseEvidence(store, caseId, checkpoint, earlier);
  return writeHistoryFile(history, { hash: sha256, ...(log === undefined ? {} : { log }) });
}
