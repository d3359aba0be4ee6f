import { describe, expect, it } from 'vitest';
import { hashPassword, isOutdated, verifyPassword, weaknessOf, type ScryptCost } from './password.ts';

/** Cheap enough for a test; the format is the same. */
const CHEAP: ScryptCost = { logN: 4, blockSize: 8, parallelization: 1 };

describe('a stored password', () => {
  it('is verified by the password and by nothing else', async () => {
    const hash = await hashPassword('một cửa liên thông', CHEAP);
    expect(await verifyPassword('một cửa liên thông', hash)).toBe(true);
    expect(await verifyPassword('một cửa liên thôn', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('has a salt of its own', async () => {
    expect(await hashPassword('một cửa liên thông', CHEAP)).not.toBe(await hashPassword('một cửa liên thông', CHEAP));
  });

  it('does not depend on how the keyboard composes letters', async () => {
    const hash = await hashPassword('một cửa'.normalize('NFD'), CHEAP);
    expect(await verifyPassword('một cửa'.normalize('NFC'), hash)).toBe(true);
  });

  it('carries its cost, so that a later cost can be told apart', async () => {
    const hash = await hashPassword('một cửa liên thông', CHEAP);
    expect(hash).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$/);
    expect(isOutdated(hash, CHEAP)).toBe(false);
    expect(isOutdated(hash)).toBe(true);
  });

  it('in an unknown format is a bug, not a wrong password', async () => {
    await expect(verifyPassword('x', 'md5:abc')).rejects.toThrow(/unknown format/);
  });
});

describe('weaknessOf', () => {
  it.each([
    ['ngắn', /at least 12 characters/],
    ['aaaaaaaaaaaaaaaa', /repeats/],
    ['xx-One-Stop-2026', /user name/],
    ['x'.repeat(201), /at most 200/],
  ])('refuses %s and says why', (password, reason) => {
    expect(weaknessOf(password, 'one-stop')).toMatch(reason);
  });

  it('asks for length, not for a zoo of characters', () => {
    expect(weaknessOf('mưa rơi trên phố cổ', 'one-stop')).toBeUndefined();
  });
});
