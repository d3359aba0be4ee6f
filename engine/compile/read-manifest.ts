import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../errors.ts';
import type { BundleFiles } from '../model/procedure.ts';
import type { ProcedureManifest } from '../model/procedure-manifest.ts';
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
        `${MANIFEST_FILE} is no JSON: ${error instanceof Error ? error.message : String(error)}.`,
        'Correct the file.',
      ),
    );
    return undefined;
  }
  if (!validate(value)) {
    for (const error of validate.errors ?? [])
      diagnostics.push(finding('manifest-schema', describeError(error), 'See procedures/procedure.schema.json.'));
    return undefined;
  }
  for (const path of filesNamedBy(value)) {
    if (files[path] === undefined)
      diagnostics.push(
        finding(
          'bundle-file',
          `${MANIFEST_FILE} names the file ${path}, which is not in the bundle.`,
          'Add the file or correct the path.',
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

function describeError(error: ErrorObject): string {
  const where = error.instancePath === '' ? MANIFEST_FILE : `${MANIFEST_FILE} at ${error.instancePath}`;
  const extra =
    error.keyword === 'additionalProperties'
      ? ` ('${String(error.params.additionalProperty)}')`
      : error.keyword === 'enum'
        ? ` (${(error.params.allowedValues as readonly unknown[]).map(String).join(', ')})`
        : '';
  return `${where}: ${error.message ?? error.keyword}${extra}.`;
}

function finding(ruleId: string, message: string, hint: string): Diagnostic {
  return { ruleId, severity: 'error', message, hint, file: MANIFEST_FILE };
}
