import type { Bilingual } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledField } from './compiled-form.ts';
import { ROW } from './compiled-form.ts';
import type { Report } from './component-kind.ts';
import { isObject, textOf } from './component-kind.ts';
import { checkExpression } from './check-properties.ts';

/**
 * Reads the cross-field rules of a form, `motcua.rules`:
 *
 * ```json
 * { "id": "tong-ty-le", "if": "=sum(thanhVien.tyLe) != 100",
 *   "message": { "vi": "Tổng tỷ lệ góp vốn phải bằng 100 %.", "en": "The shares must add up to 100 %." },
 *   "fields": ["thanhVien"] }
 * ```
 *
 * The submission is refused while `if` is true (null is not true); every field named is shown with the message. With
 * `"each": "<list path>"` the rule is asked for every row, `this` being the row, and its fields are relative to the row.
 */
export function readRules(motcua: JsonObject, fields: readonly CompiledField[], report: Report): readonly JsonObject[] {
  const rules = motcua['rules'];
  if (rules === undefined) return [];
  if (!Array.isArray(rules)) {
    report(
      'form-rule-invalid',
      { en: 'motcua.rules is not a list.', vi: 'motcua.rules không phải danh sách.' },
      { en: 'Make it a list of rules.', vi: 'Đổi thành một danh sách các quy tắc.' },
    );
    return [];
  }
  return (rules as readonly Json[]).flatMap((rule, index) => readRule(rule, `motcua.rules[${index}]`, fields, report));
}

function readRule(rule: Json, where: string, fields: readonly CompiledField[], report: Report): readonly JsonObject[] {
  const fault = (message: Bilingual): readonly JsonObject[] => {
    report(
      'form-rule-invalid',
      { en: `The rule ${where} ${message.en}.`, vi: `Quy tắc ${where} ${message.vi}.` },
      {
        en: 'A rule has id, if (FEEL), message (vi, en) and fields.',
        vi: 'Quy tắc gồm id, if (FEEL), message (vi, en) và fields.',
      },
    );
    return [];
  };
  if (!isObject(rule)) return fault({ en: 'is not an object', vi: 'không phải một đối tượng' });
  const unknown = Object.keys(rule).find((key) => !['id', 'if', 'message', 'fields', 'each'].includes(key));
  if (unknown !== undefined)
    return fault({ en: `has an unknown property '${unknown}'`, vi: `có thuộc tính lạ “${unknown}”` });
  const id = textOf(rule, 'id');
  if (id === undefined || !/^[a-z][a-z0-9-]*$/.test(id))
    return fault({
      en: 'has no id of small letters, digits and hyphens',
      vi: 'không có id gồm chữ thường, chữ số và dấu gạch nối',
    });
  const condition = (textOf(rule, 'if') ?? '').replace(/^=/, '').trim();
  if (condition === '') return fault({ en: 'has no condition', vi: 'không có điều kiện' });
  checkExpression(condition, `${where}.if`, report);
  const message = rule['message'];
  if (
    !isObject(message) ||
    textOf(message, 'vi') === undefined ||
    (message['en'] !== undefined && typeof message['en'] !== 'string')
  ) {
    return fault({ en: 'has no message in Vietnamese', vi: 'không có lời báo bằng tiếng Việt' });
  }
  const each = textOf(rule, 'each');
  const list =
    each === undefined
      ? undefined
      : fields.find((field) => field.kind === 'rows' && !field.path.includes(ROW) && field.path.join('.') === each);
  if (each !== undefined && list === undefined)
    return fault({
      en: `asks for each row of '${each}', which is no list at the top of the form`,
      vi: `xét từng dòng của “${each}”, không phải danh sách ở cấp ngoài cùng của biểu mẫu`,
    });
  const named: Json = rule['fields'] ?? [];
  if (!Array.isArray(named) || named.length === 0) return fault({ en: 'names no fields', vi: 'không nêu trường nào' });
  const paths = (named as readonly Json[]).map((name) => relativePath(String(name), list, fields));
  const missing = paths.findIndex((path) => path === undefined);
  if (missing >= 0)
    return fault({
      en: `names '${String((named as readonly Json[])[missing])}', which is no field ${list === undefined ? 'of the form' : 'of the row'}`,
      vi: `nêu “${String((named as readonly Json[])[missing])}”, không phải trường ${list === undefined ? 'của biểu mẫu' : 'của dòng'}`,
    });
  return [
    {
      id,
      feel: condition,
      message,
      paths: paths.filter((path) => path !== undefined),
      ...(list === undefined ? {} : { each: list.path.join('/') }),
    },
  ];
}

/** The place of a named field below its row or the form, as pointer without leading slash. */
function relativePath(
  name: string,
  list: CompiledField | undefined,
  fields: readonly CompiledField[],
): string | undefined {
  const prefix = list === undefined ? [] : [...list.path, ROW];
  const full = [...prefix, ...name.split('.')].join('.');
  const field = fields.find((candidate) => candidate.path.join('.') === full);
  return field === undefined ? undefined : field.path.slice(prefix.length).join('/');
}
