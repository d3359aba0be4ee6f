import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyId, openCheckpoint, signCheckpoint, type Checkpoint, type Signer, type Verifier } from './checkpoint.ts';
import { sha256, toHex, utf8 } from './sha256.ts';

/** DER prefix of an Ed25519 public key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function verifierOf(name: string, publicKey: Uint8Array): Verifier {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return { name, publicKey, verify: (message, signature) => verify(null, message, key, signature) };
}

function keyPair(name: string): Signer & Verifier {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length));
  return { ...verifierOf(name, raw), sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}

const LOG = keyPair('motcua.example/events');
const WITNESS = keyPair('witness.example');
const CHECKPOINT: Checkpoint = { origin: 'motcua.example/events', size: 42, root: sha256(utf8('root')) };

describe('checkpoint', () => {
  it('has the lines of the format', () => {
    expect(signCheckpoint(CHECKPOINT, [LOG])).toMatch(
      /^motcua\.example\/events\n42\n[A-Za-z0-9+/]{43}=\n\n— motcua\.example\/events [A-Za-z0-9+/]+={0,2}\n$/,
    );
  });

  it('opens for whoever trusts a key, and says which keys signed', () => {
    const note = signCheckpoint({ ...CHECKPOINT, extension: ['time 2026-11-24'] }, [LOG, WITNESS]);
    expect(openCheckpoint(note, [LOG, WITNESS])).toEqual({
      ok: true,
      checkpoint: { ...CHECKPOINT, extension: ['time 2026-11-24'] },
      signedBy: ['motcua.example/events', 'witness.example'],
    });
    expect(openCheckpoint(note, [WITNESS])).toMatchObject({ ok: true, signedBy: ['witness.example'] });
  });

  it('is refused without a trusted key, by another key of the same name, and after any change', () => {
    const note = signCheckpoint(CHECKPOINT, [LOG]);
    expect(openCheckpoint(note, [])).toMatchObject({
      ok: false,
      message: 'No trusted key has signed this checkpoint.',
    });
    expect(openCheckpoint(note, [keyPair(LOG.name)])).toMatchObject({ ok: false });
    expect(openCheckpoint(note.replace('\n42\n', '\n43\n'), [LOG])).toMatchObject({
      ok: false,
      message: expect.stringContaining('does not fit'),
    });
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom('a', 'Z', '\n', '0', ' '), (at, character) => {
        const changed = note.slice(0, at) + character + note.slice(at + 1);
        if (changed === note) return;
        expect(openCheckpoint(changed, [LOG]).ok).toBe(false);
      }),
    );
  });

  it('opens the note of the Go package golang.org/x/mod/sumdb/note', () => {
    const publicKey = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
    expect(toHex(keyId('PeterNeumann', publicKey))).toBe('c74f20a3');
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature = Buffer.from(
      'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
      'base64',
    );
    expect(toHex(signature.subarray(0, 4))).toBe('c74f20a3');
    expect(verifierOf('PeterNeumann', publicKey).verify(utf8(text), signature.subarray(4))).toBe(true);
  });

  it('cannot be built so that it reads as another', () => {
    expect(() => signCheckpoint({ ...CHECKPOINT, origin: 'a\nb' }, [LOG])).toThrow('one line');
    expect(() => signCheckpoint({ ...CHECKPOINT, size: -1 }, [LOG])).toThrow('no size');
    expect(() => signCheckpoint({ ...CHECKPOINT, extension: [''] }, [LOG])).toThrow('extension');
    expect(() => signCheckpoint(CHECKPOINT, [{ ...LOG, name: 'two words' }])).toThrow('key name');
  });

  it('is refused where the signed text is no checkpoint', () => {
    const text = 'some text\n';
    const signature = LOG.sign(utf8(text));
    const encoded = Buffer.concat([keyId(LOG.name, LOG.publicKey), signature]).toString('base64');
    expect(openCheckpoint(`${text}\n— ${LOG.name} ${encoded}\n`, [LOG])).toMatchObject({
      ok: false,
      message: 'The signed text is no checkpoint.',
    });
    expect(openCheckpoint('nonsense', [LOG])).toMatchObject({ ok: false });
  });
});
