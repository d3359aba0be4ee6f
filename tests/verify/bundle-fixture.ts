import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleFiles } from '../../engine/index.ts';

/** What a fixture changes in `base-procedure`. */
interface BundleFixture {
  /** What is right or wrong about it, for the reader. */
  readonly about: string;
  /** Merged into `procedure.json` (RFC 7396: null removes, lists replace). */
  readonly manifest?: Mergeable;
  /** Replaced in `process.bpmn`: each first text must occur, and becomes the second. */
  readonly process?: readonly (readonly [string, string])[];
  /** Added or replaced files; null removes. */
  readonly files?: Readonly<Record<string, string | null>>;
}
type Mergeable = null | boolean | number | string | readonly Mergeable[] | { readonly [key: string]: Mergeable };

const BASE = join(import.meta.dirname, 'base-procedure');

/** The base procedure with the changes of a fixture file. */
export function readBundleFixture(path: string): BundleFiles {
  const fixture = JSON.parse(readFileSync(path, 'utf8')) as BundleFixture;
  const files: Record<string, string> = readFolder(BASE);
  const manifest = JSON.parse(files['procedure.json'] ?? '{}') as Mergeable;
  files['procedure.json'] = JSON.stringify(merge(manifest, fixture.manifest ?? {}));
  for (const [from, to] of fixture.process ?? []) {
    const text = files['process.bpmn'] ?? '';
    if (!text.includes(from)) throw new Error(`${path}: base-procedure/process.bpmn does not contain ${from}`);
    files['process.bpmn'] = text.replace(from, to);
  }
  for (const [name, text] of Object.entries(fixture.files ?? {})) {
    if (text === null) delete files[name];
    else files[name] = text;
  }
  return files;
}

function readFolder(folder: string, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...readdirSync(folder).map((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory()
        ? readFolder(path, `${prefix}${name}/`)
        : { [`${prefix}${name}`]: readFileSync(path, 'utf8') };
    }),
  ) as Record<string, string>;
}

function merge(target: Mergeable, patch: Mergeable): Mergeable {
  if (!isObject(patch)) return patch;
  const result: Record<string, Mergeable> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key] ?? null, value);
  }
  return result;
}

function isObject(value: Mergeable): value is { readonly [key: string]: Mergeable } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
