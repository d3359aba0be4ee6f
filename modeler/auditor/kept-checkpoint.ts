/**
 * What this browser keeps of the log: the keys that it met first and the checkpoint that it verified last. A log that is
 * rewritten later contradicts the second; a key that is exchanged without a word is not the first.
 */
export interface KeptCheckpoint {
  readonly keys: readonly string[];
  readonly size: number;
  /** Signed note. */
  readonly note: string;
}

const PLACE = 'motcua.log.kept';

/** Undefined when nothing is kept, or the browser keeps nothing. */
export function keptCheckpoint(): KeptCheckpoint | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PLACE) ?? 'null');
    return isKept(value) ? value : undefined;
  } catch {
    // Storage is off, or holds something else.
    return undefined;
  }
}

/** Keeps a checkpoint that was verified. */
export function keepCheckpoint(kept: KeptCheckpoint): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // Without storage every visit is the first one; what was verified stays verified.
  }
}

function isKept(value: unknown): value is KeptCheckpoint {
  if (typeof value !== 'object' || value === null) return false;
  const [keys, size, note]: readonly unknown[] = ['keys', 'size', 'note'].map((name) => Reflect.get(value, name));
  return (
    Array.isArray(keys) &&
    keys.every((key) => typeof key === 'string') &&
    typeof size === 'number' &&
    typeof note === 'string'
  );
}
