import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { verify, type Verification } from '../../engine/verify/verify.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import { applicationOf, bundleFiles, bundles, PROCEDURES, scenarioAt, scenarioFiles } from './bundles.ts';
import { playScenario } from './play-scenario.ts';
import type { Scenario } from './scenario.ts';

const isScenario = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<Scenario>(
  JSON.parse(readFileSync(join(PROCEDURES, 'scenario.schema.json'), 'utf8')) as object,
);

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

  it('keeps the closed lists: form options are the codes of the manifest', () => {
    const manifest = verification.procedure?.manifest;
    if (manifest === undefined) throw new Error(`${path} has no manifest`);
    const optionsOf = (form: string, key: string): readonly string[] => {
      const source = JSON.parse(readFileSync(join(root, manifest.forms[form] ?? ''), 'utf8')) as Json;
      return fieldOptions(source, key);
    };
    expect(optionsOf('tu-choi', 'canCuTuChoi')).toEqual(manifest.refusalGrounds.map(({ code }) => code));
    expect(optionsOf('phieu-bo-sung', 'noiDungBoSung')).toEqual(manifest.supplementGrounds.map(({ code }) => code));
    expect(optionsOf(manifest.startForm ?? '', 'giayToNop')).toEqual(manifest.papers.map(({ id }) => id));
  });

  it('tells at least six stories', () => {
    expect(scenarioFiles(root).length).toBeGreaterThanOrEqual(6);
  });

  it('tells of a departure from the rules, of a withdrawal and of what is late', () => {
    const steps = scenarioFiles(root).flatMap((file) => scenarioAt(root, file).when);
    expect(steps.some(({ asks }) => asks !== undefined)).toBe(true);
    expect(steps.some(({ message }) => message === 'rut-ho-so')).toBe(true);
    const stories = scenarioFiles(root).map((file) => scenarioAt(root, file));
    expect(
      stories.some(({ then, when }) =>
        [then, ...when.map((step) => step.then)].some((expected) => expected?.onTime === false),
      ),
    ).toBe(true);
  });

  it.each(scenarioFiles(root).map((file) => [scenarioAt(root, file).title.vi, file]))('%s (%s)', (_, file) => {
    const scenario = scenarioAt(root, file);
    expect(isScenario(scenario), JSON.stringify(isScenario.errors)).toBe(true);
    const { procedure } = verification;
    if (procedure === undefined) throw new Error(`${path} does not compile`);
    expect(playScenario(procedure, scenario, applicationOf(root, scenario), VIETNAM).differences).toEqual([]);
  });
});

/** Values of the options of the field with this key, wherever it stands in the form. */
function fieldOptions(source: Json, key: string): readonly string[] {
  if (Array.isArray(source)) return (source as readonly Json[]).flatMap((part) => fieldOptions(part, key));
  if (typeof source !== 'object' || source === null) return [];
  const component = source as JsonObject;
  if (component.key === key && Array.isArray(component.values)) {
    return (component.values as readonly Json[]).map((option) => String((option as JsonObject).value));
  }
  return fieldOptions(component.components ?? null, key);
}
