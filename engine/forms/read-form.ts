import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledField, FieldType } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import type { ComponentKind, ComponentSource, FormRuleId, Report } from './component-kind.ts';
import { feelOf, isObject, numberOf, objectOf, textOf } from './component-kind.ts';
import { checkProperties } from './check-properties.ts';
import { componentKind } from './components/registry.ts';
import { PlaceRegister } from './place-register.ts';
import { optionValues } from './options.ts';
import { fieldLabel } from './field-label.ts';
import { translationOf } from './translations.ts';

/** A field with the schema of its value (of its rows' list, for a dynamic list). */
export interface ReadField {
  readonly field: CompiledField;
  readonly schema: JsonObject;
}

/** Reports a fault of the component with this id. */
export type ReportAt = (component: string | undefined, ...fault: Parameters<Report>) => void;

/** Where the walk stands: what the groups and lists around a component add to it. */
interface Place {
  readonly path: readonly string[];
  readonly hide: readonly string[];
}

/**
 * Walks the components of a form in document order and reads the fields among them. Every fault is reported with the id of
 * its component; a component that cannot be read is left out, so that one pass finds all faults.
 */
export function readFields(form: JsonObject, reportAt: ReportAt): readonly ReadField[] {
  const fields: ReadField[] = [];
  const ids = new Set<string>();
  const places = new PlaceRegister();
  const translations = objectOf(objectOf(form, 'motcua'), 'en');

  const walk = (components: Json | undefined, place: Place): void => {
    for (const component of Array.isArray(components) ? (components as readonly Json[]) : []) {
      if (!isObject(component)) {
        reportAt(
          undefined,
          'form-json',
          { en: 'A component is not an object.', vi: 'Có thành phần không phải một đối tượng.' },
          { en: 'Remove it.', vi: 'Xóa thành phần đó.' },
        );
        continue;
      }
      read(component, place);
    }
  };

  const read = (component: ComponentSource, place: Place): void => {
    const id = textOf(component, 'id');
    const shownId = id ?? textOf(component, 'key') ?? textOf(component, 'path');
    const type = textOf(component, 'type') ?? '';
    const report: Report = (ruleId: FormRuleId, message, hint, severity) =>
      reportAt(shownId, ruleId, message, hint, severity);
    const kind = componentKind(type);
    if (kind === undefined) {
      report(
        'form-component-unsupported',
        { en: `The component type '${type}' is unknown.`, vi: `Không có loại thành phần “${type}”.` },
        {
          en: 'Replace the component by one that the form editor offers.',
          vi: 'Thay bằng một thành phần có trong trình soạn biểu mẫu.',
        },
      );
      return;
    }
    if (id !== undefined && ids.has(id))
      report(
        'form-id-duplicate',
        { en: `The id '${id}' is used twice.`, vi: `Mã “${id}” được dùng hai lần.` },
        { en: 'Give every component an id of its own.', vi: 'Mỗi thành phần phải có mã riêng.' },
      );
    if (id !== undefined) ids.add(id);
    checkProperties(component, kind, report);

    const english = translationOf(component, translations);
    const hidden = feelOf(objectOf(component, 'conditional')['hide']);
    const hide = hidden === undefined || hidden === '' ? place.hide : [...place.hide, hidden];
    switch (kind.binding) {
      case 'none':
        return;
      case 'path': {
        const path = bind(component, 'path', place.path, report);
        if (path !== undefined && path.length > place.path.length) places.open(path, report);
        walk(component['components'], { path: path ?? place.path, hide });
        return;
      }
      case 'rows': {
        const path = bind(component, 'path', place.path, report);
        if (path === undefined) return;
        if (path.length === place.path.length) {
          report(
            'form-key-missing',
            { en: 'The list has no path.', vi: 'Danh sách không có đường dẫn.' },
            {
              en: 'Give it the name of the variable that holds its rows.',
              vi: 'Đặt tên biến chứa các dòng của danh sách.',
            },
          );
          return;
        }
        if (!places.close(path, report)) return;
        fields.push(listField({ component, english, id: id ?? path.join('.'), path, hide }, report));
        places.open([...path, ROW], report);
        walk(component['components'], { path: [...path, ROW], hide: [] });
        return;
      }
      case 'key': {
        const path = bind(component, 'key', place.path, report);
        if (path === undefined) return;
        if (path.length === place.path.length) {
          report(
            'form-key-missing',
            { en: 'The field has no key.', vi: 'Trường không có khóa.' },
            {
              en: 'Give it the name of the variable that holds its value.',
              vi: 'Đặt tên biến chứa giá trị của trường.',
            },
          );
          return;
        }
        if (places.close(path, report))
          fields.push(valueField({ component, english, id: id ?? path.join('.'), path, hide }, kind, report));
        return;
      }
      default:
        kind.binding satisfies never;
    }
  };

  walk(form['components'], { path: [], hide: [] });
  return fields;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype', 'this', 'parent', 'i', '_this_', '_parent_', '_i_']);

function bind(
  component: ComponentSource,
  property: 'key' | 'path',
  prefix: readonly string[],
  report: Report,
): readonly string[] | undefined {
  const text = textOf(component, property) ?? '';
  if (text === '') return prefix;
  const segments = text.split('.');
  const faulty = segments.find((segment) => !NAME.test(segment) || RESERVED.has(segment));
  if (faulty === undefined) return [...prefix, ...segments];
  report(
    'form-key-invalid',
    {
      en: `The ${property} '${text}' is not a variable name.`,
      vi: `${property === 'key' ? 'Khóa' : 'Đường dẫn'} “${text}” không phải tên biến.`,
    },
    {
      en: 'Use letters, digits and _ (no leading digit, no reserved name), joined by dots.',
      vi: 'Dùng chữ cái, chữ số và dấu _ (không bắt đầu bằng chữ số, không dùng tên dành riêng), nối bằng dấu chấm.',
    },
  );
  return undefined;
}

/** A component that binds data, and where the walk found it. */
interface Found extends Place {
  readonly component: ComponentSource;
  /** Its entry in `motcua.en`. */
  readonly english: JsonObject;
  readonly id: string;
}

function listField({ component, english, id, path, hide }: Found, report: Report): ReadField {
  const custom = objectOf(component, 'properties');
  const fixed =
    component['allowAddRemove'] === false || component['readonly'] === true || component['disabled'] === true;
  const minRows = numberOf(custom['minRows']) ?? 0;
  const maxRows = numberOf(custom['maxRows']) ?? MAX_ROWS;
  if (minRows > maxRows)
    report(
      'form-limits-invalid',
      {
        en: `The least number of rows ${minRows} is above the greatest, ${maxRows}.`,
        vi: `Số dòng ít nhất ${minRows} lớn hơn số dòng nhiều nhất ${maxRows}.`,
      },
      { en: 'Swap or correct minRows and maxRows.', vi: 'Đổi chỗ hoặc sửa minRows và maxRows.' },
    );
  const field: CompiledField = {
    component: id,
    type: 'dynamiclist',
    path,
    label: fieldLabel(component, english),
    kind: 'rows',
    empty: [],
    hide,
    required: minRows > 0,
    rows: { initial: numberOf(component['defaultRepetitions']) ?? 1, fixed },
  };
  return { field, schema: { minItems: minRows, maxItems: maxRows } };
}

/** More rows than anyone enters by hand; keeps one submission from costing more than a hundred others. */
const MAX_ROWS = 500;

function valueField({ component, english, id, path, hide }: Found, kind: ComponentKind, report: Report): ReadField {
  const value = kind.value;
  if (value === undefined) throw new Error(`component kind ${kind.types.join()} binds a key and describes no value`);
  const readonly = feelOf(component['readonly']) ?? (component['readonly'] === true ? true : undefined);
  const computed = feelOf(component['expression']);
  const field: CompiledField = {
    component: id,
    type: component['type'] as FieldType,
    path,
    label: fieldLabel(component, english),
    kind: value.kind(component),
    empty: value.empty,
    ...(component['defaultValue'] === undefined ? {} : { default: component['defaultValue'] }),
    ...optionsOf(component),
    hide,
    required: objectOf(component, 'validate')['required'] === true,
    ...(readonly === undefined || readonly === '' ? {} : { readonly }),
    ...(component['disabled'] === true ? { disabled: true } : {}),
    ...(component['type'] === 'expression' ? { computed: computed ?? 'null' } : {}),
  };
  return { field, schema: value.schema(component, report, english) };
}

function optionsOf(component: ComponentSource): Pick<CompiledField, 'options' | 'optionsKey'> {
  const key = textOf(component, 'valuesKey');
  if (key !== undefined) return { optionsKey: key };
  return component['values'] === undefined ? {} : { options: optionValues(component['values']) };
}
