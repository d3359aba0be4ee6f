import { describe, expect, it } from 'vitest';
import type { Commit } from '../execute/event.ts';
import { GENESIS, sealCommit, type SealedCommit } from './hash-chain.ts';
import { verifyHistoryFile, writeHistoryFile } from './history-file.ts';

const SALT = '00112233445566778899aabbccddeeff';

function sealed(names: readonly string[]): readonly SealedCommit[] {
  const history: SealedCommit[] = [];
  for (const [index, name] of names.entries()) {
    const commit: Commit = {
      caseId: 'c1',
      firstSeq: index + 1,
      at: '2026-11-24T02:00:00.000Z',
      by: { kind: 'user', id: 'officer' },
      commandType: 'SetVariables',
      events: [{ type: 'VariablesSet', seq: index + 1, scopeKey: 0, variables: { name } }],
    };
    history.push({ commit, seal: sealCommit(history.at(-1)?.seal.hash ?? GENESIS, commit, { salt: SALT }) });
  }
  return history;
}

describe('a history file', () => {
  const text = writeHistoryFile(sealed(['Lê', 'Trần', 'Vũ']));

  it('verifies as it was written', () => {
    expect(verifyHistoryFile(text)).toMatchObject({ ok: true, caseId: 'c1', commits: 3, lastSeq: 3 });
  });

  it('is refused after any single change, wherever it is', () => {
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'a' ? 'b' : 'a';
      const changed = text.slice(0, index) + other + text.slice(index + 1);
      expect([index, verifyHistoryFile(changed).ok]).toEqual([index, false]);
    }
  });

  it('is refused when lines are missing, doubled or exchanged', () => {
    const [heading = '', first = '', second = '', third = ''] = text.split('\n');
    for (const lines of [[heading], [heading, first, second], [heading, first, first, second, third], [first, second]])
      expect(verifyHistoryFile(`${lines.join('\n')}\n`).ok).toBe(false);
    expect(verifyHistoryFile(`${[heading, second, first, third].join('\n')}\n`)).toMatchObject({ reason: 'DAMAGED' });
  });

  it('finds a commit that was changed under a digest of its own by the chain', () => {
    const history = sealed(['Lê', 'Trần', 'Vũ']);
    const forged = history.map((each, index) =>
      index === 1 ? { ...each, commit: { ...each.commit, by: { kind: 'user' as const, id: 'other' } } } : each,
    );
    expect(verifyHistoryFile(writeHistoryFile(forged))).toMatchObject({ ok: false, reason: 'HASH_MISMATCH' });
  });

  it('finds a history that was rewritten as a whole by a head that was noted down before', () => {
    const earlier = verifyHistoryFile(writeHistoryFile(sealed(['Lê', 'Trần'])));
    if (!earlier.ok) throw new Error(earlier.message);
    const known = { seq: earlier.lastSeq, hash: earlier.head };
    expect(verifyHistoryFile(text, { head: known })).toMatchObject({ ok: true });
    const rewritten = writeHistoryFile(sealed(['Lê', 'Nguyễn', 'Vũ']));
    expect(verifyHistoryFile(rewritten)).toMatchObject({ ok: true });
    expect(verifyHistoryFile(rewritten, { head: known })).toMatchObject({ ok: false, reason: 'OTHER_HEAD' });
  });
});
