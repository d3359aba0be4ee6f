import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Local passwords: scrypt with a salt and its own cost per account, so that the cost can be raised later without anybody
 * having to sign in twice.
 *
 * @source RFC 7914 (scrypt); NIST SP 800-63B §5.1.1.2 (length instead of composition rules)
 */
export interface ScryptCost {
  /** log2 of N, the memory and time cost. */
  readonly logN: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

/** 32 MiB and about a quarter of a second on one core, in the thread pool: out of a guesser's reach, in an officer's patience. */
export const DEFAULT_COST: ScryptCost = { logN: 15, blockSize: 8, parallelization: 3 };

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Beyond this length nothing is gained, and hashing a megabyte would be a gift to an attacker. */
const MOST_CHARACTERS = 200;
const FEWEST_CHARACTERS = 12;

/** A stored password: `$scrypt$ln=15,r=8,p=3$<salt>$<key>`, base64url. */
export type PasswordHash = string;

/** Hashes a password for storage. The caller has checked {@link weaknessOf}. */
export async function hashPassword(password: string, cost: ScryptCost = DEFAULT_COST): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost, KEY_BYTES);
  const parameters = `ln=${String(cost.logN)},r=${String(cost.blockSize)},p=${String(cost.parallelization)}`;
  return `$scrypt$${parameters}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** Whether `password` is the one behind `hash`. Takes the same time for every wrong password. */
export async function verifyPassword(password: string, hash: PasswordHash): Promise<boolean> {
  const stored = parse(hash);
  const key = await derive(password, stored.salt, stored.cost, stored.key.length);
  return timingSafeEqual(key, stored.key);
}

/** Whether `hash` was made at another cost than today's and should be made anew at the next sign-in. */
export function isOutdated(hash: PasswordHash, cost: ScryptCost = DEFAULT_COST): boolean {
  const stored = parse(hash).cost;
  return (
    stored.logN !== cost.logN || stored.blockSize !== cost.blockSize || stored.parallelization !== cost.parallelization
  );
}

/** Why a new password is refused, in words, or undefined. Length and the obvious; no rules about capitals and digits. */
export function weaknessOf(password: string, username: string): string | undefined {
  const length = [...password].length;
  if (length < FEWEST_CHARACTERS) {
    return `A password has at least ${String(FEWEST_CHARACTERS)} characters; this one has ${String(length)}. A short sentence is a good one.`;
  }
  if (length > MOST_CHARACTERS) return `A password has at most ${String(MOST_CHARACTERS)} characters.`;
  if (new Set(password).size < 5) return 'The password repeats the same few characters; use more different ones.';
  if (password.toLowerCase().includes(username.toLowerCase()))
    return 'The password contains the user name; choose another.';
  return undefined;
}

function derive(password: string, salt: Buffer, cost: ScryptCost, length: number): Promise<Buffer> {
  const N = 2 ** cost.logN;
  const options = {
    N,
    r: cost.blockSize,
    p: cost.parallelization,
    // Node refuses above 32 MiB unless told; the formula is that of RFC 7914 §5 with room to spare.
    maxmem: 128 * cost.blockSize * (N + cost.parallelization + 2),
  };
  // The same letters may be typed composed or decomposed (Vietnamese keyboards do both): normalised, they are one password.
  const secret = password.normalize('NFKC').slice(0, MOST_CHARACTERS * 2);
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, length, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function parse(hash: PasswordHash): { readonly cost: ScryptCost; readonly salt: Buffer; readonly key: Buffer } {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(hash);
  if (!match) throw new Error('A stored password hash has an unknown format.');
  const [, logN, blockSize, parallelization, salt, key] = match;
  return {
    cost: { logN: Number(logN), blockSize: Number(blockSize), parallelization: Number(parallelization) },
    salt: Buffer.from(salt ?? '', 'base64url'),
    key: Buffer.from(key ?? '', 'base64url'),
  };
}
