import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { ALL_RULE_IDS } from '../../engine/verify/rules/catalogue.ts';
import { verify } from '../../engine/verify/verify.ts';
import { readBundleFixture } from './bundle-fixture.ts';

/**
 * One runner for every rule: `<rule-id>/valid/*` must not be refused and must not fire the rule; every `<rule-id>/invalid/*`
 * must fire it. A fixture is a `.bpmn` file, or a `.json` file that changes the base procedure (see bundle-fixture.ts).
 */
const HERE = import.meta.dirname;

const ruleFolders = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'base-procedure')
  .map((entry) => entry.name);

describe('rules', () => {
  it('each has a page, and fixtures of both kinds', () => {
    expect([...ruleFolders].sort()).toEqual([...ALL_RULE_IDS].sort());
    for (const id of ALL_RULE_IDS) {
      expect(existsSync(join(HERE, '../../engine/verify/rules', `${id}.md`)), `page of ${id}`).toBe(true);
      expect(fixtures(id, 'valid').length, `valid fixtures of ${id}`).toBeGreaterThan(0);
      expect(fixtures(id, 'invalid').length, `invalid fixtures of ${id}`).toBeGreaterThan(0);
    }
  });
});

for (const id of ruleFolders) {
  describe(id, () => {
    it.each(fixtures(id, 'valid'))('accepts %s', async (_, path) => {
      const { diagnostics } = await verify(read(path));
      expect(diagnostics.filter((diagnostic) => diagnostic.ruleId === id || diagnostic.severity === 'error')).toEqual(
        [],
      );
    });
    it.each(fixtures(id, 'invalid'))('reports %s', async (_, path) => {
      const { diagnostics, ok } = await verify(read(path));
      const own = diagnostics.filter((diagnostic) => diagnostic.ruleId === id);
      expect(own, JSON.stringify(diagnostics, null, 2)).not.toEqual([]);
      expect(ok).toBe(!diagnostics.some((diagnostic) => diagnostic.severity === 'error'));
      for (const diagnostic of own) expect(diagnostic.message).toMatch(/\S.*[.:]|: .+/);
    });
  });
}

function fixtures(id: string, kind: 'valid' | 'invalid'): [string, string][] {
  const folder = join(HERE, id, kind);
  return existsSync(folder) ? readdirSync(folder).map((file) => [basename(file), join(folder, file)]) : [];
}

function read(path: string): string | BundleFiles {
  return path.endsWith('.json') ? readBundleFixture(path) : readFileSync(path, 'utf8');
}
