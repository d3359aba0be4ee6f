import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import type { BundleFiles } from '../../engine/model/procedure.ts';
import { verify, type Verification } from '../../engine/verify/verify.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import { playScenario } from './play-scenario.ts';
import type { Scenario } from './scenario.ts';

const PROCEDURES = fileURLToPath(new URL('../../procedures', import.meta.url));

/** Folders `<code>-<slug>/<version>` with a manifest. */
const bundles = readdirSync(PROCEDURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => readdirSync(join(PROCEDURES, entry.name)).map((version) => join(entry.name, version)))
  .filter((path) => existsSync(join(PROCEDURES, path, 'procedure.json')))
  .sort();

describe.each(bundles)('%s', (path) => {
  const root = join(PROCEDURES, path);
  let verification: Verification;
  beforeAll(async () => {
    verification = await verify(bundleFiles(root));
  });

  it('is verified without an error or a warning', () => {
    expect(verification.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(verification.ok).toBe(true);
  });

  it('tells at least six stories', () => {
    expect(scenarioFiles(root).length).toBeGreaterThanOrEqual(6);
  });

  it.each(scenarioFiles(root).map((file) => [scenarioAt(root, file).title.vi, file]))('%s (%s)', (_, file) => {
    const scenario = scenarioAt(root, file);
    const { procedure } = verification;
    if (procedure === undefined) throw new Error(`${path} does not compile`);
    expect(playScenario(procedure, scenario, applicationOf(root, scenario), VIETNAM).differences).toEqual([]);
  });
});

function bundleFiles(root: string): BundleFiles {
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(root, path), readFileSync(path, 'utf8')]));
}

function scenarioFiles(root: string): readonly string[] {
  const folder = join(root, 'scenarios');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).sort() : [];
}

function scenarioAt(root: string, file: string): Scenario {
  return JSON.parse(readFileSync(join(root, 'scenarios', file), 'utf8')) as Scenario;
}

function applicationOf(root: string, { given }: Scenario): JsonObject {
  if (typeof given.application !== 'string') return given.application;
  return JSON.parse(readFileSync(join(root, 'scenarios', 'applications', given.application), 'utf8')) as JsonObject;
}
