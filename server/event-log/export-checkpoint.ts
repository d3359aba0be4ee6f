import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './log-folder.ts';

/**
 * Puts a checkpoint into a folder that is not the database administrator's: a share of the auditor, a disk that can only be
 * written once. `checkpoint` is the latest; each is kept under its size besides, and none is ever overwritten by another.
 */
export async function exportCheckpoint(folder: string, size: number, note: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, `checkpoint-${String(size).padStart(12, '0')}`), note, 0o644);
  await replaceFile(join(folder, 'checkpoint'), note, 0o644);
}
