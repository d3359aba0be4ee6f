import type { Bilingual } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { checkFeel } from '../feel/feel.ts';
import type { ComponentKind, ComponentSource, PropertyKind, Report } from './component-kind.ts';
import { feelOf, isObject, numberOf } from './component-kind.ts';

/** What every component may carry. */
const COMMON: Readonly<Record<string, PropertyKind>> = {
  type: 'text',
  id: 'text',
  key: 'text',
  label: 'text',
  description: 'text',
  conditional: 'json',
  validate: 'json',
  properties: 'json',
  layout: 'json',
  appearance: 'json',
  disabled: 'flag',
  readonly: 'flagOrFeel',
  versionTag: 'text',
};

/** Reports every property of a component that is unknown or has the wrong shape, and every expression that is no FEEL. */
export function checkProperties(component: ComponentSource, kind: ComponentKind, report: Report): void {
  checkAll(component, { ...COMMON, ...kind.properties }, '', report, 'warning');
  // Without a value there is nothing to validate: whatever stands there would be without effect.
  checkAll(nested(component, 'validate', report), kind.validate ?? {}, 'validate.', report, 'error');
  checkAll(nested(component, 'conditional', report), { hide: 'feel' }, 'conditional.', report, 'error');
  checkCustom(nested(component, 'properties', report), kind.custom ?? {}, report);
}

/** Reports FEEL that cannot be parsed or may block; `where` names the property. */
export function checkExpression(feel: string, where: string, report: Report): void {
  const checked = checkFeel(feel);
  if (!checked.ok)
    report(
      'form-expression-invalid',
      {
        en: `The expression in ${where} is refused: ${checked.message}`,
        vi: `Biểu thức tại ${where} không được chấp nhận: ${checked.messageVi}`,
      },
      { en: 'Correct the FEEL expression.', vi: 'Sửa biểu thức FEEL.' },
    );
}

function checkAll(
  source: JsonObject,
  expected: Readonly<Record<string, PropertyKind>>,
  prefix: string,
  report: Report,
  unknown: 'error' | 'warning',
): void {
  for (const [property, value] of Object.entries(source)) {
    const where = prefix + property;
    const kind = expected[property];
    if (kind === undefined) {
      report(
        'form-property-unknown',
        {
          en: `The property ${where} has no effect on this component.`,
          vi: `Thuộc tính ${where} không có tác dụng ở thành phần này.`,
        },
        { en: 'Remove it, or correct its name.', vi: 'Xóa thuộc tính, hoặc sửa tên.' },
        unknown,
      );
      continue;
    }
    const feel = feelOf(value);
    if (feel !== undefined && kind !== 'json') {
      if (feel === '' && kind === 'text') continue;
      checkExpression(feel, where, report);
    }
    if (!fits(value, kind))
      report(
        'form-property-invalid',
        {
          en: `The property ${where} must be ${describe(kind).en}.`,
          vi: `Thuộc tính ${where} phải là ${describe(kind).vi}.`,
        },
        { en: 'Correct the property.', vi: 'Sửa thuộc tính.' },
      );
  }
}

function checkCustom(custom: JsonObject, expected: Readonly<Record<string, PropertyKind>>, report: Report): void {
  // Custom properties are free text for other uses; only those that we read must have a shape.
  for (const [property, kind] of Object.entries(expected)) {
    const value = custom[property];
    if (value !== undefined && !fits(value, kind)) {
      report(
        'form-property-invalid',
        {
          en: `The property properties.${property} must be ${describe(kind).en}.`,
          vi: `Thuộc tính properties.${property} phải là ${describe(kind).vi}.`,
        },
        { en: 'Correct the property.', vi: 'Sửa thuộc tính.' },
      );
    }
  }
}

function nested(component: ComponentSource, property: string, report: Report): JsonObject {
  const value = component[property];
  if (value === undefined) return {};
  if (isObject(value)) return value;
  report(
    'form-property-invalid',
    { en: `The property ${property} must be an object.`, vi: `Thuộc tính ${property} phải là một đối tượng.` },
    { en: 'Correct the property.', vi: 'Sửa thuộc tính.' },
  );
  return {};
}

function fits(value: Json, kind: PropertyKind): boolean {
  if (typeof kind === 'object') return kind.oneOf.includes(value);
  const isFeel = feelOf(value) !== undefined;
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'flagOrFeel':
      return typeof value === 'boolean' || isFeel;
    case 'count':
      return isCount(value);
    case 'countOrFeel':
      return isFeel || isCount(value);
    case 'positive':
      return (numberOf(value) ?? 0) > 0;
    case 'numberOrFeel':
      return isFeel || numberOf(value) !== undefined;
    case 'feel':
      return isFeel;
    case 'options':
      return Array.isArray(value);
    case 'json':
      return true;
    default:
      return kind satisfies never;
  }
}

function isCount(value: Json): boolean {
  const number = numberOf(value);
  return number !== undefined && Number.isInteger(number) && number >= 0;
}

function describe(kind: PropertyKind): Bilingual {
  if (typeof kind !== 'object') return WORDS[kind];
  const values = kind.oneOf.map(String).join(', ');
  return { en: `one of ${values}`, vi: `một trong các giá trị ${values}` };
}

const WORDS: Readonly<Record<Exclude<PropertyKind, object>, Bilingual>> = {
  text: { en: 'text', vi: 'văn bản' },
  flag: { en: 'true or false', vi: 'true hoặc false' },
  flagOrFeel: { en: 'true, false or a FEEL expression', vi: 'true, false hoặc một biểu thức FEEL' },
  count: { en: 'a whole number from 0', vi: 'số nguyên từ 0' },
  countOrFeel: { en: 'a whole number from 0 or a FEEL expression', vi: 'số nguyên từ 0 hoặc một biểu thức FEEL' },
  positive: { en: 'a number above 0', vi: 'số lớn hơn 0' },
  numberOrFeel: { en: 'a number or a FEEL expression', vi: 'một số hoặc một biểu thức FEEL' },
  feel: { en: 'a FEEL expression, beginning with =', vi: 'biểu thức FEEL, bắt đầu bằng dấu =' },
  options: { en: 'a list of options', vi: 'danh sách lựa chọn' },
  json: { en: 'JSON', vi: 'JSON' },
};
