import type { JsonObject } from '../../model/json.ts';
import type { ComponentKind, ComponentSource, Report } from '../component-kind.ts';
import { feelOf, numberOf, objectOf, textOf } from '../component-kind.ts';
import { translatePattern } from '../pattern.ts';

/**
 * Text field and text area. Lengths count UTF-16 units of the trimmed text, as the viewer does; a single-line field refuses
 * line breaks and tabs, which the viewer turns into spaces.
 */
export const text: ComponentKind = {
  types: ['textfield', 'textarea'],
  binding: 'key',
  properties: { appearance: 'json', defaultValue: 'text', autoFocus: 'flag' },
  validate: {
    required: 'flag',
    minLength: 'countOrFeel',
    maxLength: 'countOrFeel',
    pattern: 'text',
    patternErrorMessage: 'text',
    validationType: { oneOf: ['', 'custom', 'email', 'phone'] },
  },
  value: {
    kind: () => 'text',
    empty: '',
    schema: textSchema,
  },
};

function textSchema(component: ComponentSource, report: Report, english: JsonObject): JsonObject {
  const validate = objectOf(component, 'validate');
  const minimum = numberOf(validate['minLength']);
  const maximum = numberOf(validate['maxLength']);
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    report(
      'form-limits-invalid',
      {
        en: `The least length ${minimum} is above the greatest, ${maximum}.`,
        vi: `Độ dài ít nhất ${minimum} lớn hơn độ dài nhiều nhất ${maximum}.`,
      },
      { en: 'Swap or correct the two lengths.', vi: 'Đổi chỗ hoặc sửa hai độ dài.' },
    );
  }
  return {
    type: ['string', 'null'],
    'x-characters': component['type'] === 'textarea' ? 'lines' : 'line',
    ...limit('x-min-length', validate['minLength']),
    ...limit('x-max-length', validate['maxLength']),
    ...patternKeyword(validate, report, english),
    ...formatKeyword(validate),
  };
}

function limit(keyword: string, value: ComponentSource[string] | undefined): JsonObject {
  const feel = feelOf(value);
  if (feel !== undefined) return { [keyword]: { feel } };
  const number = numberOf(value);
  return number === undefined ? {} : { [keyword]: number };
}

function patternKeyword(validate: JsonObject, report: Report, english: JsonObject): JsonObject {
  const pattern = textOf(validate, 'pattern');
  if (pattern === undefined || pattern === '') return {};
  const translated = translatePattern(pattern);
  if ('refused' in translated) {
    report(
      'form-pattern-refused',
      {
        en: `The pattern ${pattern} is refused: ${translated.refused}.`,
        vi: `Mẫu ${pattern} không được chấp nhận (${translated.refused}).`,
      },
      {
        en: 'Write it with what JavaScript and RE2 have in common.',
        vi: 'Viết mẫu bằng phần chung của JavaScript và RE2.',
      },
    );
    return {};
  }
  const vi = textOf(validate, 'patternErrorMessage');
  const en = textOf(english, 'patternErrorMessage');
  const message = vi === undefined || vi === '' ? {} : { message: en === undefined ? { vi } : { vi, en } };
  return { 'x-pattern': { pattern, re2: translated.re2, ...message } };
}

function formatKeyword(validate: JsonObject): JsonObject {
  const type = textOf(validate, 'validationType');
  return type === 'email' || type === 'phone' ? { 'x-format': type } : {};
}
