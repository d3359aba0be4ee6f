import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { emptyCase } from '../../engine/execute/state.ts';
import { evolve } from '../../engine/execute/evolve.ts';
import { createHost, type BundleFiles } from '../../engine/host/index.ts';
import { play, type Scenario } from './scenario.ts';

/**
 * Every pair `<case>.bpmn` (and `.dmn`) + `<case>.scenario.json` below this folder. `UPDATE_TRACES=1` writes what happened into
 * `trace`; read the diff as you would read code.
 */
const root = dirname(fileURLToPath(import.meta.url));
const cases = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario.json'))
  .map((file) => file.slice(0, -'.scenario.json'.length))
  .sort();
const update = process.env['UPDATE_TRACES'] === '1';

function filesOf(name: string): BundleFiles {
  const paths = ['bpmn', 'dmn'].map((ending) => `${name}.${ending}`).filter((path) => existsSync(join(root, path)));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

describe.each(cases)('%s', (name) => {
  const path = join(root, `${name}.scenario.json`);
  const scenario: Scenario = JSON.parse(readFileSync(path, 'utf8'));
  const files = filesOf(name);

  it(scenario.title, async () => {
    const { trace, outcome } = await play(files, scenario);
    expect(outcome).toEqual(scenario.expect);
    if (update)
      writeFileSync(path, await format(JSON.stringify({ ...scenario, trace }), { parser: 'json', printWidth: 120 }));
    else expect(trace).toEqual(scenario.trace);
  });

  it('is the same when it is saved and restored before every action', async () => {
    const { trace, outcome } = await play(files, scenario, (host) =>
      createHost({ from: JSON.stringify(host.snapshot()) }),
    );
    expect(outcome).toEqual(scenario.expect);
    if (!update) expect(trace).toEqual(scenario.trace);
  });

  it('is the same case when its events are replayed', async () => {
    const { host } = await play(files, scenario);
    for (const { id } of host.instances().filter(({ calledBy }) => calledBy === undefined)) {
      const replayed = host.events(id).reduce(evolve, emptyCase(id));
      expect(replayed).toEqual(host.caseState(id));
    }
  });
});

describe('the set of pairs', () => {
  it('has a model for every scenario and a scenario for every model', () => {
    const models = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.bpmn'))
      .map((file) => file.slice(0, -'.bpmn'.length))
      .sort();
    expect(models.map((model) => relative('.', model))).toEqual(cases.map((name) => relative('.', name)));
  });
});
