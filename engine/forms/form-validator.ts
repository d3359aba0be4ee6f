import { Ajv2020, type ErrorObject, type FuncKeywordDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../model/json.ts';
import type { CompiledForm } from './compiled-form.ts';
import { isFieldCode, type FieldCode } from './field-codes.ts';
import type { Fault, FormCheck, FormKeyword } from './form-keyword.ts';
import { startRun, type FormRun } from './form-run.ts';
import { FORM_KEYWORDS } from './keywords/registry.ts';

/** One thing wrong with a place of a submission, before it is put into words. */
export interface PlaceFault {
  readonly code: FieldCode;
  /** JSON Pointer into the submission. */
  readonly pointer: string;
  readonly component?: string;
  readonly params: JsonObject;
}

/** Checks a submission against the form's schema; nothing wrong gives an empty list. Compiled once per form object. */
export function checkSubmission(form: CompiledForm, submission: Json, run: FormRun): readonly PlaceFault[] {
  const validate = validatorOf(form);
  if (validate.call(run, submission)) return [];
  return (validate.errors ?? []).map(toFault);
}

/** What a value breaks in one field's schema, as codes; used for defaults, which have no case yet. */
export function checkValue(form: CompiledForm, schema: JsonObject, value: Json): readonly FieldCode[] {
  const validate = compile(schema);
  const run = startRun(form, {}, {}, { at: '1970-01-01T00:00:00Z', timeZone: 'UTC' });
  return validate.call(run, value) ? [] : [...new Set((validate.errors ?? []).map((error) => toFault(error).code))];
}

const validators = new WeakMap<CompiledForm, ValidateFunction>();

function validatorOf(form: CompiledForm): ValidateFunction {
  const known = validators.get(form);
  if (known !== undefined) return known;
  const compiled = compile(form.schema);
  validators.set(form, compiled);
  return compiled;
}

// One instance for all forms: setting it up costs more than compiling a form. `$data` stays off: a submission never
// supplies a rule.
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  allowUnionTypes: true,
  passContext: true,
  $data: false,
  validateSchema: false,
});
ajv.addVocabulary(['x-component', 'x-rows']);
for (const keyword of FORM_KEYWORDS) ajv.addKeyword(definition(keyword));

function compile(schema: JsonObject): ValidateFunction {
  const validate = ajv.compile(schema);
  // The instance would keep every schema it has seen for ever; the compiled function does not need it.
  ajv.removeSchema(schema);
  return validate;
}

function definition(keyword: FormKeyword): FuncKeywordDefinition {
  return {
    keyword: keyword.name,
    ...(keyword.applies === undefined ? {} : { type: keyword.applies }),
    errors: 'full',
    compile: (schema: Json, parentSchema) => {
      const check: FormCheck = keyword.prepare(schema);
      const component: Json = parentSchema['x-component'] ?? null;
      const validate: KeywordCheck = function (this: FormRun, value, place) {
        const found = check(value, this, place?.instancePath ?? '');
        if (found === undefined || (Array.isArray(found) && found.length === 0)) return true;
        const faults: readonly Fault[] = Array.isArray(found) ? found : [found as Fault];
        validate.errors = faults.map((fault) => ({
          keyword: keyword.name,
          instancePath: (place?.instancePath ?? '') + (fault.below ?? ''),
          params: { code: fault.code, component: fault.component ?? component, params: fault.params ?? {} },
        }));
        return false;
      };
      return validate;
    },
  };
}

interface KeywordCheck {
  (this: FormRun, value: Json, place?: { readonly instancePath: string }): boolean;
  errors?: Partial<ErrorObject>[];
}

/** Codes of JSON Schema's own keywords in a form. */
const STANDARD: Readonly<
  Record<string, (error: ErrorObject) => { readonly code: FieldCode; readonly params?: JsonObject }>
> = {
  type: (error) => ({ code: 'type', params: { expected: expectedType(error) } }),
  enum: () => ({ code: 'notAnOption' }),
  uniqueItems: () => ({ code: 'duplicate' }),
  additionalProperties: () => ({ code: 'unknownField' }),
  minItems: (error) => ({
    code: 'minRows',
    params: { limit: Number(error.params['limit']), actual: sizeOf(error.data) },
  }),
  maxItems: (error) => ({
    code: isRows(error) ? 'maxRows' : 'maxFiles',
    params: { limit: Number(error.params['limit']), actual: sizeOf(error.data) },
  }),
};

function toFault(error: ErrorObject): PlaceFault {
  const own = error.params['code'] as Json | undefined;
  if (typeof own === 'string' && isFieldCode(own)) {
    return {
      code: own,
      pointer: error.instancePath,
      ...named(error.params['component'] as Json),
      params: error.params['params'] as JsonObject,
    };
  }
  const standard = STANDARD[error.keyword];
  if (standard === undefined) throw new Error(`form schema uses the keyword ${error.keyword}, which has no code`);
  const { code, params = {} } = standard(error);
  const component = (error.parentSchema?.['x-component'] ?? null) as Json;
  if (code === 'unknownField')
    return {
      code,
      pointer: `${error.instancePath}/${escapePointer(String(error.params['additionalProperty']))}`,
      params,
    };
  return { code, pointer: error.instancePath, ...named(component), params };
}

function named(component: Json): { readonly component?: string } {
  return typeof component === 'string' ? { component } : {};
}

function expectedType(error: ErrorObject): string {
  const types = [error.params['type'] as Json].flat().map(String);
  return types.find((type) => type !== 'null') ?? 'null';
}

function isRows(error: ErrorObject): boolean {
  return error.parentSchema?.['x-rows'] === true;
}

function sizeOf(data: unknown): number {
  return Array.isArray(data) ? data.length : 0;
}

/** @source RFC 6901 §3 */
function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
