import type { SealedCommit } from '../../../engine/index.ts';
import type { Store } from '../../store/store.ts';

const PAGE = 500;

/** The commits of a case from its first to the one that holds event `until`, page by page. */
export async function* commitsUntil(store: Store, caseId: string, until: number): AsyncGenerator<SealedCommit> {
  for (let after = 0; after < until;) {
    const page = await store.loadCommits(caseId, { after, limit: PAGE });
    for (const sealed of page) {
      if (sealed.commit.firstSeq > until) return;
      yield sealed;
    }
    const last = page.at(-1)?.commit;
    if (last === undefined) return;
    after = last.firstSeq + last.events.length - 1;
  }
}

/** All of them in memory: what one case has, in the order in which it happened. */
export async function loadHistory(store: Store, caseId: string, until: number): Promise<readonly SealedCommit[]> {
  const commits: SealedCommit[] = [];
  for await (const sealed of commitsUntil(store, caseId, until)) commits.push(sealed);
  return commits;
}
