import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Options } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';
import { Type, type Static, type TSchema } from 'typebox';
import type { App } from './app-type.ts';

/**
 * The schemas of the API are typebox types: they check requests, they type the handlers, they shape the answers, and the
 * OpenAPI document is made of them. A schema with an `$id` is written once in the document, under `components`.
 */
const COMPONENTS = new Map<string, TSchema>();

/** Gives a schema a name in the OpenAPI document and returns the reference by which routes use it, with its type. */
export function component<T extends TSchema>(name: string, schema: T) {
  if (COMPONENTS.has(name)) throw new Error(`Two API schemas are called ${name}.`);
  COMPONENTS.set(name, { ...schema, $id: name });
  return Type.Unsafe<Static<T>>({ $ref: `${name}#` });
}

/** A list in an answer; read-only, so that what the store returns can be sent as it is. */
export function list<T extends TSchema>(item: T) {
  return Type.Immutable(Type.Array(item));
}

/** One of a few words. */
export function oneOf<const Values extends readonly string[]>(values: Values) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });
}

/** An object that is checked to have nothing else in it: what requests are made of. */
export function exactly<T extends Parameters<typeof Type.Object>[0]>(
  properties: T,
  options: Parameters<typeof Type.Object>[1] = {},
) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/**
 * Checks requests by JSON Schema 2020-12: bodies exactly as they are, without conversion, defaults or removal, so that
 * what was checked is what was sent; parameters and queries, which are text by nature, converted to the type they name.
 */
export function checkRequests(app: App): void {
  const strict = compiler({ coerceTypes: false });
  const converting = compiler({ coerceTypes: true, useDefaults: true });
  for (const schema of COMPONENTS.values()) {
    app.addSchema(schema);
    strict.addSchema(schema);
    converting.addSchema(schema);
  }
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : converting).compile(schema);
  app.setValidatorCompiler(compile);
}

/**
 * Checks every answer of the API against its documented schema before it leaves: for tests and development. (In production
 * the serializer shapes answers by the same schemas and drops what they do not name.)
 */
export function checkResponses(app: App): void {
  const ajv = compiler({ coerceTypes: false, allErrors: true });
  for (const schema of COMPONENTS.values()) ajv.addSchema(schema);
  const compiled = new WeakMap<object, ReturnType<typeof ajv.compile>>();
  app.addHook('preSerialization', async (request, reply, payload) => {
    const schemas = request.routeOptions.schema?.response;
    if (!request.url.startsWith('/api/')) return payload;
    const isProblem = String(reply.getHeader('content-type')).startsWith('application/problem+json');
    if (!isProblem && (typeof schemas !== 'object' || schemas === null)) return payload;
    const schema: unknown = isProblem ? PROBLEM : Reflect.get(schemas ?? {}, reply.statusCode);
    if (typeof schema !== 'object' || schema === null) {
      throw new Error(
        `${request.method} ${request.routeOptions.url ?? ''} answered ${String(reply.statusCode)}, which is not documented.`,
      );
    }
    const check = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, check);
    // What travels is the JSON of the payload: undefined members are not there.
    const sent: unknown = JSON.parse(JSON.stringify(payload));
    if (!check(sent)) {
      throw new Error(
        `${request.method} ${request.routeOptions.url ?? ''} answered against its schema: ${ajv.errorsText(check.errors)}`,
      );
    }
    return payload;
  });
}

const PROBLEM = { $ref: 'Problem#' };

function compiler(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    ...options,
    strict: true,
    strictTypes: false,
    allowUnionTypes: true,
    removeAdditional: false,
  });
  addFormats.default(ajv);
  return ajv;
}
