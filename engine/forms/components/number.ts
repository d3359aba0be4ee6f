import type { JsonObject } from '../../model/json.ts';
import type { ComponentKind, ComponentSource, Report } from '../component-kind.ts';
import { feelOf, numberOf, objectOf } from '../component-kind.ts';
import { compareDecimals, parseDecimal } from '../decimal.ts';

/** Number field; `serializeToString` keeps the numeral as text, for values beyond what a double holds. */
export const number: ComponentKind = {
  types: ['number'],
  binding: 'key',
  properties: {
    appearance: 'json',
    decimalDigits: 'count',
    increment: 'positive',
    serializeToString: 'flag',
    defaultValue: 'numberOrFeel',
    autoFocus: 'flag',
  },
  validate: { required: 'flag', min: 'numberOrFeel', max: 'numberOrFeel' },
  value: {
    kind: (component) => (component['serializeToString'] === true ? 'numeral' : 'number'),
    empty: null,
    schema: numberSchema,
  },
};

function numberSchema(component: ComponentSource, report: Report): JsonObject {
  const validate = objectOf(component, 'validate');
  const least = parseLimit(validate['min']);
  const greatest = parseLimit(validate['max']);
  if (least !== undefined && greatest !== undefined && compareDecimals(least, greatest) > 0) {
    report(
      'form-limits-invalid',
      {
        en: `The least value ${String(validate['min'])} is above the greatest, ${String(validate['max'])}.`,
        vi: `Giá trị nhỏ nhất ${String(validate['min'])} lớn hơn giá trị lớn nhất ${String(validate['max'])}.`,
      },
      { en: 'Swap or correct the two limits.', vi: 'Đổi chỗ hoặc sửa hai giới hạn.' },
    );
  }
  const decimals = numberOf(component['decimalDigits']);
  const increment = numberOf(component['increment']);
  return {
    'x-number': {
      ...(component['serializeToString'] === true ? { text: true } : {}),
      ...(decimals === undefined ? {} : { decimals }),
      ...(increment === undefined ? {} : { increment: String(component['increment']) }),
    },
    ...limit('x-minimum', validate['min']),
    ...limit('x-maximum', validate['max']),
  };
}

function parseLimit(value: ComponentSource[string] | undefined): ReturnType<typeof parseDecimal> {
  return typeof value === 'number' || typeof value === 'string' ? parseDecimal(value) : undefined;
}

function limit(keyword: string, value: ComponentSource[string] | undefined): JsonObject {
  const feel = feelOf(value);
  if (feel !== undefined) return { [keyword]: { feel } };
  return numberOf(value) === undefined ? {} : { [keyword]: String(value) };
}
