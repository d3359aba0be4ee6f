import { evaluate } from '@bpmn-io/feelin';
import { withinBudget } from './budget.ts';
import type { FeelClock } from './feel-clock.ts';
import { freeVariables } from './free-variables.ts';
import { GUARDS, REPLACED_BUILTINS } from './guarded-builtins.ts';
import { rewriteFeel, type RewrittenFeel } from './rewrite.ts';
import { normalizeName, parseFeel, type NameShape } from './syntax.ts';

/** A value inside the interpreter, not yet JSON: dates are dates, functions and ranges are allowed. */
export type RawResult =
  | { readonly ok: true; readonly value: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** What an expression may read: JSON, or values of earlier evaluations. */
export type FeelScope = Readonly<Record<string, unknown>>;

/** Evaluates an expression and keeps FEEL's own values; decisions hand them on. Never throws. */
export function evaluateRaw(source: string, scope: FeelScope, clock: FeelClock): RawResult {
  const compiled = compileFeel(source, scope);
  return typeof compiled === 'string' ? { ok: false, message: compiled } : compiled.evaluate(scope, clock);
}

export interface CompiledFeel {
  evaluate(scope: FeelScope, clock: FeelClock): RawResult;
}

/**
 * Compiles an expression once per source and remembers it; a syntax error comes back as its message, and is remembered too.
 *
 * The interpreter parses and builds its closures on every `evaluate` (110 µs). Asked for `function() <source>` it gives back
 * a function that keeps both; what the function may read is one object that we fill before each call (1–2 µs).
 * Names with operators in them (`phí-lệ phí`) change the parse, so the few of the scope that the source mentions are part
 * of the key.
 */
export function compileFeel(source: string, scope: FeelScope): CompiledFeel | string {
  const shape = mayHoldSpecialNames(source) ? shapeOf(scope, source) : undefined;
  const key = shape === undefined ? source : `${source}\u0000${JSON.stringify(shape)}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const compiled = compile(source, shape ?? {});
  if (cache.size >= MAX_CACHED) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  cache.set(key, compiled);
  return compiled;
}

/** A published procedure has some hundred expressions; a node serves some hundred versions. */
const MAX_CACHED = 20_000;
const cache = new Map<string, CompiledFeel | string>();

function compile(source: string, shape: NameShape): CompiledFeel | string {
  try {
    const parsed = parseFeel(source, 'expression', shape);
    if (!parsed.ok) return parsed.message;
    const { certain, possible } = freeVariables(parsed.root, source);
    const rewritten = rewriteFeel(parsed.root, source);
    const variables = [...certain, ...possible].map((name) => ({ name, normalized: normalizeName(name) }));
    return closure(source, rewritten, variables, shape);
  } catch (error) {
    return describeFailure(source, error);
  }
}

function closure(
  source: string,
  rewritten: RewrittenFeel,
  variables: readonly { readonly name: string; readonly normalized: string }[],
  shape: NameShape,
): CompiledFeel | string {
  const prefix = 'function() ';
  const slots: Record<string, unknown> = { ...shape };
  for (const [name, guard] of GUARDS) if (rewritten.text.includes(name)) slots[name] = guard;
  const { value: compiled, warnings } = evaluate(prefix + rewritten.text, slots);
  if (!isInvocable(compiled)) return `Cannot compile "${abbreviate(source)}".`;
  for (const name of Object.keys(shape)) delete slots[name];

  return {
    evaluate(scope, clock) {
      // The interpreter gathers warnings in one list per compilation; an inner evaluation of the same source takes its own off.
      const before = warnings.length;
      try {
        for (const { name, normalized } of variables) slots[name] = lookUp(scope, name, normalized);
        const notes: string[] = [];
        const value = withinBudget(clock, () => compiled.invoke([]), notes);
        const own =
          warnings.length > before || notes.length > 0
            ? [...warnings.slice(before).map((warning) => describe(warning, rewritten, prefix)), ...notes]
            : NONE;
        return { ok: true, value, warnings: own };
      } catch (error) {
        return { ok: false, message: describeFailure(source, error) };
      } finally {
        warnings.length = before;
        for (const { name } of variables) slots[name] = undefined;
      }
    },
  };
}

const NONE: readonly string[] = [];

interface Invocable {
  invoke(values: readonly unknown[]): unknown;
}
function isInvocable(value: unknown): value is Invocable {
  return typeof value === 'object' && value !== null && 'invoke' in value && typeof value.invoke === 'function';
}

function lookUp(scope: FeelScope, name: string, normalized: string): unknown {
  if (Object.hasOwn(scope, name)) return scope[name];
  if (name !== normalized || name.includes(' ')) {
    const written = Object.keys(scope).find((key) => normalizeName(key) === normalized);
    if (written !== undefined) return scope[written];
  }
  return REPLACED_BUILTINS.get(name);
}

// --- messages: what and where, never whose data ---------------------------------------------------------------------------

interface InterpreterWarning {
  readonly position: { readonly from: number };
  readonly details: { readonly template: string; readonly values: Readonly<Record<string, unknown>> };
}

function describe(warning: InterpreterWarning, rewritten: RewrittenFeel, prefix: string): string {
  const { template, values } = warning.details;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => typeName(values[name]));
  return `${text} (at character ${rewritten.originalPosition(warning.position.from - prefix.length) + 1})`;
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Object.getPrototypeOf(value) === Object.prototype ? 'a context' : 'a value of another type';
}

function describeFailure(source: string, error: unknown): string {
  const reason =
    error instanceof RangeError
      ? 'it nests or calls itself too deeply'
      : error instanceof Error
        ? error.message
        : String(error);
  return `"${abbreviate(source)}" cannot be evaluated: ${reason.replace(/__motcua_\w+/g, 'the expression')}`;
}

function abbreviate(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

// --- names that the parser must know ---------------------------------------------------------------------------------------

/** Two name parts with nothing but blanks and name operators between them. */
const SPECIAL_IN_SOURCE = /[\p{L}\p{N}_$][\s./\-'+*]+[\p{L}\p{N}_$]/u;
const SPECIAL_NAME = /[^\p{L}\p{N}\p{M}_$?]/u;

const mentions = new Map<string, boolean>();
function mayHoldSpecialNames(source: string): boolean {
  let answer = mentions.get(source);
  if (answer === undefined) {
    answer = SPECIAL_IN_SOURCE.test(source);
    if (mentions.size >= MAX_CACHED) mentions.clear();
    mentions.set(source, answer);
  }
  return answer;
}

/** The part of the scope's names that hold blanks or operators and occur in the source, or undefined. */
function shapeOf(scope: FeelScope, source: string, depth = 0): NameShape | undefined {
  let shape: Record<string, NameShape | null> | undefined;
  for (const name of Object.keys(scope)) {
    const value = scope[name];
    const inner = depth < MAX_NAME_DEPTH && isPlainObject(value) ? shapeOf(value, source, depth + 1) : undefined;
    if (inner !== undefined || (SPECIAL_NAME.test(name) && occurs(name, source))) {
      shape ??= {};
      shape[name] = inner ?? null;
    }
  }
  return shape;
}

const MAX_NAME_DEPTH = 4;

function occurs(name: string, source: string): boolean {
  const first = /[\p{L}\p{N}_$]+/u.exec(name)?.[0];
  return first !== undefined && source.includes(first);
}

function isPlainObject(value: unknown): value is FeelScope {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
