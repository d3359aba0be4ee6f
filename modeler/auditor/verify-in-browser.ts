import {
  openCheckpoint,
  readVerifierKey,
  toHex,
  verifyHistoryFile,
  type HistoryFileVerdict,
  type Verifier,
  type VerifierKey,
} from '../../engine/index.ts';

/** What a browser found out by itself about the history of a case; nothing of it is the server's word. */
export type BrowserVerdict =
  HistoryFileVerdict | { readonly ok: false; readonly reason: 'NO_CRYPTOGRAPHY' | 'NO_KEY'; readonly message: string };

interface Signed {
  readonly key: VerifierKey;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Verifies a history file with the keys of the log: every hash of the chain, every proof, and the signatures. `kept` is an
 * earlier checkpoint; `handovers` are notes in which a trusted key names its successor.
 */
export async function verifyInBrowser(
  text: string,
  keyTexts: readonly string[],
  { kept, handovers = [] }: { readonly kept?: string; readonly handovers?: readonly string[] } = {},
): Promise<BrowserVerdict> {
  const keys = keyTexts.flatMap((key) => readVerifierKey(key) ?? []);
  if (keys.length === 0) return { ok: false, reason: 'NO_KEY', message: 'The log has no key.' };
  // Browsers have it on pages that came over https, or from this machine.
  if (!isSecureContext())
    return { ok: false, reason: 'NO_CRYPTOGRAPHY', message: 'The browser has no cryptography on this page.' };
  for (const note of handovers) {
    const opened = await withSignatures(keys, (trusted) => openCheckpoint(note, trusted));
    const line = opened.ok ? opened.checkpoint.extension?.find((each) => each.startsWith(NEXT_KEY)) : undefined;
    const next = line === undefined ? undefined : readVerifierKey(line.slice(NEXT_KEY.length));
    if (next !== undefined) keys.push(next);
  }
  return withSignatures(keys, (trusted) =>
    verifyHistoryFile(text, { trusted, ...(kept === undefined ? {} : { checkpoint: kept }) }),
  );
}

/** As the server's handover notes begin the line that names the key. */
const NEXT_KEY = 'next-key ';

/**
 * Runs a verification of the engine with the browser's own Ed25519, which answers later, while the engine asks at once: so it
 * is asked first which signatures it wants to know about, and once more when they are known.
 */
async function withSignatures<T>(
  keys: readonly VerifierKey[],
  verification: (trusted: readonly Verifier[]) => T,
): Promise<T> {
  const asked: Signed[] = [];
  verification(
    keys.map((key) => ({
      ...key,
      verify(message, signature) {
        asked.push({ key, message, signature });
        return true;
      },
    })),
  );
  const good = new Set<string>();
  for (const signed of asked) if (await isGood(signed)) good.add(nameOf(signed));
  return verification(
    keys.map((key) => ({ ...key, verify: (message, signature) => good.has(nameOf({ key, message, signature })) })),
  );
}

function isSecureContext(): boolean {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  return subtle !== undefined;
}

async function isGood({ key, message, signature }: Signed): Promise<boolean> {
  try {
    const { subtle } = globalThis.crypto;
    const imported = await subtle.importKey('raw', new Uint8Array(key.publicKey), 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', imported, new Uint8Array(signature), new Uint8Array(message));
  } catch {
    // A key that is no point on the curve, or a browser without Ed25519: not verified either way.
    return false;
  }
}

function nameOf({ key, message, signature }: Signed): string {
  return `${toHex(key.publicKey)} ${toHex(message)} ${toHex(signature)}`;
}
