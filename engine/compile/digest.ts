import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BundleFiles } from '../model/procedure.ts';

/**
 * SHA-256 over all files of a bundle, lower-case hex: one line `<sha256 of the text>  <path>` per file, ordered by path in
 * code-unit order, as `sha256sum` prints it. So the digest can be checked with tools that everybody has, and any change of
 * a path or a byte changes it.
 */
export function digestOf(files: BundleFiles): string {
  const lines = Object.keys(files)
    .sort()
    .map((path) => `${hash(files[path] ?? '')}  ${path}\n`);
  return hash(lines.join(''));
}

function hash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
