import { createHash, randomBytes } from 'node:crypto';

/**
 * A bearer secret: the value of a session cookie or of a machine's token. 256 random bits, so that a plain hash protects
 * it at rest: nobody guesses the input (which is what scrypt is for), and a stolen database opens no session.
 */
export interface Secret {
  /** Given to its bearer once and never stored. */
  readonly value: string;
  /** What the database keeps: SHA-256 in lower-case hex. */
  readonly hash: string;
}

/** Draws a new secret. `prefix` makes a leaked token recognisable to scanners, e.g. `mct_`. */
export function newSecret(prefix = ''): Secret {
  const value = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { value, hash: hashSecret(value) };
}

/** The stored form of a secret that a request presented. Looking it up by this hash is constant-time enough: a timing of
 *  the index tells about the hash, not about the secret. */
export function hashSecret(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
