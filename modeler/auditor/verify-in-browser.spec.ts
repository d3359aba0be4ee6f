import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  GENESIS,
  logEntryOf,
  logLeaf,
  rootHash,
  sealCommit,
  signCheckpoint,
  verifierKeyText,
  writeHistoryFile,
  type SealedCommit,
} from '../../engine/index.ts';
import { verifyInBrowser } from './verify-in-browser.ts';

const SPKI_LENGTH = 12;

function keyPair(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_LENGTH));
  return { name, publicKey: raw, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)) };
}

const KEY = keyPair('motcua.example/log');

function fileOf(name: string, signer = KEY) {
  const commit: SealedCommit['commit'] = {
    caseId: 'c1',
    firstSeq: 1,
    at: '2026-11-24T02:00:00.000Z',
    by: { kind: 'user', id: 'officer' },
    commandType: 'SetVariables',
    events: [{ type: 'VariablesSet', seq: 1, scopeKey: 0, variables: { name } }],
  };
  const sealed = { commit, seal: sealCommit(GENESIS, commit, { salt: '00112233445566778899aabbccddeeff' }) };
  const root = rootHash(1, () => logLeaf(logEntryOf(sealed)));
  const checkpoint = signCheckpoint({ origin: KEY.name, size: 1, root }, [signer]);
  return {
    checkpoint,
    text: writeHistoryFile([sealed], { log: { checkpoint, inclusions: [{ index: 0, proof: [] }] } }),
  };
}

describe('a history verified in the browser', () => {
  const key = verifierKeyText(KEY);

  it('is found unchanged, in the log, and under the checkpoint that was kept', async () => {
    const { text, checkpoint } = fileOf('Lê');
    expect(await verifyInBrowser(text, [key], { kept: checkpoint })).toMatchObject({
      ok: true,
      log: { size: 1, throughSeq: 1, beginsWith: 1 },
    });
  });

  it('follows a key that the trusted one has named as its successor, and no other', async () => {
    const next = keyPair(KEY.name);
    const { text } = fileOf('Lê', next);
    const named = (signer: typeof KEY): string =>
      signCheckpoint(
        { origin: KEY.name, size: 1, root: new Uint8Array(32), extension: [`next-key ${verifierKeyText(next)}`] },
        [signer],
      );
    expect(await verifyInBrowser(text, [key], { handovers: [named(KEY)] })).toMatchObject({ ok: true });
    expect(await verifyInBrowser(text, [key], { handovers: [named(next)] })).toMatchObject({
      reason: 'CHECKPOINT_REFUSED',
    });
  });

  it('is refused when a byte, the signature or the whole log is another', async () => {
    const { text } = fileOf('Lê');
    expect(await verifyInBrowser(text.replace('officer', 'officex'), [key])).toMatchObject({ ok: false });
    const forged = fileOf('Lê', keyPair(KEY.name));
    expect(await verifyInBrowser(forged.text, [key])).toMatchObject({ ok: false, reason: 'CHECKPOINT_REFUSED' });
    const withFalseSignature = fileOf('Lê', { ...KEY, sign: () => new Uint8Array(64) });
    expect(await verifyInBrowser(withFalseSignature.text, [key])).toMatchObject({ reason: 'CHECKPOINT_REFUSED' });
    const kept = fileOf('Trần').checkpoint;
    expect(await verifyInBrowser(text, [key], { kept })).toMatchObject({ ok: false, reason: 'OTHER_LOG' });
    expect(await verifyInBrowser(text, ['nonsense'])).toMatchObject({ ok: false, reason: 'NO_KEY' });
  });
});
