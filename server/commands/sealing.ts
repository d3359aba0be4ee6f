import { hash, randomFillSync } from 'node:crypto';
import type { Sha256 } from '../../engine/index.ts';

/** What the shell brings to `sealCommit`: the platform's hash and its randomness. */

/** Node's own SHA-256: several times faster than the engine's portable one. */
export const sha256: Sha256 = Object.assign((data: Uint8Array) => hash('sha256', data, 'buffer'), {
  ofText: (text: string) => hash('sha256', text, 'hex'),
});

const SALT_BYTES = 16;
/** The system is asked for many salts at once: a question costs more than the bytes. */
const pool = Buffer.alloc(256 * SALT_BYTES);
let used = pool.length;

/** 16 random bytes as hex. None is ever given out twice. */
export function randomSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const salt = pool.toString('hex', used, used + SALT_BYTES);
  used += SALT_BYTES;
  return salt;
}
