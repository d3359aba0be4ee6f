import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../execute/event.ts';
import { signCheckpoint, type Signer, type Verifier } from './checkpoint.ts';
import { GENESIS, sealCommit, type SealedCommit } from './hash-chain.ts';
import { verifyHistoryFile, writeHistoryFile } from './history-file.ts';
import type { LogEvidence } from './log-evidence.ts';
import { logEntryOf, logEntryText, logLeaf, readLogEntry, type LogEntry } from './log-entry.ts';
import { growTiles, subtreesIn, tileName, type Tile } from './log-tiles.ts';
import { consistencyProof, inclusionProof, rootHash, type SubtreeHash } from './merkle.ts';
import { toHex } from './sha256.ts';
import { readVerifierKey, verifierKeyText } from './verifier-key.ts';

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function keyPair(name: string): Signer & Verifier {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length));
  const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  return {
    name,
    publicKey: raw,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
    verify: (message, signature) => verify(null, message, key, signature),
  };
}

const KEY = keyPair('motcua.example/log');

function chain(caseId: string, names: readonly string[]): readonly SealedCommit[] {
  const history: SealedCommit[] = [];
  for (const [index, name] of names.entries()) {
    const commit: Commit = {
      caseId,
      firstSeq: index + 1,
      at: '2026-11-24T02:00:00.000Z',
      by: { kind: 'user', id: 'officer' },
      commandType: 'SetVariables',
      events: [{ type: 'VariablesSet', seq: index + 1, scopeKey: 0, variables: { name } }],
    };
    const seal = sealCommit(history.at(-1)?.seal.hash ?? GENESIS, commit, { salt: '00112233445566778899aabbccddeeff' });
    history.push({ commit, seal });
  }
  return history;
}

/** A log over these entries, as its keeper proves and signs it. */
function logOf(entries: readonly LogEntry[], key: Signer = KEY) {
  const tiles = new Map<string, Tile>();
  for (const { key: place, tile } of growTiles(
    0,
    entries.map((entry) => logLeaf(entry)),
    () => [],
  ))
    tiles.set(tileName(place), tile);
  const subtree: SubtreeHash = subtreesIn((place) => tiles.get(tileName(place)) ?? []);
  return {
    checkpoint: (size = entries.length) =>
      signCheckpoint({ origin: KEY.name, size, root: rootHash(size, subtree) }, [key]),
    evidence(history: readonly SealedCommit[], options: { size?: number; earlier?: number } = {}): LogEvidence {
      const { size = entries.length, earlier } = options;
      const inclusions = history.flatMap((sealed) => {
        const text = logEntryText(logEntryOf(sealed));
        const index = entries.findIndex((entry) => logEntryText(entry) === text);
        return index < 0 || index >= size ? [] : [{ index, proof: inclusionProof(index, size, subtree).map(toHex) }];
      });
      return {
        checkpoint: this.checkpoint(size),
        inclusions,
        ...(earlier === undefined
          ? {}
          : { consistency: { earlier, proof: consistencyProof(earlier, size, subtree).map(toHex) } }),
      };
    },
  };
}

/** Entries of two cases, one after the other in turn. */
function interleaved(a: readonly SealedCommit[], b: readonly SealedCommit[]): readonly LogEntry[] {
  return a.flatMap((sealed, index) => [sealed, b[index]].flatMap((each) => (each ? [logEntryOf(each)] : [])));
}

const HISTORY = chain('c1', ['Lê', 'Trần', 'Vũ', 'Hồ']);
const OTHER = chain('c2', ['a', 'b', 'c', 'd']);
const ENTRIES = interleaved(HISTORY, OTHER);
const LOG = logOf(ENTRIES);

describe('a history file with evidence of the log', () => {
  const text = writeHistoryFile(HISTORY, { log: LOG.evidence(HISTORY, { earlier: 3 }) });

  it('says that every event is in the log, and that the log begins as it did', () => {
    expect(verifyHistoryFile(text, { trusted: [KEY], checkpoint: LOG.checkpoint(3) })).toMatchObject({
      ok: true,
      log: { origin: KEY.name, size: 8, included: 4, throughSeq: 4, beginsWith: 3, signedBy: [KEY.name] },
    });
  });

  it('verifies without a key what a key is not needed for, and says nothing of the log', () => {
    const verdict = verifyHistoryFile(text);
    expect(verdict).toMatchObject({ ok: true, lastSeq: 4 });
    expect(verdict).not.toHaveProperty('log');
  });

  it('is refused after any single change, wherever it is', () => {
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'a' ? 'b' : 'a';
      const changed = text.slice(0, index) + other + text.slice(index + 1);
      expect([index, verifyHistoryFile(changed, { trusted: [KEY] }).ok]).toEqual([index, false]);
    }
  });

  it('says which events are younger than the checkpoint', () => {
    const younger = writeHistoryFile(HISTORY, { log: LOG.evidence(HISTORY, { size: 5 }) });
    expect(verifyHistoryFile(younger, { trusted: [KEY] })).toMatchObject({
      ok: true,
      lastSeq: 4,
      log: { size: 5, included: 3, throughSeq: 3 },
    });
  });

  it('finds a history that was rewritten as a whole, with its hashes, by a log that was not', () => {
    const rewritten = chain('c1', ['Lê', 'Nguyễn', 'Vũ', 'Hồ']);
    const evidence = LOG.evidence(HISTORY);
    expect(verifyHistoryFile(writeHistoryFile(rewritten, { log: evidence }), { trusted: [KEY] })).toMatchObject({
      ok: false,
      reason: 'NOT_IN_LOG',
      message: expect.stringContaining('Events 2 to 2'),
    });
  });

  it('finds a history that was rewritten together with the log, and the key, by a checkpoint that was kept', () => {
    const rewritten = chain('c1', ['Lê', 'Nguyễn', 'Vũ', 'Hồ']);
    const forged = logOf(interleaved(rewritten, OTHER));
    const file = writeHistoryFile(rewritten, { log: forged.evidence(rewritten, { earlier: 5 }) });
    expect(verifyHistoryFile(file, { trusted: [KEY] })).toMatchObject({ ok: true });
    expect(verifyHistoryFile(file, { trusted: [KEY], checkpoint: LOG.checkpoint(5) })).toMatchObject({
      ok: false,
      reason: 'OTHER_LOG',
      message: expect.stringContaining('it was rewritten'),
    });
  });

  it('finds a log from which entries were removed', () => {
    const short = logOf(ENTRIES.slice(0, 6));
    const file = writeHistoryFile(HISTORY.slice(0, 3), { log: short.evidence(HISTORY.slice(0, 3)) });
    expect(verifyHistoryFile(file, { trusted: [KEY], checkpoint: LOG.checkpoint() })).toMatchObject({
      ok: false,
      reason: 'OTHER_LOG',
      message: expect.stringContaining('entries were removed'),
    });
  });

  it('finds added, doubled and exchanged proofs', () => {
    const { inclusions, checkpoint } = LOG.evidence(HISTORY);
    const [first, second, third, fourth] = inclusions;
    if (!first || !second || !third || !fourth) throw new Error('four proofs are needed');
    const added = chain('c1', ['Lê', 'Trần', 'Vũ', 'Hồ', 'Đỗ']);
    const cases: readonly [readonly SealedCommit[], LogEvidence['inclusions']][] = [
      [HISTORY, [first, second, fourth, third]],
      [HISTORY, [first, first, third, fourth]],
      [HISTORY, [first, second, third, { ...fourth, index: 3 }]],
      [HISTORY, [first, second, third, { ...fourth, proof: fourth.proof.slice(1) }]],
      [HISTORY, [first, second, third, fourth, fourth]],
      [added, [first, second, third, fourth, { ...fourth, index: 7 }]],
    ];
    for (const [history, proofs] of cases)
      expect(
        verifyHistoryFile(writeHistoryFile(history, { log: { checkpoint, inclusions: proofs } }), { trusted: [KEY] }),
      ).toMatchObject({ ok: false, reason: 'NOT_IN_LOG' });
  });

  it('is refused under a checkpoint that another key of the same name has signed', () => {
    const forged = logOf(ENTRIES, keyPair(KEY.name));
    const file = writeHistoryFile(HISTORY, { log: forged.evidence(HISTORY) });
    expect(verifyHistoryFile(file, { trusted: [KEY] })).toMatchObject({ ok: false, reason: 'CHECKPOINT_REFUSED' });
  });

  it('is asked for again where it does not lead from the checkpoint that was kept, or has no evidence', () => {
    const known = { trusted: [KEY], checkpoint: LOG.checkpoint(2) };
    expect(verifyHistoryFile(text, known)).toMatchObject({ ok: false, reason: 'NO_CONSISTENCY_PROOF' });
    expect(verifyHistoryFile(writeHistoryFile(HISTORY), known)).toMatchObject({ ok: false, reason: 'NO_EVIDENCE' });
    expect(verifyHistoryFile(text, { ...known, checkpoint: 'nonsense' })).toMatchObject({
      ok: false,
      reason: 'EARLIER_CHECKPOINT_REFUSED',
    });
    // A checkpoint without a key to open it with proves nothing, and is not passed over.
    expect(verifyHistoryFile(text, { checkpoint: LOG.checkpoint(2) })).toMatchObject({
      ok: false,
      reason: 'CHECKPOINT_REFUSED',
    });
  });
});

describe('an entry of the log', () => {
  it('has one text, and is read back from that text alone', () => {
    const entry: LogEntry = { caseId: 'c1', firstSeq: 1, lastSeq: 2, hash: 'ab' };
    expect(logEntryText(entry)).toBe('{"caseId":"c1","firstSeq":1,"format":1,"hash":"ab","lastSeq":2}');
    expect(readLogEntry(logEntryText(entry))).toEqual(entry);
    for (const text of ['', '{}', 'null', '{"format":1,"caseId":"c1","firstSeq":1,"hash":"ab","lastSeq":2}'])
      expect(readLogEntry(text)).toBeUndefined();
  });
});

describe('a verifier key', () => {
  it('is the text of the Go package golang.org/x/mod/sumdb/note', () => {
    const text = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const key = readVerifierKey(text);
    expect(key).toMatchObject({ name: 'PeterNeumann' });
    expect(key && verifierKeyText(key)).toBe(text);
  });

  it('is refused when its id does not fit, or when it is of another kind', () => {
    const text = verifierKeyText(KEY);
    expect(readVerifierKey(text)).toMatchObject({ name: KEY.name });
    expect(readVerifierKey(text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toBeUndefined();
    const otherKind = Buffer.from([2, ...KEY.publicKey]).toString('base64');
    expect(readVerifierKey(`${text.split('+').slice(0, 2).join('+')}+${otherKind}`)).toBeUndefined();
    expect(readVerifierKey('motcua')).toBeUndefined();
  });
});
