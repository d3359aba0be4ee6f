import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composedText } from './composed-text.ts';

it('composed text is what the platform composes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => composedText(text) === text.normalize('NFC')),
  );
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('e', 'o', '\u0302', '\u0301', '\u0323', 'ệ', 'ơ', '\u031b') }),
      (text) => composedText(text) === text.normalize('NFC'),
    ),
  );
});

it('letters that are passed over never change, alone or after any other of them', () => {
  for (let code = 0; code < 0x1f00; code = code === 0x2ff ? 0x1e00 : code + 1) {
    const letter = String.fromCharCode(code);
    expect(`a${letter}a`.normalize('NFC')).toBe(`a${letter}a`);
  }
});
