import { describe, expect, it } from 'vitest';
import { isInternationalPhone } from './phone.ts';

describe('international phone numbers', () => {
  it.each([
    '+84912345678',
    '0084912345678',
    '+842438253536',
    '+4930664040900',
    '+12025550123',
    '+79161234567',
    '+85212345678',
    '+38349123456',
  ])('%s is one', (text) => {
    expect(isInternationalPhone(text)).toBe(true);
  });

  it.each([
    '0912345678',
    '+840912345678',
    '84912345678',
    '+84 912 345 678',
    '+84912',
    '+849123456789012345',
    '+2101234567',
    'gọi +84912345678',
    '+84912345678 ',
    '',
  ])('%s is none', (text) => {
    expect(isInternationalPhone(text)).toBe(false);
  });
});
