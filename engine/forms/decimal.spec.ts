import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, decimalsOf, isMultipleOf, parseDecimal, type Decimal } from './decimal.ts';

describe('decimals', () => {
  it.each([
    ['0', 0n, 0],
    ['-12.50', -125n, 1],
    [0.1, 1n, 1],
    [1e21, 10n ** 21n, 0],
    [1e-7, 1n, 7],
    ['1.5e3', 1500n, 0],
    ['00012', 12n, 0],
    ['12345678901234567890.123', 12345678901234567890123n, 3],
  ])('reads %s', (text, digits, scale) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  it.each([
    '',
    ' 1',
    '1,5',
    '.5',
    '5.',
    '0x10',
    'NaN',
    'Infinity',
    '1e400',
    '+1',
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('refuses %s', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('sees 0.3 as a multiple of 0.1, which doubles deny', () => {
    expect(0.3 % 0.1).not.toBe(0);
    expect(isMultipleOf(decimal('0.3'), decimal('0.1'))).toBe(true);
    expect(isMultipleOf(decimal('0.35'), decimal('0.1'))).toBe(false);
    expect(isMultipleOf(decimal('-7'), decimal('2'))).toBe(false);
  });

  it('compares as numbers do, where doubles are exact', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(Math.sign(compareDecimals(decimal(a), decimal(b)))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('reads back every number that it is given', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const { digits, scale } = decimal(number);
        expect(Number(`${digits}e-${scale}`)).toBe(number === 0 ? 0 : number);
        expect(decimalsOf({ digits, scale })).toBe(scale);
      }),
    );
  });

  it('finds every product to be a multiple of its factor', () => {
    const step = fc.record({ digits: fc.bigInt({ min: 1n, max: 10n ** 12n }), scale: fc.nat(8) });
    fc.assert(
      fc.property(step, fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), (factor, times) => {
        expect(isMultipleOf({ digits: factor.digits * times, scale: factor.scale }, factor)).toBe(true);
      }),
    );
  });
});

function decimal(value: number | string): Decimal {
  const read = parseDecimal(value);
  if (read === undefined) throw new Error(`${value} is no decimal`);
  return read;
}
