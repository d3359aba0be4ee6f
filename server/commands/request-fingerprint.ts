import { createHash } from 'node:crypto';

/** Digest of everything that makes two requests the same: method, address and body, in this order. */
export function requestFingerprint(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // Lengths keep ('ab', 'c') and ('a', 'bc') apart.
  for (const part of parts) hash.update(`${String(part.length)}:${part}`);
  return hash.digest('base64url');
}
