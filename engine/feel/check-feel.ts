import { evaluate } from '@bpmn-io/feelin';
import { MAX_RANGE_SIZE } from './budget.ts';
import { freeVariables, nameOf } from './free-variables.ts';
import { GUARDS } from './guarded-builtins.ts';
import { compilePattern, PatternError } from './regular-expression.ts';
import { childrenOf, parseFeel, type SyntaxNode } from './syntax.ts';

export type FeelCheck =
  | {
      readonly ok: true;
      /** Names that the expression reads from its context, in the order of first use; built-in functions are left out. */
      readonly variables: readonly string[];
      /** Names read inside a filter, where an element's own entry may be meant. */
      readonly possibleVariables: readonly string[];
    }
  | {
      readonly ok: false;
      readonly message: string;
      readonly messageVi: string;
      /** Offset into the source, where the fault has a place. */
      readonly position?: number;
    };

/**
 * Parses without evaluating: syntax, the variables it reads, and whether it may block (unbounded range, RE2-refused
 * pattern). `names` are names of the scope that hold operators or keywords (`lệ phí/hồ sơ`), which change how FEEL reads a text.
 */
export function checkFeel(source: string, names: readonly string[] = []): FeelCheck {
  return check(source, 'expression', names);
}

/** The same for the unary tests of a decision table's input cell. */
export function checkUnaryTests(source: string, names: readonly string[] = []): FeelCheck {
  return check(source, 'unaryTests', names);
}

function check(source: string, kind: 'expression' | 'unaryTests', names: readonly string[]): FeelCheck {
  const shape = Object.fromEntries(names.map((name) => [name, null]));
  const parsed = parseFeel(source, kind, shape);
  if (!parsed.ok) return parsed;
  const fault = firstFault(parsed.root, source);
  if (fault) return { ok: false, ...fault };
  const { certain, possible } = freeVariables(parsed.root, source);
  const reserved = certain.find((name) => GUARDS.has(name));
  if (reserved !== undefined)
    return {
      ok: false,
      message: `The name "${reserved}" is reserved.`,
      messageVi: `Tên “${reserved}” được dành riêng.`,
    };
  const isVariable = (name: string): boolean => name !== '?' && !isBuiltinFunction(name);
  return { ok: true, variables: certain.filter(isVariable), possibleVariables: possible.filter(isVariable) };
}

interface Fault {
  readonly message: string;
  readonly messageVi: string;
  readonly position: number;
}

function firstFault(node: SyntaxNode, source: string): Fault | undefined {
  const own = FAULTS[node.name]?.(node, source);
  if (own) return own;
  for (const child of childrenOf(node)) {
    const fault = firstFault(child, source);
    if (fault) return fault;
  }
  return undefined;
}

/** What may be wrong with a node besides its syntax, by the node's name. */
const FAULTS: Readonly<Record<string, (node: SyntaxNode, source: string) => Fault | undefined>> = {
  FunctionInvocation: patternFault,
  InExpression: rangeFault,
  Comparison: comparisonFault,
};

/**
 * `x == 3`, as other languages write it, parses: an expression may be a unary test, so it asks whether `x` is the test `= 3`,
 * which no value ever is. A flow with that condition would never be taken and nobody would be told.
 *
 * @source DMN 1.5 §10.3.1.2 (grammar of FEEL: a simple positive unary test is an expression)
 */
function comparisonFault(comparison: SyntaxNode, source: string): Fault | undefined {
  const [, operator, right] = childrenOf(comparison);
  if (operator?.name !== 'CompareOp' || right?.name !== 'SimplePositiveUnaryTest') return undefined;
  const [first] = childrenOf(right);
  if (first?.name !== 'CompareOp') return undefined;
  const written = source.slice(operator.from, first.to);
  const equals = written === '==' || written === '===';
  return {
    message: `"${written}" compares with a comparison, which is never true${equals ? '; write one "="' : ''}.`,
    messageVi: `“${written}” so sánh với một phép so sánh nên không bao giờ đúng${equals ? '; viết một dấu “=”' : ''}.`,
    position: operator.from,
  };
}

/** Where `matches`, `replace` and `split` take their pattern. */
const PATTERN_PARAMETER: ReadonlyMap<string, string> = new Map([
  ['matches', 'pattern'],
  ['replace', 'pattern'],
  ['split', 'delimiter'],
]);

function patternFault(call: SyntaxNode, source: string): Fault | undefined {
  const [target, , parameters] = childrenOf(call);
  if (!target || !parameters) return undefined;
  const parameter = PATTERN_PARAMETER.get(nameOf(target, source));
  if (parameter === undefined) return undefined;
  const literal =
    parameters.name === 'PositionalParameters'
      ? childrenOf(parameters)[1]
      : childrenOf(parameters)
          .map(childrenOf)
          .find(([name]) => name !== undefined && source.slice(name.from, name.to).trim() === parameter)?.[1];
  if (literal?.name !== 'StringLiteral') return undefined;
  const pattern = evaluate(source.slice(literal.from, literal.to)).value;
  if (typeof pattern !== 'string') return undefined;
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError)
      return { message: error.message, messageVi: error.messageVi, position: literal.from };
    throw error;
  }
}

function rangeFault(iteration: SyntaxNode, source: string): Fault | undefined {
  const target = childrenOf(iteration)[2];
  if (!target) return undefined;
  const numbers = numericBounds(target, source);
  if (!numbers) return undefined;
  const [start, end] = numbers;
  const written = `${start}..${end}`;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) {
    return {
      message: `The range ${written} must run between whole numbers.`,
      messageVi: `Khoảng ${written} phải nằm giữa hai số nguyên.`,
      position: target.from,
    };
  }
  const size = Math.abs(end - start) + 1;
  if (size <= MAX_RANGE_SIZE) return undefined;
  return {
    message: `The range ${written} has ${size} elements; at most ${MAX_RANGE_SIZE} are allowed.`,
    messageVi: `Khoảng ${written} có ${size} phần tử; tối đa ${MAX_RANGE_SIZE}.`,
    position: target.from,
  };
}

/** Both bounds of `a..b` or `[a..b]` when they are literals. */
function numericBounds(target: SyntaxNode, source: string): readonly [number, number] | undefined {
  const parts = childrenOf(target).filter((child) => !['[', ']', '(', ')'].includes(child.name));
  const [first, second] = parts;
  if (first && !second && ['SimplePositiveUnaryTest', 'Interval'].includes(first.name))
    return numericBounds(first, source);
  if (!first || !second) return undefined;
  const start = literalNumber(first, source);
  const end = literalNumber(second, source);
  return start === undefined || end === undefined ? undefined : [start, end];
}

function literalNumber(node: SyntaxNode, source: string): number | undefined {
  const text = source.slice(node.from, node.to).replace(/\s+/g, '');
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const builtinNames = new Map<string, boolean>();
function isBuiltinFunction(name: string): boolean {
  let known = builtinNames.get(name);
  if (known === undefined) {
    known = /^[\p{L}][\p{L}\d ]*$/u.test(name) && typeof evaluate(name).value === 'function';
    if (builtinNames.size > 1000) builtinNames.clear();
    builtinNames.set(name, known);
  }
  return known;
}
