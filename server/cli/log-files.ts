import { readFile } from 'node:fs/promises';
import type { Sha256, Verifier } from '../../engine/index.ts';
import { RefusedFile } from './cli-command.ts';

/** What the commands about the log read: verifier keys, signed notes, and Node's SHA-256. */

/** The text of a file. Strictly UTF-8: bytes that are none must not be mended on the way. */
export async function textOfFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => undefined);
  try {
    if (bytes !== undefined) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Said below, with the path.
  }
  throw new RefusedFile(`${path} cannot be read, or is not text in UTF-8.`);
}

/** A signed note as a file, or as an e-mail program has left it: with other line ends. */
export async function readNote(path: string): Promise<string> {
  return (await textOfFile(path)).replaceAll('\r\n', '\n');
}

/**
 * The keys that an auditor trusts: each given as text or as a file with a key a line, and every key that one of them names as
 * its successor in a handover note.
 */
export async function trustedKeys(
  given: readonly string[],
  handovers: readonly string[],
): Promise<readonly Verifier[]> {
  const { openCheckpoint, readVerifierKey } = await import('../../engine/index.ts');
  const { verifierOf } = await import('../event-log/ed25519.ts');
  const { NEXT_KEY } = await import('../event-log/log-folder.ts');
  const keys: Verifier[] = [];
  const add = (text: string, from: string): void => {
    const key = readVerifierKey(text);
    if (key === undefined) throw new RefusedFile(`${from} is no verifier key (name+key id+base64).`);
    keys.push(verifierOf(key));
  };
  for (const each of given) {
    if (readVerifierKey(each) !== undefined) add(each, each);
    else for (const line of (await readNote(each)).split('\n')) if (line.trim() !== '') add(line, each);
  }
  for (const path of handovers) {
    const opened = openCheckpoint(await readNote(path), keys);
    if (!opened.ok) throw new RefusedFile(`${path}: ${opened.message}`);
    const next = opened.checkpoint.extension?.find((line) => line.startsWith(NEXT_KEY))?.slice(NEXT_KEY.length);
    if (next === undefined) throw new RefusedFile(`${path} names no key that follows.`);
    add(next, path);
  }
  return keys;
}

/** Node's own; the engine's portable one is slower. */
export async function platformSha256(): Promise<Sha256> {
  return (await import('../commands/sealing.ts')).sha256;
}
