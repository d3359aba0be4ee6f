import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { emptyCase } from '../../engine/execute/state.ts';
import { evolve } from '../../engine/execute/evolve.ts';
import { createHost } from '../../engine/host/index.ts';
import { names, PAIRS_ROOT, readPairs } from './pairs.ts';
import { play } from './scenario.ts';

/**
 * Every pair `<case>.bpmn` (and `.dmn`) + `<case>.scenario.json` below this folder. `UPDATE_TRACES=1` writes what happened into
 * `trace`; read the diff as you would read code.
 */
const update = process.env['UPDATE_TRACES'] === '1';

describe.each(readPairs().map((pair) => [pair.name, pair] as const))('%s', (name, { files, scenario }) => {
  it(scenario.title, async () => {
    const { trace, outcome } = await play(files, scenario);
    expect(outcome).toEqual(scenario.expect);
    const path = join(PAIRS_ROOT, `${name}.scenario.json`);
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
    expect(names('.bpmn')).toEqual(names('.scenario.json'));
  });
});
