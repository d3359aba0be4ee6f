import { fromBase64, toBase64 } from './base64.ts';
import { sha256, utf8, type Sha256 } from './sha256.ts';

/**
 * A checkpoint says, in a few signed lines of text, how long the log was and what its root hash was. Whoever keeps one can
 * later prove that the log was rewritten, if it was.
 *
 * ```text
 * motcua.example/events
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — motcua.example/events Az3grlgt…AYQ8=
 * ```
 * @source C2SP tlog-checkpoint.md and signed-note.md (c2sp.org)
 */
export interface Checkpoint {
  /** Name of the log, unique in the world; no line break. */
  readonly origin: string;
  readonly size: number;
  /** Root hash, 32 bytes. */
  readonly root: Uint8Array;
  /** Further lines, none of them empty. */
  readonly extension?: readonly string[];
}

/** An Ed25519 key that signs. The platform holds the private key. */
export interface Signer {
  /** Key name; for a log its origin. No blank, no plus sign. */
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** A public key that is trusted, with the platform's Ed25519 verification. */
export interface Verifier {
  readonly name: string;
  readonly publicKey: Uint8Array;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/** The signed text of a checkpoint. Throws when a line could be read as another. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[], hash: Sha256 = sha256): string {
  const text = checkpointText(checkpoint);
  const signatures = signers.map((signer) => {
    requireKeyName(signer.name);
    const signature = signer.sign(utf8(text));
    return `— ${signer.name} ${toBase64(concat(keyId(signer.name, signer.publicKey, hash), signature))}\n`;
  });
  return `${text}\n${signatures.join('')}`;
}

export type CheckpointVerdict =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly signedBy: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a signed checkpoint. At least one trusted key must have signed it, and every signature that claims to be of a trusted
 * key must be right; signatures of unknown keys are passed over.
 */
export function openCheckpoint(note: string, trusted: readonly Verifier[], hash: Sha256 = sha256): CheckpointVerdict {
  const refuse = (message: string): CheckpointVerdict => ({ ok: false, message });
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n'))
    return refuse('This is no signed note: an empty line must stand before the signatures.');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  const signedBy: string[] = [];
  for (const line of lines) {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (name === undefined || bytes === undefined || bytes.length < 5)
      return refuse(`This is no signature line: "${line.slice(0, 60)}".`);
    const key = trusted.find(
      (candidate) => candidate.name === name && equal(keyId(name, candidate.publicKey, hash), bytes.subarray(0, 4)),
    );
    if (!key) continue;
    if (!key.verify(utf8(text), bytes.subarray(4))) return refuse(`The signature of ${name} does not fit the text.`);
    signedBy.push(name);
  }
  if (signedBy.length === 0) return refuse('No trusted key has signed this checkpoint.');
  const checkpoint = parseText(text);
  return checkpoint ? { ok: true, checkpoint, signedBy } : refuse('The signed text is no checkpoint.');
}

/** First four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ public key); 0x01 stands for Ed25519. @source C2SP signed-note.md */
export function keyId(name: string, publicKey: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  return hash(concat(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)).subarray(0, 4);
}

const ED25519 = 0x01;

function checkpointText({ origin, size, root, extension = [] }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) throw new Error('The origin of a log is one line of text.');
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`${size} is no size of a log.`);
  if (extension.some((line) => line === '' || line.includes('\n')))
    throw new Error('An extension line is neither empty nor several lines.');
  return `${[origin, String(size), toBase64(root), ...extension].join('\n')}\n`;
}

function parseText(text: string): Checkpoint | undefined {
  const [origin = '', size = '', encoded = '', ...extension] = text.slice(0, -1).split('\n');
  const root = fromBase64(encoded);
  if (origin === '' || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)) || root?.length !== 32)
    return undefined;
  if (extension.includes('')) return undefined;
  return { origin, size: Number(size), root, ...(extension.length > 0 && { extension }) };
}

function requireKeyName(name: string): void {
  if (!/^[^\s+]+$/.test(name)) throw new Error(`"${name}" is no key name: it has neither blanks nor plus signs.`);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
