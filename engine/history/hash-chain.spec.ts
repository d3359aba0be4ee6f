import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, Commit } from '../execute/event.ts';
import { eraseFrom } from './erase.ts';
import { GENESIS, sealCommit, verifyChain, type SealedCommit } from './hash-chain.ts';

const SALT = '000102030405060708090a0b0c0d0e0f';

function commitOf(firstSeq: number, events: readonly CaseEvent[]): Commit {
  return {
    caseId: 'case-1',
    firstSeq,
    at: '2026-11-24T01:00:00.000Z',
    by: { kind: 'user', id: 'officer' },
    commandType: 'CompleteUserTask',
    events,
  };
}

function chainOf(sizes: readonly number[]): SealedCommit[] {
  const chain: SealedCommit[] = [];
  let head = GENESIS;
  let seq = 1;
  for (const [index, size] of sizes.entries()) {
    const first = seq;
    const events = Array.from({ length: size }, (_, offset): CaseEvent => ({
      seq: first + offset,
      type: 'VariablesSet',
      scopeKey: 1,
      variables: { name: `person ${index}`, n: offset },
    }));
    const commit = commitOf(seq, events);
    const seal = sealCommit(head, commit, { salt: SALT });
    chain.push({ commit, seal });
    head = seal.hash;
    seq += size;
  }
  return chain;
}

describe('hash chain', () => {
  it('accepts what it sealed and names its head', () => {
    const chain = chainOf([1, 3, 2]);
    expect(verifyChain(chain)).toEqual({ ok: true, commits: 3, lastSeq: 6, head: chain[2]?.seal.hash });
    expect(verifyChain([])).toEqual({ ok: true, commits: 0, lastSeq: 0, head: GENESIS });
  });

  it('keeps its format: this hash may never change', () => {
    const commit = commitOf(1, [
      { seq: 1, type: 'CaseStarted', processId: 'p', procedureDigest: 'd' },
      { seq: 2, type: 'VariablesSet', scopeKey: 1, variables: { b: 1, a: 'Một cửa' } },
    ]);
    expect(sealCommit(GENESIS, commit, { salt: SALT }).hash).toBe(
      '358cfb6613a7c92cee51aaa4eab7c20f35e9871010275c84750294429aaa837a',
    );
  });

  it("gives the same hash with the platform's SHA-256", () => {
    const platform = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
    const ofText = (text: string): string => createHash('sha256').update(text).digest('hex');
    const commit = chainOf([4])[0]?.commit;
    for (const sha256 of [platform, Object.assign((data: Uint8Array) => platform(data), { ofText })])
      expect(commit && sealCommit(GENESIS, commit, { salt: SALT, sha256 })).toEqual(
        commit && sealCommit(GENESIS, commit, { salt: SALT }),
      );
  });

  it.each([
    [
      'an event changed',
      (chain: SealedCommit[]) => change(chain, 1, { at: '2026-11-24T02:00:00.000Z' }),
      2,
      'HASH_MISMATCH',
    ],
    [
      'another actor',
      (chain: SealedCommit[]) => change(chain, 0, { by: { kind: 'user', id: 'other' } }),
      1,
      'HASH_MISMATCH',
    ],
    ['a commit dropped', (chain: SealedCommit[]) => chain.toSpliced(1, 1), 5, 'GAP'],
    [
      'two commits swapped',
      (chain: SealedCommit[]) => [chain[1], chain[0], chain[2]].filter((entry) => entry !== undefined),
      2,
      'GAP',
    ],
    ['a commit of another case', (chain: SealedCommit[]) => change(chain, 2, { caseId: 'case-2' }), 5, 'OTHER_CASE'],
    ['a commit without events', (chain: SealedCommit[]) => change(chain, 1, { events: [] }), 2, 'WRONG_EVENT_NUMBER'],
    ['the first commit cut off', (chain: SealedCommit[]) => chain.slice(1), 2, 'GAP'],
  ])('refuses %s', (_, tamper, brokenAt, reason) => {
    expect(verifyChain(tamper(chainOf([1, 3, 2])))).toMatchObject({ ok: false, brokenAt, reason });
  });

  it('refuses a commit sealed anew after a change, at the next link', () => {
    const chain = chainOf([1, 1, 1]);
    const forged = change(chain, 1, { commandType: 'CancelCase' })[1];
    if (!forged) throw new Error('no commit');
    const sealed = { commit: forged.commit, seal: sealCommit(forged.seal.previousHash, forged.commit, { salt: SALT }) };
    expect(verifyChain(chain.with(1, sealed))).toMatchObject({ ok: false, brokenAt: 3, reason: 'LINK_BROKEN' });
  });

  it('continues after a part that was verified before', () => {
    const chain = chainOf([2, 2, 2]);
    const before = verifyChain(chain.slice(0, 2));
    if (!before.ok) throw new Error(before.message);
    expect(verifyChain(chain.slice(2), { after: { seq: before.lastSeq, hash: before.head } })).toEqual({
      ok: true,
      commits: 1,
      lastSeq: 6,
      head: chain[2]?.seal.hash,
    });
  });

  it('notices every change of a letter in any value of a commit or its seal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 25 }),
        (sizes, which, where, shift) => {
          const chain = chainOf(sizes);
          const index = which % chain.length;
          const sealed = chain[index];
          if (!sealed) return;
          const text = JSON.stringify(sealed);
          const letters = [...text.matchAll(/(?<=:")[^"]*/g)].flatMap((value) =>
            [...value[0].matchAll(/[a-z]/g)].map((letter) => value.index + letter.index),
          );
          const at = letters[where % letters.length] ?? 0;
          const letter = String.fromCharCode(97 + ((text.charCodeAt(at) - 97 + shift) % 26));
          const changed: SealedCommit = JSON.parse(text.slice(0, at) + letter + text.slice(at + 1));
          expect(verifyChain(chain.with(index, changed)).ok).toBe(false);
        },
      ),
    );
  });
});

describe('erasure', () => {
  it('removes the value and its salt, and the chain still holds', () => {
    const chain = chainOf([1, 3]);
    const erased = chain.map((sealed) => eraseFrom(sealed, (event) => event.seq === 3));
    expect(verifyChain(erased)).toEqual(verifyChain(chain));
    expect(JSON.stringify(erased)).not.toContain(SALT);
    const event = erased[1]?.commit.events[1];
    expect(event?.type === 'VariablesSet' && event.variables).toEqual({
      $erased: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(erased[1]?.commit.events[0]).toEqual(chain[1]?.commit.events[0]);
    expect(Object.keys(erased[1]?.seal.salts ?? {})).toEqual(['2.variables', '4.variables']);
  });

  it('reaches into the receipt and leaves the dossier code', () => {
    const receipt = {
      dossierCode: 'H01-1',
      unit: 'u',
      channel: 'counter',
      receivedAt: '2026-11-24T01:00:00.000Z',
      applicant: { name: 'an applicant' },
    } as const;
    const commit = commitOf(1, [{ seq: 1, type: 'CaseStarted', processId: 'p', procedureDigest: 'd', receipt }]);
    const sealed = { commit, seal: sealCommit(GENESIS, commit, { salt: SALT }) };
    const erased = eraseFrom(sealed, () => true);
    expect(JSON.stringify(erased)).not.toContain('an applicant');
    expect(JSON.stringify(erased)).toContain('H01-1');
    expect(verifyChain([erased]).ok).toBe(true);
  });

  it('is the same in one step or two, and can be repeated', () => {
    const sealed = chainOf([3])[0];
    if (!sealed) throw new Error('no commit');
    const both = eraseFrom(sealed, (event) => event.seq <= 2);
    const oneByOne = eraseFrom(
      eraseFrom(sealed, (event) => event.seq === 1),
      (event) => event.seq === 2,
    );
    expect(oneByOne).toEqual(both);
    expect(eraseFrom(both, (event) => event.seq === 1)).toEqual(both);
  });

  it('cannot be used to put another value in', () => {
    const erased = eraseFrom(chainOf([1])[0] ?? fail(), () => true);
    const forged = change([erased], 0, {
      events: [{ seq: 1, type: 'VariablesSet', scopeKey: 1, variables: { $erased: 'a'.repeat(64) } }],
    });
    expect(verifyChain(forged)).toMatchObject({ ok: false, reason: 'HASH_MISMATCH' });
  });

  it('is refused where nothing was salted', () => {
    const commit = commitOf(1, [{ seq: 1, type: 'CaseWithdrawn', reason: 'moved away' }]);
    expect(() => eraseFrom({ commit, seal: sealCommit(GENESIS, commit) }, () => true)).toThrow('without salt');
  });
});

function change(chain: readonly SealedCommit[], index: number, changes: Partial<Commit>): SealedCommit[] {
  const sealed = chain[index] ?? fail();
  return chain.with(index, { commit: { ...sealed.commit, ...changes }, seal: sealed.seal });
}
function fail(): never {
  throw new Error('no such commit');
}
