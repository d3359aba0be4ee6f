/**
 * Exact decimal arithmetic for what forms ask of numbers: how many decimals, is it a multiple, which is greater. Binary
 * doubles answer wrongly (0.3 % 0.1), so a number is taken as the decimal that people see.
 */
export interface Decimal {
  /** The value times 10^scale. */
  readonly digits: bigint;
  readonly scale: number;
}

const NUMERAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a number or a numeral (`-12.50`, `1e21`) exactly; undefined for anything else, also for infinities. */
export function parseDecimal(value: number | string): Decimal | undefined {
  const match = NUMERAL.exec(String(value));
  if (match === null || !Number.isFinite(Number(value))) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(sign + whole + fraction);
  return normalize(scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 });
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = align(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether `value` is a whole multiple of `step`; `step` is not zero. */
export function isMultipleOf(value: Decimal, step: Decimal): boolean {
  const [left, right] = align(value, step);
  return left % right === 0n;
}

/** Digits behind the decimal point, trailing zeros not counted. */
export function decimalsOf(value: Decimal): number {
  return value.scale;
}

function align(a: Decimal, b: Decimal): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)];
}

function normalize(value: Decimal): Decimal {
  let { digits, scale } = value;
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n;
    scale -= 1;
  }
  return { digits, scale };
}
