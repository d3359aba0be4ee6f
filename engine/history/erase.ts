import type { CaseEvent } from '../execute/event.ts';
import { commitmentOf, erasedCommitment, saltOf, type SealedCommit } from './hash-chain.ts';
import { mapPersonalValues } from './personal-data.ts';
import { sha256, type Sha256 } from './sha256.ts';

/**
 * Erases personal values from a sealed commit on a lawful request. In place of each stands `{ "$erased": commitment }`;
 * the commit's salt gives way to the salts of what stays, so that an erased value cannot be found by trying. The hash does
 * not change and the chain stays valid. `select` says which values go; it gets the event and the path (`variables`).
 *
 * Where an event needs text (a reason, a correlation key) the erased value is an object all the same: who reads old events
 * asks `erasedCommitment` first. Erasing the same value again changes nothing.
 * Throws for a commit that was sealed without salt: its values could be found by trying.
 */
export function eraseFrom(
  sealed: SealedCommit,
  select: (event: CaseEvent, path: string) => boolean,
  hash: Sha256 = sha256,
): SealedCommit {
  if (sealed.seal.salt === undefined && sealed.seal.salts === undefined) {
    throw new Error(
      `Commit ${sealed.commit.firstSeq} was sealed without salt; what is erased from it could be found by trying.`,
    );
  }
  const salts: Record<string, string> = {};
  const events = sealed.commit.events.map((event) => {
    const mapped = mapPersonalValues(event, (value, path) => {
      if (erasedCommitment(value) !== undefined) return value;
      const salt = saltOf(sealed.seal, event.seq, path, hash);
      if (select(event, path)) return { $erased: commitmentOf(value, salt, hash) };
      salts[`${event.seq}.${path}`] = salt;
      return value;
    });
    return { ...event, ...mapped };
  });
  const { format, previousHash, hash: sealHash } = sealed.seal;
  return { commit: { ...sealed.commit, events }, seal: { format, previousHash, hash: sealHash, salts } };
}
