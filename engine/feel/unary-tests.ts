import { evaluateRaw, type FeelScope } from './compile-feel.ts';
import type { FeelClock } from './feel-clock.ts';
import { feelCompare, feelEquals } from './feel-comparison.ts';
import { feelTypeOf, isRange } from './feel-value.ts';
import { freeVariables } from './free-variables.ts';
import { childrenOf, parseFeel, type SyntaxNode } from './syntax.ts';

/**
 * What stands in an input cell of a decision table, a list of allowed values, a filter: `-`, `< 18`, `[1..5)`, `"A", "B"`,
 * `not(null)`, `? > 3 and ? < x`. @source DMN 1.5 §7.3, §10.3.1.2 (grammar)
 */
export interface UnaryTests {
  readonly negated: boolean;
  /** Empty: any value (`-`). Otherwise one that holds is enough. */
  readonly tests: readonly UnaryTest[];
}

export type UnaryTest =
  | { readonly kind: 'compare'; readonly operator: '<' | '<=' | '>' | '>=' | '=' | '!='; readonly operand: Operand }
  | {
      readonly kind: 'interval';
      readonly low: Operand;
      readonly high: Operand;
      readonly lowIncluded: boolean;
      readonly highIncluded: boolean;
    }
  /** Equal to the operand, in it when it is a list or a range; satisfied too when a computed operand is `true` and the
   *  input is no boolean. */
  | { readonly kind: 'value'; readonly operand: Operand }
  /** A condition on `?`. */
  | { readonly kind: 'condition'; readonly source: string };

/** Constants are computed once; anything that reads a variable or the clock, each time. */
export type Operand =
  | { readonly constant: true; readonly value: unknown; readonly source: string }
  | { readonly constant: false; readonly source: string };

export type UnaryTestResult =
  | { readonly ok: true; readonly value: boolean; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Parses unary tests once per text and remembers them; a syntax error comes back as its message. */
export function parseTests(text: string): UnaryTests | string {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, parsed);
  return parsed;
}

/**
 * Whether `value` satisfies the tests. Comparing what cannot be compared (`"abc" < 18`) is not a quiet `false` but a
 * failure that says so; null compares with nothing and is simply not satisfied. Never throws.
 */
export function evaluateUnaryTests(text: string, value: unknown, scope: FeelScope, clock: FeelClock): UnaryTestResult {
  const tests = parseTests(text);
  return typeof tests === 'string' ? { ok: false, message: tests } : runTests(tests, value, scope, clock);
}

/** The same for tests that are parsed already. */
export function runTests(
  { negated, tests }: UnaryTests,
  value: unknown,
  scope: FeelScope,
  clock: FeelClock,
): UnaryTestResult {
  if (tests.length === 0) return MATCH;
  let warnings: readonly string[] = NONE;
  for (const test of tests) {
    const result = runTest(test, value, scope, clock);
    if (!result.ok) return result;
    if (result.warnings.length > 0) warnings = [...warnings, ...result.warnings];
    if (result.value)
      return warnings.length === 0 ? (negated ? NO_MATCH : MATCH) : { ok: true, value: !negated, warnings };
  }
  return warnings.length === 0 ? (negated ? MATCH : NO_MATCH) : { ok: true, value: negated, warnings };
}

const NONE: readonly string[] = [];
const MATCH: UnaryTestResult = { ok: true, value: true, warnings: NONE };
const NO_MATCH: UnaryTestResult = { ok: true, value: false, warnings: NONE };

const MAX_CACHED = 20_000;
const cache = new Map<string, UnaryTests | string>();

// --- parsing ----------------------------------------------------------------------------------------------------------------

function parse(text: string): UnaryTests | string {
  if (text.trim() === '' || text.trim() === '-') return { negated: false, tests: [] };
  const parsed = parseFeel(text, 'unaryTests');
  if (!parsed.ok) return parsed.message;
  const children = childrenOf(parsed.root);
  const tests = children
    .filter((child) => child.name === 'PositiveUnaryTests')
    .flatMap(childrenOf)
    .map((test) => parseTest(test, text));
  return { negated: children[0]?.name === 'not', tests };
}

function parseTest(positive: SyntaxNode, text: string): UnaryTest {
  const node = childrenOf(positive)[0] ?? positive;
  const [first, second, third, fourth] = childrenOf(node);
  if (node.name === 'SimplePositiveUnaryTest' && first) {
    if (first.name === 'CompareOp' && second) {
      const operator = text.slice(first.from, first.to);
      if (isOperator(operator)) return { kind: 'compare', operator, operand: operandOf(second, text) };
    }
    if (first.name === 'Interval') return parseInterval(first, text);
  }
  if (node.name === 'Interval' && first && second && third && fourth) return parseInterval(node, text);
  if (freeVariables(node, text).certain.includes('?'))
    return { kind: 'condition', source: text.slice(node.from, node.to) };
  return { kind: 'value', operand: operandOf(node, text) };
}

function parseInterval(interval: SyntaxNode, text: string): UnaryTest {
  const [open, low, high, close] = childrenOf(interval);
  if (!open || !low || !high || !close) return { kind: 'value', operand: operandOf(interval, text) };
  return {
    kind: 'interval',
    low: operandOf(low, text),
    high: operandOf(high, text),
    lowIncluded: text[open.from] === '[',
    highIncluded: text[close.from] === ']',
  };
}

function isOperator(text: string): text is '<' | '<=' | '>' | '>=' | '=' | '!=' {
  return ['<', '<=', '>', '>=', '=', '!='].includes(text);
}

const ANY_CLOCK: FeelClock = { at: '1970-01-01T00:00:00.000Z', timeZone: 'UTC' };

/** Functions whose result depends on nothing but their arguments. Local date-times depend on the zone and are left out. */
const PURE_FUNCTIONS = new Set(['date', 'duration', 'time']);

function operandOf(node: SyntaxNode, text: string): Operand {
  const source = text.slice(node.from, node.to);
  const { certain, possible } = freeVariables(node, text);
  const isPure = certain.length + possible.length === 0 && !mentionsLocalTime(node, text);
  if (!isPure) return { constant: false, source };
  const result = evaluateRaw(source, {}, ANY_CLOCK);
  return result.ok && result.warnings.length === 0 && feelTypeOf(result.value) !== 'function'
    ? { constant: true, value: result.value, source }
    : { constant: false, source };
}

function mentionsLocalTime(node: SyntaxNode, text: string): boolean {
  if (node.name === 'AtLiteral') return text.slice(node.from, node.to).includes('T');
  if (node.name === 'DateTimeConstructor') return !PURE_FUNCTIONS.has(text.slice(node.from, node.to));
  return childrenOf(node).some((child) => mentionsLocalTime(child, text));
}

// --- evaluation ---------------------------------------------------------------------------------------------------------------

function runTest(test: UnaryTest, value: unknown, scope: FeelScope, clock: FeelClock): UnaryTestResult {
  switch (test.kind) {
    case 'compare': {
      const operand = valueOf(test.operand, value, scope, clock);
      if (!operand.ok) return operand;
      return withWarnings(compare(test.operator, value, operand.value, test.operand.source), operand.warnings);
    }
    case 'interval': {
      const low = valueOf(test.low, value, scope, clock);
      if (!low.ok) return low;
      const high = valueOf(test.high, value, scope, clock);
      if (!high.ok) return high;
      const above = compare(test.lowIncluded ? '>=' : '>', value, low.value, test.low.source);
      if (!above.ok || !above.value) return above;
      return withWarnings(compare(test.highIncluded ? '<=' : '<', value, high.value, test.high.source), [
        ...low.warnings,
        ...high.warnings,
      ]);
    }
    case 'value': {
      const operand = valueOf(test.operand, value, scope, clock);
      if (!operand.ok) return operand;
      const holds = !test.operand.constant && operand.value === true && typeof value !== 'boolean';
      return withWarnings(holds || isSatisfiedBy(operand.value, value) ? MATCH : NO_MATCH, operand.warnings);
    }
    case 'condition': {
      const result = evaluateRaw(test.source, { ...scope, '?': value }, clock);
      if (!result.ok) return result;
      return withWarnings(result.value === true ? MATCH : NO_MATCH, result.warnings);
    }
    default:
      return test satisfies never;
  }
}

function isSatisfiedBy(operand: unknown, value: unknown): boolean {
  if (isRange(operand)) return operand.includes(value) === true;
  if (feelEquals(operand, value)) return true;
  return Array.isArray(operand) && operand.some((element) => isSatisfiedBy(element, value));
}

function compare(
  operator: '<' | '<=' | '>' | '>=' | '=' | '!=',
  value: unknown,
  operand: unknown,
  source: string,
): UnaryTestResult {
  if (operator === '=' || operator === '!=')
    return feelEquals(value, operand) === (operator === '=') ? MATCH : NO_MATCH;
  if (value === null || value === undefined || operand === null || operand === undefined) return NO_MATCH;
  const order = feelCompare(value, operand);
  if (order === undefined) {
    return {
      ok: false,
      message: `"${operator} ${source}" compares a ${feelTypeOf(operand)}, but the value is a ${feelTypeOf(value)}.`,
    };
  }
  const holds =
    operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
  return holds ? MATCH : NO_MATCH;
}

type OperandValue =
  | { readonly ok: true; readonly value: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

function valueOf(operand: Operand, value: unknown, scope: FeelScope, clock: FeelClock): OperandValue {
  if (operand.constant) return { ok: true, value: operand.value, warnings: NONE };
  return evaluateRaw(operand.source, { ...scope, '?': value }, clock);
}

function withWarnings(result: UnaryTestResult, warnings: readonly string[]): UnaryTestResult {
  return result.ok && warnings.length > 0 ? { ...result, warnings: [...result.warnings, ...warnings] } : result;
}
