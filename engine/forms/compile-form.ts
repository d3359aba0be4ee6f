import { say } from '../compile/findings.ts';
import type { Diagnostic } from '../errors.ts';
import { checkFeel } from '../feel/feel.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledForm } from './compiled-form.ts';
import { FORM_COMPILER } from './compiled-form.ts';
import type { FormRuleId, Report } from './component-kind.ts';
import { isObject, objectOf, textOf } from './component-kind.ts';
import { orderComputed } from './computed-order.ts';
import { checkDefaults } from './check-defaults.ts';
import { expressionsIn } from './expressions-in.ts';
import { formSchema } from './form-schema.ts';
import { readRules } from './form-rules.ts';
import { readFields, type ReportAt } from './read-form.ts';
import { checkTranslations } from './translations.ts';

/** The newest schema version that the pinned viewer and editor write. @source @bpmn-io/form-js-viewer 2.0.0 */
const NEWEST_SCHEMA_VERSION = 19;

const ROOT_PROPERTIES = new Set([
  'type',
  'id',
  'components',
  'schemaVersion',
  'exporter',
  'executionPlatform',
  'executionPlatformVersion',
  'versionTag',
  'verticalAlignment',
  'properties',
  '$schema',
  'motcua',
]);

/**
 * Compiles a form-js schema (JSON text) to what the server enforces. Pure.
 *
 * There is a form exactly when no diagnostic is an error; all faults are found in one pass. `file` is the form's path in
 * its bundle and stands in every diagnostic; `elementId` is the component's id.
 *
 * @source form-js schema version 19
 */
export function compileForm(
  source: string,
  file: string,
): { readonly form?: CompiledForm; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const reportAt: ReportAt = (component, ruleId, message, hint, severity = 'error') => {
    diagnostics.push({
      ruleId,
      ...(component === undefined ? {} : { elementId: component }),
      severity,
      ...say(message, hint),
      file,
    });
  };
  const report: Report = (ruleId: FormRuleId, message, hint, severity) =>
    reportAt(undefined, ruleId, message, hint, severity);

  const parsed = parse(source, report);
  if (parsed === undefined) return { diagnostics };
  checkRoot(parsed, report);
  const motcua = objectOf(parsed, 'motcua');
  const read = readFields(parsed, reportAt);
  const fields = read.map(({ field }) => field);
  checkTranslations(parsed, report);
  const rules = readRules(motcua, fields, report);
  const computed = orderComputed(fields, reportAt);
  const id = textOf(parsed, 'id') ?? file;
  const form: CompiledForm = {
    id,
    compiler: FORM_COMPILER,
    source: parsed,
    schema: formSchema(id, read, rules),
    fields,
    computed,
    ...namesRead(parsed, rules),
  };
  if (diagnostics.every(({ severity }) => severity !== 'error')) checkDefaults(form, reportAt);
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  return { form, diagnostics };
}

function parse(source: string, report: Report): JsonObject | undefined {
  let parsed: Json;
  try {
    parsed = JSON.parse(source) as Json;
  } catch (error) {
    report(
      'form-json',
      {
        en: `The form is no JSON: ${error instanceof Error ? error.message : String(error)}`,
        vi: `Biểu mẫu không phải JSON: ${error instanceof Error ? error.message : String(error)}`,
      },
      { en: 'Export the form anew from the form editor.', vi: 'Xuất lại biểu mẫu từ trình soạn biểu mẫu.' },
    );
    return undefined;
  }
  if (isObject(parsed) && Array.isArray(parsed['components'])) return parsed;
  report(
    'form-json',
    {
      en: 'The form is no object with a list of components.',
      vi: 'Biểu mẫu không phải đối tượng có danh sách thành phần.',
    },
    { en: 'Export the form anew from the form editor.', vi: 'Xuất lại biểu mẫu từ trình soạn biểu mẫu.' },
  );
  return undefined;
}

function checkRoot(form: JsonObject, report: Report): void {
  const version = form['schemaVersion'];
  if (
    version !== undefined &&
    (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > NEWEST_SCHEMA_VERSION)
  ) {
    report(
      'form-schema-version',
      {
        en: `The form is of schema version ${JSON.stringify(version)}; versions 1 to ${NEWEST_SCHEMA_VERSION} are known.`,
        vi: `Biểu mẫu thuộc phiên bản lược đồ ${JSON.stringify(version)}; hệ thống biết các phiên bản từ 1 đến ${NEWEST_SCHEMA_VERSION}.`,
      },
      { en: 'Save it with the form editor of this release.', vi: 'Lưu lại bằng trình soạn biểu mẫu của bản này.' },
    );
  }
  if (form['type'] !== 'default')
    report(
      'form-json',
      { en: 'The form is not of type default.', vi: 'Biểu mẫu không thuộc loại default.' },
      { en: 'Export the form anew from the form editor.', vi: 'Xuất lại biểu mẫu từ trình soạn biểu mẫu.' },
    );
  for (const property of Object.keys(form)) {
    if (!ROOT_PROPERTIES.has(property))
      report(
        'form-property-unknown',
        {
          en: `The property ${property} has no effect on a form.`,
          vi: `Thuộc tính ${property} không có tác dụng ở biểu mẫu.`,
        },
        { en: 'Remove it, or correct its name.', vi: 'Xóa thuộc tính, hoặc sửa tên.' },
        'warning',
      );
  }
  if (form['motcua'] !== undefined && !isObject(form['motcua']))
    report(
      'form-property-invalid',
      { en: 'The property motcua must be an object.', vi: 'Thuộc tính motcua phải là một đối tượng.' },
      { en: 'Correct the property.', vi: 'Sửa thuộc tính.' },
    );
  for (const property of Object.keys(objectOf(form, 'motcua'))) {
    if (property !== 'rules' && property !== 'en')
      report(
        'form-property-unknown',
        { en: `The property motcua.${property} is unknown.`, vi: `Không có thuộc tính motcua.${property}.` },
        { en: 'motcua holds rules and en.', vi: 'motcua chứa rules và en.' },
      );
  }
}

/** Names that the form's expressions and option keys read. What cannot be parsed is reported where it stands. */
function namesRead(form: JsonObject, rules: readonly JsonObject[]): Pick<CompiledForm, 'reads' | 'readsState'> {
  const sources = [...expressionsIn(form), ...rules.map((rule) => String(rule['feel']))];
  const names = sources.flatMap((source) => {
    const checked = checkFeel(source);
    return checked.ok ? checked.variables : [];
  });
  const reads = [
    ...new Set([...names, ...optionKeys(form), ...rules.flatMap((rule) => textOf(rule, 'each')?.split('/')[0] ?? [])]),
  ]
    .filter((name) => !SCOPE_NAMES.has(name))
    .sort();
  return { reads, readsState: names.some((name) => SCOPE_NAMES.has(name) && name !== 'i' && name !== '_i_') };
}

const SCOPE_NAMES = new Set(['this', 'parent', 'i', '_this_', '_parent_', '_i_']);

function optionKeys(component: JsonObject): readonly string[] {
  const key = textOf(component, 'valuesKey');
  const inner = component['components'];
  const below = Array.isArray(inner) ? (inner as readonly Json[]).filter(isObject).flatMap(optionKeys) : [];
  return key === undefined ? below : [key, ...below];
}
