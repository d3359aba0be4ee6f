import type { FormKeyword } from '../form-keyword.ts';
import { decimalsOf, isMultipleOf, parseDecimal } from '../decimal.ts';

/** `x-number`: a finite number, or a numeral as text where the form keeps one; its decimals and its step. */
export const number: FormKeyword = {
  name: 'x-number',
  prepare(schema) {
    const { text, decimals, increment } = schema as {
      readonly text?: true;
      readonly decimals?: number;
      readonly increment?: string;
    };
    const step = increment === undefined ? undefined : parseDecimal(increment);
    return (value) => {
      if (value === null || value === '') return undefined;
      if (typeof value !== (text === true ? 'string' : 'number'))
        return { code: 'type', params: { expected: 'number' } };
      // Nearly every number of a form is a small whole one: no exact arithmetic for those.
      if (step === undefined && Number.isSafeInteger(value)) return undefined;
      const decimal = parseDecimal(value as number | string);
      if (decimal === undefined) return { code: 'type', params: { expected: 'number' } };
      if (decimals !== undefined && decimalsOf(decimal) > decimals)
        return { code: 'decimals', params: { limit: decimals, actual: value } };
      if (step !== undefined && !isMultipleOf(decimal, step))
        return { code: 'increment', params: { limit: Number(increment), actual: value } };
      return undefined;
    };
  },
};
