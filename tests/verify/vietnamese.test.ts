import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BundleFiles } from '../../engine/index.ts';
import { verify } from '../../engine/verify/verify.ts';
import { ALL_RULE_IDS } from '../../engine/verify/rules/catalogue.ts';
import { readBundleFixture } from './bundle-fixture.ts';

/** Everything that any fixture makes the verifier say, it says in Vietnamese too; element names and file content stay as they are. */
describe('in Vietnamese', () => {
  it.each([...ALL_RULE_IDS])('%s', async (id) => {
    for (const kind of ['valid', 'invalid']) {
      const folder = join(import.meta.dirname, id, kind);
      for (const file of existsSync(folder) ? readdirSync(folder) : []) {
        const path = join(folder, file);
        const { diagnostics } = await verify(read(path));
        for (const { message, messageVi, hint, hintVi } of diagnostics) {
          expect(messageVi, message).toMatch(VIETNAMESE);
          expect(messageVi).not.toBe(message);
          if (hint === undefined) expect(hintVi).toBeUndefined();
          else {
            expect(hintVi, hint).toMatch(VIETNAMESE);
            expect(hintVi).not.toBe(hint);
          }
          expect(`${messageVi} ${hintVi}`).not.toContain('[object Object]');
        }
      }
    }
  });
});

/** Letters that English does not have. */
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

function read(path: string): string | BundleFiles {
  return path.endsWith('.json') ? readBundleFixture(path) : readFileSync(path, 'utf8');
}
