import type { Json, JsonObject } from '../model/json.ts';
import type { ComponentSource, Report } from './component-kind.ts';
import { feelOf, isObject, textOf } from './component-kind.ts';

/** Where the options of a choice come from: fixed in the form, a variable of the case, or FEEL. */
export type OptionsSource = { readonly values: readonly Json[] } | { readonly key: string } | { readonly feel: string };

/** Reads the options of a radio group, select, checklist or tag list; reports what cannot be offered. */
export function readOptions(component: ComponentSource, report: Report): OptionsSource {
  const given = ['values', 'valuesKey', 'valuesExpression'].filter((property) => component[property] !== undefined);
  if (given.length !== 1) {
    report(
      'form-options-invalid',
      {
        en:
          given.length === 0
            ? 'The choice has no options.'
            : `The choice takes its options from ${given.join(' and ')}.`,
        vi: given.length === 0 ? 'Ô chọn không có lựa chọn nào.' : `Ô chọn lấy lựa chọn từ ${given.join(' và ')}.`,
      },
      {
        en: 'Give exactly one of values, valuesKey and valuesExpression.',
        vi: 'Chỉ nêu đúng một trong values, valuesKey và valuesExpression.',
      },
    );
  }
  const key = textOf(component, 'valuesKey');
  if (key !== undefined) return { key };
  const feel = feelOf(component['valuesExpression']);
  if (feel !== undefined) return { feel };
  const listed = Array.isArray(component['values']) ? component['values'] : [];
  const values = optionValues(listed);
  if (values.length < listed.length || values.length === 0) {
    report(
      'form-options-invalid',
      {
        en: values.length === 0 ? 'The choice offers nothing.' : 'An option has neither a label nor a value.',
        vi: values.length === 0 ? 'Ô chọn không có gì để chọn.' : 'Có lựa chọn không có nhãn và cũng không có giá trị.',
      },
      { en: 'Give every option a label and a value.', vi: 'Mỗi lựa chọn phải có nhãn và giá trị.' },
    );
  }
  if (new Set(values.map((value) => JSON.stringify(value))).size < values.length) {
    report(
      'form-options-invalid',
      { en: 'Two options have the same value.', vi: 'Hai lựa chọn có cùng giá trị.' },
      { en: 'Give every option a value of its own.', vi: 'Mỗi lựa chọn phải có giá trị riêng.' },
    );
  }
  return { values };
}

/**
 * Values that a list of options offers. A text, number or boolean stands for itself; an object needs a value and, unless
 * the value is plain, a label; anything else is no option, as in the viewer.
 */
export function optionValues(options: Json | undefined): Json[] {
  if (!Array.isArray(options)) return [];
  const list: readonly Json[] = options;
  return list.flatMap((option): readonly Json[] => {
    if (isPlain(option)) return [option];
    if (!isObject(option)) return [];
    const value = option['value'];
    if (isPlain(value)) return [value];
    const labelled = typeof option['label'] === 'string' && option['label'] !== '';
    return labelled && isObject(value) && Object.keys(value).length > 0 ? [value] : [];
  });
}

/** JSON Schema of one chosen value; `null` is nothing chosen. */
export function optionSchema(source: OptionsSource, nothing: readonly Json[]): JsonObject {
  if ('values' in source) return { enum: [...source.values, ...nothing] };
  return { 'x-options': source };
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '');
}
