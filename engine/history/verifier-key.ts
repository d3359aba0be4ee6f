import { fromBase64, toBase64 } from './base64.ts';
import { keyId } from './checkpoint.ts';
import { fromHex, sha256, toHex, type Sha256 } from './sha256.ts';

/** The public half of a note's key, as it is handed to whoever verifies. */
export interface VerifierKey {
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** `<name>+<key id in hex>+<base64 of 0x01 ‖ public key>`. @source C2SP signed-note.md, "Verifier keys" */
export function verifierKeyText({ name, publicKey }: VerifierKey, hash: Sha256 = sha256): string {
  return `${name}+${toHex(keyId(name, publicKey, hash))}+${toBase64(Uint8Array.of(ED25519, ...publicKey))}`;
}

/** Reads one; undefined when it is none, is of another kind than Ed25519, or its id does not fit its key. */
export function readVerifierKey(text: string, hash: Sha256 = sha256): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-fA-F]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || id === undefined || bytes?.length !== 33 || bytes[0] !== ED25519) return undefined;
  const publicKey = bytes.slice(1);
  const expected = fromHex(id);
  return expected !== undefined && toHex(expected) === toHex(keyId(name, publicKey, hash))
    ? { name, publicKey }
    : undefined;
}

const ED25519 = 0x01;
