import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { BundleFiles } from '../../engine/index.ts';

/** What stands between a path and a bundle: which file, what about it, what to do. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** Folder of a bundle that tests it and is no part of the version: changing a test must not change the digest. */
const SCENARIOS = 'scenarios';

/**
 * Reads a bundle from a directory, or a single .bpmn file, as text: path inside the bundle (with `/`) → content.
 *
 * @throws BundleError when there is nothing to read or a file is not UTF-8 text.
 */
export async function readBundle(path: string): Promise<BundleFiles> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BundleError(`There is no file or directory ${path}.`);
    throw error;
  });
  if (info.isFile()) return { [basename(path)]: await readText(path) };
  const files: Record<string, string> = {};
  for (const file of await filesBelow(path)) files[relative(path, file).split(sep).join('/')] = await readText(file);
  if (Object.keys(files).length === 0)
    throw new BundleError(`The directory ${path} holds no bundle; a bundle has a procedure.json or a .bpmn file.`);
  return files;
}

/** The bundles below a directory such as `procedures/`: every directory with a procedure.json, in order of path. */
export async function findBundles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === 'procedure.json')) return [directory];
  const found: string[] = [];
  for (const entry of entries.sort(byName)) {
    if (entry.isDirectory()) found.push(...(await findBundles(join(directory, entry.name))));
  }
  return found;
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of (await readdir(directory, { withFileTypes: true })).sort(byName)) {
    if (entry.name.startsWith('.') || (entry.isDirectory() && entry.name === SCENARIOS)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (!entry.name.endsWith('.md')) found.push(path);
  }
  return found;
}

async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) throw new BundleError(`${path} is not UTF-8 text; a bundle holds text files only.`);
    throw error;
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
