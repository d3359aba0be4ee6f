import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileProcedure, type Procedure } from '../../../engine/index.ts';
import { nodesInOrder } from './steps-in-order.ts';

const BUNDLE = join(import.meta.dirname, '../../../procedures/1.001612-household-business/2025-07');

const tasksOf = (procedure: Procedure): readonly string[] =>
  nodesInOrder(procedure).flatMap((node) => (node.type === 'userTask' ? [node.id] : []));

async function compiled(): Promise<Procedure> {
  const entries = readdirSync(BUNDLE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(BUNDLE.length + 1), readFileSync(path, 'utf8')];
    }),
  );
  const compilation = await compileProcedure(files);
  if (!compilation.ok) throw new Error('The sample does not compile.');
  return compilation.procedure;
}

it('reads a procedure from the receipt to the result, whatever leads back', async () => {
  const steps = tasksOf(await compiled());
  const main = ['TiepNhan', 'ThamTra', 'DuThao', 'SoatXet', 'KyGiayChungNhan', 'CapSo', 'TraKetQua'];
  expect(steps.filter((id) => main.includes(id))).toEqual(main);
});

it('names every node once', async () => {
  const procedure = await compiled();
  const ids = nodesInOrder(procedure).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(
    Object.values(procedure.processes)
      .flatMap(({ nodes }) => Object.keys(nodes))
      .toSorted(),
  );
});
