import type { Json } from '../../model/json.ts';
import { isObject } from '../component-kind.ts';
import { compareDecimals, parseDecimal, type Decimal } from '../decimal.ts';
import type { FormKeyword } from '../form-keyword.ts';

/** `x-minimum`, `x-maximum`: least and greatest number, fixed (a numeral) or by FEEL; exact for decimals. */
export const minimum: FormKeyword = rangeKeyword('x-minimum', 'minimum', (comparison) => comparison < 0);
export const maximum: FormKeyword = rangeKeyword('x-maximum', 'maximum', (comparison) => comparison > 0);

function rangeKeyword(name: string, code: 'minimum' | 'maximum', breaks: (comparison: number) => boolean): FormKeyword {
  return {
    name,
    prepare(schema) {
      const feel = isObject(schema) ? String(schema['feel']) : undefined;
      const fixed = feel === undefined ? limitOf(schema) : undefined;
      return (value, run, pointer) => {
        if ((typeof value !== 'number' && typeof value !== 'string') || value === '') return undefined;
        let limit = fixed;
        if (feel !== undefined) {
          const result = run.evaluate(feel, pointer);
          // Null is no limit, as in the viewer: what it depends on has not been entered.
          if (result.ok && result.value === null) return undefined;
          limit = result.ok ? limitOf(result.value) : undefined;
        }
        if (limit === undefined) return { code: 'limitUnknown' };
        if (typeof value === 'number' && limit.exact === undefined) {
          return breaks(value - limit.number) ? { code, params: { limit: limit.number, actual: value } } : undefined;
        }
        const actual = parseDecimal(value);
        const exact = limit.exact ?? parseDecimal(limit.number);
        // What is no number is the business of x-number.
        if (actual === undefined || exact === undefined) return undefined;
        return breaks(compareDecimals(actual, exact))
          ? { code, params: { limit: limit.shown, actual: value } }
          : undefined;
      };
    },
  };
}

interface Limit {
  readonly number: number;
  readonly shown: Json;
  /** Only where a double does not hold the limit exactly. */
  readonly exact?: Decimal;
}

function limitOf(value: Json): Limit | undefined {
  const exact = typeof value === 'number' || typeof value === 'string' ? parseDecimal(value) : undefined;
  if (exact === undefined) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? { number, shown: number } : { number, shown: value, exact };
}
