import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readVerifierKey, signCheckpoint, type Checkpoint, type Verifier } from '../../engine/index.ts';
import { newSigningKey, readSigningKey, verifierOf, type SigningKey } from './ed25519.ts';

/**
 * What belongs to the log and must not lie in the database, whose administrator it watches: the key that signs, the public
 * halves of all keys that ever signed, and the last checkpoint.
 *
 * | file | what |
 * |---|---|
 * | `signing-key` | one line, readable by the server alone (0600); made at the first start unless LOG_SIGNING_KEY gives one |
 * | `verifier-keys` | a line for each key, the newest first; public |
 * | `checkpoint` | the last one that was signed: no later one may contradict it, whatever the database says |
 * | `handover-<key id>` | the note in which a key names its successor; public |
 */
export interface LogFolder {
  /** Read anew each time: the key may be rotated while the server runs. */
  keys(): Promise<LogKeys>;
  lastCheckpoint(): Promise<string | undefined>;
  keepCheckpoint(note: string): Promise<void>;
  /** Replaces the key by a new one of the same name. The old one signs, below what it last signed, which key follows it. */
  rotateKey(last: Checkpoint | undefined): Promise<{ readonly verifierKey: string; readonly handover?: string }>;
  /** Notes of former rotations, oldest first. */
  handovers(): Promise<readonly string[]>;
}

export interface LogKeys {
  readonly signer: SigningKey;
  /** Every key that ever signed, the current one first. */
  readonly verifiers: readonly Verifier[];
  /** The same as text. */
  readonly verifierKeys: readonly string[];
}

export interface LogFolderOptions {
  readonly path: string;
  /** Name of the log for a key that is made here. */
  readonly origin: string;
  /** A signing key from the environment; the file is then not used. */
  readonly signingKey?: SigningKey;
}

/** Stands before the successor's key in a handover note. */
export const NEXT_KEY = 'next-key ';

/** Opens the folder; nothing is made before it is needed. */
export function logFolder({ path, origin, signingKey }: LogFolderOptions): LogFolder {
  const file = (name: string): string => join(path, name);

  async function signer(): Promise<SigningKey> {
    if (signingKey !== undefined) return signingKey;
    const known = await textOf(file('signing-key'));
    if (known === undefined) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await createFile(file('signing-key'), `${newSigningKey(origin).text}\n`, 0o600);
    }
    // Read back even when it was just made: another node may have been first.
    const key = readSigningKey(known ?? (await readFile(file('signing-key'), 'utf8')));
    if (key === undefined) throw new Error(`${file('signing-key')} holds no signing key; restore it from a copy.`);
    return key;
  }

  async function keys(): Promise<LogKeys> {
    const current = await signer();
    const listed = linesOf(await textOf(file('verifier-keys')));
    const verifierKeys = [current.verifierKey, ...listed.filter((line) => line !== current.verifierKey)];
    if (listed[0] !== current.verifierKey) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await replaceFile(file('verifier-keys'), `${verifierKeys.join('\n')}\n`, 0o644);
    }
    const verifiers = verifierKeys.flatMap((line) => {
      const key = readVerifierKey(line);
      return key === undefined ? [] : [verifierOf(key)];
    });
    return { signer: current, verifiers, verifierKeys };
  }

  return {
    keys,
    lastCheckpoint: () => textOf(file('checkpoint')),
    keepCheckpoint: (note) => replaceFile(file('checkpoint'), note, 0o644),
    async rotateKey(last) {
      if (signingKey !== undefined)
        throw new Error('The key comes from LOG_SIGNING_KEY; put a new one there and keep the old verifier key.');
      const { signer: old } = await keys();
      const next = newSigningKey(old.name);
      const handover =
        last === undefined
          ? undefined
          : signCheckpoint({ ...last, extension: [`${NEXT_KEY}${next.verifierKey}`] }, [old, next]);
      if (handover !== undefined)
        await replaceFile(file(`handover-${next.verifierKey.split('+')[1] ?? ''}`), handover, 0o644);
      await replaceFile(file('signing-key'), `${next.text}\n`, 0o600);
      await keys();
      return { verifierKey: next.verifierKey, ...(handover === undefined ? {} : { handover }) };
    },
    async handovers() {
      const { verifierKeys } = await keys();
      const notes = await Promise.all(
        [...verifierKeys].reverse().map((key) => textOf(file(`handover-${key.split('+')[1] ?? ''}`))),
      );
      return notes.filter((note) => note !== undefined);
    },
  };
}

/** A name that no other installation has: the public host, or drawn once. */
export function logOrigin(publicUrl: string | undefined): string {
  const host = publicUrl === undefined ? `motcua-${randomBytes(6).toString('hex')}` : new URL(publicUrl).host;
  return `${host}/log`;
}

/** Content of a file; undefined when there is none. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split('\n').filter((line) => line !== '');
}

/** Makes a file that is whole or not there; leaves the one that is there already. */
async function createFile(path: string, text: string, mode: number): Promise<void> {
  const draft = await writeDraft(path, text, mode);
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}

/** Puts a file in the place of the one that is there; readers see one of them, whole. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  await rename(await writeDraft(path, text, mode), path);
}

async function writeDraft(path: string, text: string, mode: number): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}
