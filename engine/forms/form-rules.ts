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
    report('form-rule-invalid', 'motcua.rules is not a list.', 'Make it a list of rules.');
    return [];
  }
  return (rules as readonly Json[]).flatMap((rule, index) => readRule(rule, `motcua.rules[${index}]`, fields, report));
}

function readRule(rule: Json, where: string, fields: readonly CompiledField[], report: Report): readonly JsonObject[] {
  const fault = (message: string): readonly JsonObject[] => {
    report(
      'form-rule-invalid',
      `The rule ${where} ${message}.`,
      'A rule has id, if (FEEL), message (vi, en) and fields.',
    );
    return [];
  };
  if (!isObject(rule)) return fault('is not an object');
  const unknown = Object.keys(rule).find((key) => !['id', 'if', 'message', 'fields', 'each'].includes(key));
  if (unknown !== undefined) return fault(`has an unknown property '${unknown}'`);
  const id = textOf(rule, 'id');
  if (id === undefined || !/^[a-z][a-z0-9-]*$/.test(id)) return fault('has no id of small letters, digits and hyphens');
  const condition = (textOf(rule, 'if') ?? '').replace(/^=/, '').trim();
  if (condition === '') return fault('has no condition');
  checkExpression(condition, `${where}.if`, report);
  const message = rule['message'];
  if (
    !isObject(message) ||
    textOf(message, 'vi') === undefined ||
    (message['en'] !== undefined && typeof message['en'] !== 'string')
  ) {
    return fault('has no message in Vietnamese');
  }
  const each = textOf(rule, 'each');
  const list =
    each === undefined
      ? undefined
      : fields.find((field) => field.kind === 'rows' && !field.path.includes(ROW) && field.path.join('.') === each);
  if (each !== undefined && list === undefined)
    return fault(`asks for each row of '${each}', which is no list at the top of the form`);
  const named: Json = rule['fields'] ?? [];
  if (!Array.isArray(named) || named.length === 0) return fault('names no fields');
  const paths = (named as readonly Json[]).map((name) => relativePath(String(name), list, fields));
  const missing = paths.findIndex((path) => path === undefined);
  if (missing >= 0)
    return fault(
      `names '${String((named as readonly Json[])[missing])}', which is no field ${list === undefined ? 'of the form' : 'of the row'}`,
    );
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
