import { createHash } from 'node:crypto';

/** So many digits that depend on `text` alone and look drawn: what simulators number things with. At most 15. */
export function digitsOf(text: string, count: number): string {
  const head = createHash('sha256').update(text.normalize('NFC')).digest().readBigUInt64BE();
  return String(head % 10n ** BigInt(count)).padStart(count, '0');
}
