import { FeelLimitError, spend } from '../feel/budget.ts';
import { conform } from './conform.ts';
import type { BoxedExpression, DmnType, FunctionExpression, TypedName } from './decision-model.ts';
import { DecisionError, type DecisionRun, type FeelScope, type Place } from './decision-run.ts';
import { evaluateTable } from './evaluate-table.ts';
import { evaluateText } from './evaluate-text.ts';

/**
 * Evaluates a boxed expression in a scope; the result conforms to the expression's type. Throws `DecisionError`.
 * @source DMN 1.5 §10.2, §10.3.2
 */
export function evaluateBoxed(run: DecisionRun, expression: BoxedExpression, scope: FeelScope, place: Place): unknown {
  const value = evaluateByKind(run, expression, scope, place);
  return expression.type === undefined ? value : conforming(run, value, expression.type, place);
}

/** A FEEL function (callable from expressions) out of a boxed one. */
export function createFunction(
  run: DecisionRun,
  { parameters, body }: FunctionExpression,
  scope: FeelScope,
  place: Place,
  resultType?: DmnType,
): unknown {
  const call = (...values: readonly unknown[]): unknown => {
    spend(1);
    if (values.length < parameters.length) {
      throw new DecisionError(
        `${place.label} needs ${parameters.length} arguments (${namesOf(parameters)}), but got ${values.length}.`,
      );
    }
    const inner: Record<string, unknown> = { ...scope };
    parameters.forEach(({ name, type }, index) => {
      const result = conform(values[index], type, run.clock);
      if (!result.ok) throw new DecisionError(`The argument '${name}' of ${place.label} ${result.message}.`);
      inner[name] = result.value;
    });
    const value = evaluateBoxed(run, body, inner, place);
    return resultType === undefined || resultType.kind === 'function'
      ? value
      : conforming(run, value, resultType, place);
  };
  return Object.assign(call, { $args: parameters.map(({ name }) => name) });
}

function evaluateByKind(run: DecisionRun, expression: BoxedExpression, scope: FeelScope, place: Place): unknown {
  const inner = (part: BoxedExpression, where: string, locals: FeelScope = scope): unknown =>
    evaluateBoxed(run, part, locals, { elementId: place.elementId, label: `${place.label}, ${where}` });

  switch (expression.kind) {
    case 'literal':
      return evaluateText(run, expression.text, scope, place);
    case 'table':
      return evaluateTable(run, expression, scope, place);
    case 'context': {
      const locals: Record<string, unknown> = { ...scope };
      const result: Record<string, unknown> = {};
      for (const { variable, value: part } of expression.entries) {
        const where = variable ? `entry '${variable.name}'` : 'result';
        const value = inner(part, where, locals);
        if (!variable) return value;
        const typed = conforming(run, value, variable.type, { ...place, label: `${place.label}, ${where}` });
        result[variable.name] = typed;
        locals[variable.name] = typed;
      }
      return result;
    }
    case 'invocation': {
      const called = evaluateText(run, expression.called, scope, place);
      const named = new Map(
        expression.bindings.map(({ parameter, value }) => [parameter, inner(value, `argument '${parameter}'`)]),
      );
      return invoke(called, named, expression.called, place);
    }
    case 'function':
      return createFunction(run, expression, scope, place);
    case 'list':
      return expression.elements.map((element, index) => inner(element, `element ${index + 1}`));
    case 'relation':
      return expression.rows.map((row, index) =>
        Object.fromEntries(
          expression.columns.map(({ name, type }, column) => {
            const cell = row[column];
            const where = `row ${index + 1}, column '${name}'`;
            const value = cell ? inner(cell, where) : null;
            return [name, conforming(run, value, type, { ...place, label: `${place.label}, ${where}` })];
          }),
        ),
      );
    case 'conditional':
      return inner(expression.condition, 'if') === true
        ? inner(expression.whenTrue, 'then')
        : inner(expression.whenFalse, 'else');
    case 'filter': {
      const elements = listOf(inner(expression.list, 'in'));
      return (
        elements &&
        elements.filter((item) => {
          spend(1);
          return inner(expression.match, 'match', { ...scope, ...entriesOf(item), item }) === true;
        })
      );
    }
    case 'for':
    case 'some':
    case 'every': {
      const elements = listOf(inner(expression.list, 'in'));
      if (elements === null) return null;
      const partial: unknown[] = [];
      for (const element of elements) {
        spend(1);
        const locals = { ...scope, [expression.variable]: element, ...(expression.kind === 'for' && { partial }) };
        partial.push(inner(expression.result, expression.kind === 'for' ? 'return' : 'satisfies', locals));
      }
      if (expression.kind === 'for') return partial;
      return expression.kind === 'some' ? partial.includes(true) : partial.every((holds) => holds === true);
    }
    default:
      return expression satisfies never;
  }
}

function conforming(run: DecisionRun, value: unknown, type: DmnType | undefined, place: Place): unknown {
  const result = conform(value, type, run.clock);
  if (!result.ok) throw new DecisionError(`The result of ${place.label} ${result.message}.`);
  return result.value;
}

function listOf(value: unknown): readonly unknown[] | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value : [value];
}

function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? { ...value }
    : {};
}

function namesOf(parameters: readonly TypedName[]): string {
  return parameters.map(({ name }) => name).join(', ');
}

/** Calls a function by named arguments: one of ours, a built-in, or a function value of the interpreter. */
function invoke(called: unknown, named: ReadonlyMap<string, unknown>, text: string, place: Place): unknown {
  const parameters = parametersOf(called);
  if (!parameters) throw new DecisionError(`${place.label} calls '${text}', which is no function.`);
  const unknown = [...named.keys()].find((name) => !parameters.includes(name));
  if (unknown !== undefined) {
    throw new DecisionError(
      `${place.label} gives '${text}' an argument '${unknown}'; it has ${parameters.join(', ') || 'none'}.`,
    );
  }
  const values = parameters.map((name) => named.get(name));
  try {
    return hasInvoke(called)
      ? called.invoke(values)
      : typeof called === 'function'
        ? Reflect.apply(called, undefined, values)
        : null;
  } catch (error) {
    if (error instanceof DecisionError || error instanceof RangeError) throw error;
    if (error instanceof FeelLimitError || error instanceof Error)
      throw new DecisionError(`${place.label} calls '${text}': ${error.message}`);
    throw error;
  }
}

function parametersOf(called: unknown): readonly string[] | undefined {
  if (hasInvoke(called)) return called.parameterNames;
  if (typeof called !== 'function' || !('$args' in called) || !Array.isArray(called.$args)) return undefined;
  return called.$args.map(String);
}

function hasInvoke(
  value: unknown,
): value is { readonly parameterNames: readonly string[]; invoke(values: readonly unknown[]): unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'invoke' in value &&
    typeof value.invoke === 'function' &&
    'parameterNames' in value
  );
}
