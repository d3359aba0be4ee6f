import { sha256 as portable } from '@noble/hashes/sha2.js';

/**
 * SHA-256. The engine brings one in plain JavaScript that runs everywhere; a server injects its platform's, which is
 * several times faster on large inputs.
 */
export interface Sha256 {
  (data: Uint8Array): Uint8Array;
  /** Where the platform does it in one step: the digest of a text's UTF-8 as lower-case hex. */
  readonly ofText?: (text: string) => string;
}

export const sha256: Sha256 = portable;

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Digest of a text's UTF-8, lower-case hex. */
export function hexDigest(text: string, hash: Sha256): string {
  return hash.ofText?.(text) ?? toHex(hash(utf8(text)));
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Reads lower- or upper-case hexadecimal; undefined when it is none. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}
