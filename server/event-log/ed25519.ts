import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import {
  fromBase64,
  keyId,
  toBase64,
  toHex,
  verifierKeyText,
  type Signer,
  type Verifier,
  type VerifierKey,
} from '../../engine/index.ts';

/** The platform's Ed25519 (RFC 8032) in the shapes of the engine's checkpoints. */

/** A signing key with the text that holds it. */
export interface SigningKey extends Signer, Verifier {
  /** `PRIVATE+KEY+<name>+<key id>+<base64 of 0x01 ‖ seed>`, as the Go package sumdb/note writes it. Secret. */
  readonly text: string;
  readonly verifierKey: string;
}

/** Draws a new key. */
export function newSigningKey(name: string): SigningKey {
  return signingKey(name, randomBytes(32));
}

/** Reads the text of a signing key; undefined when it is none. */
export function readSigningKey(text: string): SigningKey | undefined {
  const [, name, id, encoded] =
    /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || bytes?.length !== 33 || bytes[0] !== ED25519) return undefined;
  const key = signingKey(name, bytes.slice(1));
  return toHex(keyId(name, key.publicKey)) === id ? key : undefined;
}

/** A public key that verifies. */
export function verifierOf({ name, publicKey }: VerifierKey): Verifier {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return { name, publicKey, verify: (message, signature) => verify(null, message, key, signature) };
}

const ED25519 = 0x01;
/** DER before a raw key. @source RFC 8410 §4, §7 */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function signingKey(name: string, seed: Uint8Array): SigningKey {
  const secret: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(SPKI.length));
  const id = toHex(keyId(name, publicKey));
  return {
    ...verifierOf({ name, publicKey }),
    sign: (message) => new Uint8Array(sign(null, message, secret)),
    text: `PRIVATE+KEY+${name}+${id}+${toBase64(Uint8Array.of(ED25519, ...seed))}`,
    verifierKey: verifierKeyText({ name, publicKey }),
  };
}
