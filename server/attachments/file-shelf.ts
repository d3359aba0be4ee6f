import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { SNIFFED_BYTES } from './sniff.ts';

/** A file that has been read in to the end and lies beside the shelf, not yet on it. */
export interface ReceivedFile {
  /** SHA-256, lower-case hex. */
  readonly hash: string;
  readonly size: number;
  /** The first bytes, for whoever asks what it is. */
  readonly start: Buffer;
  /** Puts it on the shelf; from then on it outlives a power cut. */
  keep(): Promise<void>;
  /** Throws it away. */
  discard(): Promise<void>;
}

/** Content of attached files by hash: the same content lies there once, and cannot be changed without being found out. */
export interface FileShelf {
  /** Reads a stream to its end. Rejects when the stream does, leaving nothing behind. */
  receive(content: Readable): Promise<ReceivedFile>;
  /** Undefined when there is no content of this hash. */
  read(hash: string): Promise<Readable | undefined>;
}

/** A shelf in a directory: `ab/cdef…` under the hash. */
export function fileShelf(directory: string): FileShelf {
  const pathOf = (hash: string): string => join(directory, hash.slice(0, 2), hash.slice(2));
  return {
    async receive(content) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const temporary = join(directory, `${randomUUID()}.part`);
      const discard = (): Promise<void> => rm(temporary, { force: true });
      try {
        const received = await copy(content, temporary);
        return {
          ...received,
          async keep() {
            const path = pathOf(received.hash);
            await mkdir(dirname(path), { recursive: true, mode: 0o700 });
            await rename(temporary, path);
            await syncDirectory(dirname(path));
          },
          discard,
        };
      } catch (error) {
        await discard();
        throw error;
      }
    },
    async read(hash) {
      const path = pathOf(hash);
      const found = await stat(path).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      return found?.isFile() === true ? createReadStream(path) : undefined;
    },
  };
}

async function copy(content: Readable, path: string): Promise<Pick<ReceivedFile, 'hash' | 'size' | 'start'>> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const start: Buffer[] = [];
    let size = 0;
    for await (const chunk of content) {
      const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      if (size < SNIFFED_BYTES) start.push(bytes.subarray(0, SNIFFED_BYTES - size));
      size += bytes.length;
      hash.update(bytes);
      await file.writeFile(bytes);
    }
    await file.sync();
    return { hash: hash.digest('hex'), size, start: Buffer.concat(start) };
  } finally {
    await file.close();
  }
}

/** A new name is durable when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
