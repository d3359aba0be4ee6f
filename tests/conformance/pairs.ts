import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleFiles } from '../../engine/host/index.ts';
import type { Scenario } from './scenario.ts';

/** The folder that all pairs lie below. */
export const PAIRS_ROOT = dirname(fileURLToPath(import.meta.url));

/** `<case>.bpmn` (and `.dmn`, and `.imported.dmn` that this imports) with `<case>.scenario.json`. */
export interface Pair {
  /** Path below the folder without ending, `boundary-event/timer-cycle`. */
  readonly name: string;
  readonly files: BundleFiles;
  readonly scenario: Scenario;
}

/** Every pair, by name. */
export function readPairs(): readonly Pair[] {
  return names('.scenario.json').map((name) => {
    const paths = [`${name}.bpmn`, `${name}.dmn`, `${name}.imported.dmn`].filter((path) =>
      existsSync(join(PAIRS_ROOT, path)),
    );
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(PAIRS_ROOT, path), 'utf8')]));
    const scenario: Scenario = JSON.parse(readFileSync(join(PAIRS_ROOT, `${name}.scenario.json`), 'utf8'));
    return { name, files, scenario };
  });
}

/** Names of all files with this ending, without it, sorted. */
export function names(ending: string): readonly string[] {
  return readdirSync(PAIRS_ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}
