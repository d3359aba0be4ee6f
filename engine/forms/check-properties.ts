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
      `The expression in ${where} is refused: ${checked.message}`,
      'Correct the FEEL expression.',
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
        `The property ${where} has no effect on this component.`,
        'Remove it, or correct its name.',
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
      report('form-property-invalid', `The property ${where} must be ${describe(kind)}.`, 'Correct the property.');
  }
}

function checkCustom(custom: JsonObject, expected: Readonly<Record<string, PropertyKind>>, report: Report): void {
  // Custom properties are free text for other uses; only those that we read must have a shape.
  for (const [property, kind] of Object.entries(expected)) {
    const value = custom[property];
    if (value !== undefined && !fits(value, kind)) {
      report(
        'form-property-invalid',
        `The property properties.${property} must be ${describe(kind)}.`,
        'Correct the property.',
      );
    }
  }
}

function nested(component: ComponentSource, property: string, report: Report): JsonObject {
  const value = component[property];
  if (value === undefined) return {};
  if (isObject(value)) return value;
  report('form-property-invalid', `The property ${property} must be an object.`, 'Correct the property.');
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

function describe(kind: PropertyKind): string {
  if (typeof kind === 'object') return `one of ${kind.oneOf.map(String).join(', ')}`;
  const words = {
    text: 'text',
    flag: 'true or false',
    flagOrFeel: 'true, false or a FEEL expression',
    count: 'a whole number from 0',
    countOrFeel: 'a whole number from 0 or a FEEL expression',
    positive: 'a number above 0',
    numberOrFeel: 'a number or a FEEL expression',
    feel: 'a FEEL expression, beginning with =',
    options: 'a list of options',
    json: 'JSON',
  } as const;
  return words[kind];
}
