import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BundleError, findBundles, readBundle } from './read-bundle.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'motcua-bundle-'));
  await mkdir(join(root, '1-a/v1/forms'), { recursive: true });
  await mkdir(join(root, '1-a/v1/scenarios'), { recursive: true });
  await mkdir(join(root, '2-b/v1'), { recursive: true });
  await writeFile(join(root, '1-a/v1/procedure.json'), '{}');
  await writeFile(join(root, '1-a/v1/process.bpmn'), '<definitions/>');
  await writeFile(join(root, '1-a/v1/forms/start.form'), '{"type":"default"}');
  await writeFile(join(root, '1-a/v1/scenarios/accepted.json'), '{}');
  await writeFile(join(root, '1-a/v1/README.md'), 'about');
  await writeFile(join(root, '2-b/v1/procedure.json'), '{}');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('readBundle', () => {
  it('reads what governs cases, and neither scenarios nor notes', async () => {
    expect(Object.keys(await readBundle(join(root, '1-a/v1')))).toEqual([
      'forms/start.form',
      'procedure.json',
      'process.bpmn',
    ]);
  });

  it('reads one file as a bundle of one', async () => {
    expect(await readBundle(join(root, '1-a/v1/process.bpmn'))).toEqual({ 'process.bpmn': '<definitions/>' });
  });

  it('names what is not there, what is empty and what is no text', async () => {
    await expect(readBundle(join(root, 'nowhere'))).rejects.toThrow(BundleError);
    await mkdir(join(root, 'empty'));
    await expect(readBundle(join(root, 'empty'))).rejects.toThrow(/holds no bundle/);
    await writeFile(join(root, '2-b/v1/logo.form'), Buffer.from([0xff, 0xfe, 0xff]));
    await expect(readBundle(join(root, '2-b/v1'))).rejects.toThrow(/logo\.form is not UTF-8 text/);
  });
});

it('findBundles finds every version in order', async () => {
  expect(await findBundles(root)).toEqual([join(root, '1-a/v1'), join(root, '2-b/v1')]);
});
