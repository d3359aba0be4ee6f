import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../engine/model/json.ts';
import type { BundleFiles } from '../../engine/model/procedure.ts';
import type { Scenario } from './scenario.ts';

export const PROCEDURES = fileURLToPath(new URL('../../procedures', import.meta.url));

/** Folders `<code>-<slug>/<version>` with a manifest, relative to `procedures/`. */
export const bundles: readonly string[] = readdirSync(PROCEDURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => readdirSync(join(PROCEDURES, entry.name)).map((version) => join(entry.name, version)))
  .filter((path) => existsSync(join(PROCEDURES, path, 'procedure.json')))
  .sort();

/** Every file of a bundle, by path. */
export function bundleFiles(root: string): BundleFiles {
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(root, path), readFileSync(path, 'utf8')]),
  );
}

/** Names of a bundle's scenarios. */
export function scenarioFiles(root: string): readonly string[] {
  const folder = join(root, 'scenarios');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
}

export function scenarioAt(root: string, file: string): Scenario {
  return JSON.parse(readFileSync(join(root, 'scenarios', file), 'utf8')) as Scenario;
}

/** The application that a scenario starts from, before its changes. */
export function applicationOf(root: string, { given }: Scenario): JsonObject {
  if (typeof given.application !== 'string') return given.application;
  return JSON.parse(readFileSync(join(root, 'scenarios', 'applications', given.application), 'utf8')) as JsonObject;
}
