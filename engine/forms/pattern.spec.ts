import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternMatcher, translatePattern } from './pattern.ts';

describe('a pattern', () => {
  it.each([
    '(a)\\1',
    'a(?=b)',
    'a(?!b)',
    '(?<=a)b',
    '(?<!a)b',
    '\\p{L}+',
    '\\k<a>',
    '[]',
    '[^]',
    '[',
    '(',
    'a**',
    '\\A',
    '\\z',
    '\\Qa\\E',
    '[\\S]',
    '[\\ud800]',
    '😀',
    'a{2000}',
    '(?i)a',
    '\\cA',
    '\\x1',
    '\\u00',
  ])('that browsers and RE2 do not read alike is refused: %s', (pattern) => {
    expect(translatePattern(pattern)).toHaveProperty('refused');
  });

  const shared = [
    '^[0-9]{12}$',
    '^(\\d{10}|\\d{12})$',
    '^\\s*$',
    '\\S',
    '[\\s\\d]+',
    '.',
    '^.{3}$',
    '^.{2,4}$',
    '^[^a-c]+$',
    '^[\\u00c0-\\u1ef9A-Za-z ]+$',
    '(?<nam>\\d{4})-(?:\\d\\d)',
    'a|b|^$',
    '\\bab\\b',
    '[\\b\\n]',
    '\\/\\-\\.',
    '[[a]',
    '\\x41\\u0042',
    '^a*?b+?$',
    'a{,3}',
    '\\0',
    '[.]',
    '\\W\\D',
    '^Đ',
  ];

  it.each(shared)('means the same to RE2 as to the browser: %s', (pattern) => {
    const matches = patternMatcher(accepted(pattern));
    const browser = new RegExp(pattern);
    const unit = fc.constantFrom(...'ab0 1Aé\u0301\u00a0\u2028\u3000\n\r\t-/.[],{3}\u0000\u0008ĐBạ', '😀', '𐀀');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit, maxLength: 8 }), fc.string({ maxLength: 12 }), fc.constant('123456789012')),
        (text) => {
          expect(matches(text)).toBe(browser.test(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that blocks a backtracking engine is answered by RE2', () => {
    const matches = patternMatcher(accepted('^(a+)+$'));
    expect(matches(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});

function accepted(pattern: string): string {
  const translated = translatePattern(pattern);
  if ('refused' in translated) throw new Error(`${pattern}: ${translated.refused}`);
  return translated.re2;
}
