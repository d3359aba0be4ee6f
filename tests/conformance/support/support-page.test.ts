import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PAIRS_ROOT } from '../pairs.ts';
import { supportPage } from './support-page.ts';

const { page, missing } = await supportPage();

it('is what the pairs show: engine/support.md (npm run support writes it)', () => {
  expect(readFileSync(join(PAIRS_ROOT, '../../engine/support.md'), 'utf8')).toBe(page);
});

it('has a pair, or a rule that refuses it, for every element in every position', () => {
  expect(missing).toEqual([]);
});
