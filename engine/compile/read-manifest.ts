import type { Bilingual } from '../model/expression.ts';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../errors.ts';
import type { BundleFiles } from '../model/procedure.ts';
import type { ProcedureManifest } from '../model/procedure-manifest.ts';
import { say } from './findings.ts';
import schema from '../model/procedure-manifest.schema.json' with { type: 'json' };

/** The file that makes a folder a procedure. */
export const MANIFEST_FILE = 'procedure.json';

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile<ProcedureManifest>(
  schema,
);

/** Reads and checks `procedure.json`: its shape, and that every file it names is in the bundle. */
export function readManifest(
  text: string,
  files: BundleFiles,
  diagnostics: Diagnostic[],
): ProcedureManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    diagnostics.push(
      finding(
        'manifest-schema',
        {
          en: `${MANIFEST_FILE} is no JSON: ${error instanceof Error ? error.message : String(error)}.`,
          vi: `${MANIFEST_FILE} không phải JSON: ${error instanceof Error ? error.message : String(error)}.`,
        },
        { en: 'Correct the file.', vi: 'Sửa tệp.' },
      ),
    );
    return undefined;
  }
  if (!validate(value)) {
    for (const error of validate.errors ?? [])
      diagnostics.push(
        finding('manifest-schema', describeError(error), {
          en: 'See procedures/procedure.schema.json.',
          vi: 'Xem lược đồ procedures/procedure.schema.json.',
        }),
      );
    return undefined;
  }
  for (const path of filesNamedBy(value)) {
    if (files[path] === undefined)
      diagnostics.push(
        finding(
          'bundle-file',
          {
            en: `${MANIFEST_FILE} names the file ${path}, which is not in the bundle.`,
            vi: `${MANIFEST_FILE} nêu tệp ${path}, không có trong bộ tệp của thủ tục.`,
          },
          { en: 'Add the file or correct the path.', vi: 'Thêm tệp, hoặc sửa đường dẫn.' },
        ),
      );
  }
  return value;
}

function filesNamedBy(manifest: ProcedureManifest): readonly string[] {
  return [
    manifest.process,
    ...Object.values(manifest.forms),
    ...manifest.decisions,
    ...Object.values(manifest.letters),
  ];
}

function describeError(error: ErrorObject): Bilingual {
  const at = error.instancePath === '' ? undefined : error.instancePath;
  const extra =
    error.keyword === 'additionalProperties'
      ? ` ('${String(error.params.additionalProperty)}')`
      : error.keyword === 'enum'
        ? ` (${(error.params.allowedValues as readonly unknown[]).map(String).join(', ')})`
        : '';
  return {
    en: `${MANIFEST_FILE}${at === undefined ? '' : ` at ${at}`}: ${error.message ?? error.keyword}${extra}.`,
    vi: `${MANIFEST_FILE}${at === undefined ? '' : ` tại ${at}`}: ${faultVi(error)}.`,
  };
}

/** The keywords that `procedure-manifest.schema.json` uses, in Vietnamese; any other by its name. */
function faultVi({ keyword, params }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `thiếu thuộc tính “${String(params.missingProperty)}”`;
    case 'additionalProperties':
      return `không được có thuộc tính “${String(params.additionalProperty)}”`;
    case 'enum':
      return `phải là một trong các giá trị ${(params.allowedValues as readonly unknown[]).map(String).join(', ')}`;
    case 'const':
      return `phải là ${String(params.allowedValue)}`;
    case 'type':
      return `phải thuộc kiểu ${String(params.type)}`;
    case 'pattern':
      return `không khớp mẫu ${String(params.pattern)}`;
    case 'minLength':
      return `phải có ít nhất ${String(params.limit)} ký tự`;
    case 'minItems':
      return `phải có ít nhất ${String(params.limit)} mục`;
    case 'maxItems':
      return `chỉ được có nhiều nhất ${String(params.limit)} mục`;
    case 'uniqueItems':
      return 'không được có hai mục giống nhau';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `phải ${String(params.comparison)} ${String(params.limit)}`;
    default:
      return `không thỏa điều kiện ${keyword}`;
  }
}

function finding(ruleId: string, message: Bilingual, hint: Bilingual): Diagnostic {
  return { ruleId, severity: 'error', ...say(message, hint), file: MANIFEST_FILE };
}
