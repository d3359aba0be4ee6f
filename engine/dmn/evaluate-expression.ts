import { FeelLimitError, spend } from '../feel/budget.ts';
import type { Bilingual } from '../model/expression.ts';
import { conform } from './conform.ts';
import type { BoxedExpression, DmnType, FunctionExpression, TypedName } from './decision-model.ts';
import { DecisionError, type DecisionRun, type FeelScope, type Place } from './decision-run.ts';
import { evaluateTable } from './evaluate-table.ts';
import { evaluateText } from './evaluate-text.ts';
import { inside } from './place-label.ts';

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
      throw new DecisionError({
        en: `${place.label.en} needs ${parameters.length} arguments (${namesOf(parameters)}), but got ${values.length}.`,
        vi: `${place.label.vi} cần ${parameters.length} đối số (${namesOf(parameters)}), nhưng nhận ${values.length}.`,
      });
    }
    const inner: Record<string, unknown> = { ...scope };
    parameters.forEach(({ name, type }, index) => {
      const result = conform(values[index], type, run.clock);
      if (!result.ok)
        throw new DecisionError({
          en: `The argument '${name}' of ${place.label.en} ${result.message.en}.`,
          vi: `Đối số “${name}” của ${place.label.vi} ${result.message.vi}.`,
        });
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
  const inner = (part: BoxedExpression, where: Bilingual, locals: FeelScope = scope): unknown =>
    evaluateBoxed(run, part, locals, at(where));
  const at = (where: Bilingual): Place => ({
    elementId: place.elementId,
    label: inside(place.label, where.en, where.vi),
  });

  switch (expression.kind) {
    case 'literal':
      return evaluateText(run, expression.text, scope, place);
    case 'table':
      return evaluateTable(run, expression, scope, place);
    case 'context': {
      const locals: Record<string, unknown> = { ...scope };
      const result: Record<string, unknown> = {};
      for (const { variable, value: part } of expression.entries) {
        const where = variable
          ? { en: `entry '${variable.name}'`, vi: `mục “${variable.name}”` }
          : { en: 'result', vi: 'kết quả' };
        const value = inner(part, where, locals);
        if (!variable) return value;
        const typed = conforming(run, value, variable.type, at(where));
        result[variable.name] = typed;
        locals[variable.name] = typed;
      }
      return result;
    }
    case 'invocation': {
      const called = evaluateText(run, expression.called, scope, place);
      const named = new Map(
        expression.bindings.map(({ parameter, value }) => [
          parameter,
          inner(value, { en: `argument '${parameter}'`, vi: `đối số “${parameter}”` }),
        ]),
      );
      return invoke(called, named, expression.called, place);
    }
    case 'function':
      return createFunction(run, expression, scope, place);
    case 'list':
      return expression.elements.map((element, index) =>
        inner(element, { en: `element ${index + 1}`, vi: `phần tử ${index + 1}` }),
      );
    case 'relation':
      return expression.rows.map((row, index) =>
        Object.fromEntries(
          expression.columns.map(({ name, type }, column) => {
            const cell = row[column];
            const where = { en: `row ${index + 1}, column '${name}'`, vi: `dòng ${index + 1}, cột “${name}”` };
            const value = cell ? inner(cell, where) : null;
            return [name, conforming(run, value, type, at(where))];
          }),
        ),
      );
    case 'conditional':
      return inner(expression.condition, { en: 'if', vi: 'điều kiện (if)' }) === true
        ? inner(expression.whenTrue, { en: 'then', vi: 'khi đúng (then)' })
        : inner(expression.whenFalse, { en: 'else', vi: 'khi sai (else)' });
    case 'filter': {
      const elements = listOf(inner(expression.list, { en: 'in', vi: 'danh sách (in)' }));
      return (
        elements &&
        elements.filter((item) => {
          spend(1);
          return (
            inner(
              expression.match,
              { en: 'match', vi: 'điều kiện lọc (match)' },
              { ...scope, ...entriesOf(item), item },
            ) === true
          );
        })
      );
    }
    case 'for':
    case 'some':
    case 'every': {
      const elements = listOf(inner(expression.list, { en: 'in', vi: 'danh sách (in)' }));
      if (elements === null) return null;
      const partial: unknown[] = [];
      for (const element of elements) {
        spend(1);
        const locals = { ...scope, [expression.variable]: element, ...(expression.kind === 'for' && { partial }) };
        const where = expression.kind === 'for' ? 'return' : 'satisfies';
        partial.push(inner(expression.result, { en: where, vi: where }, locals));
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
  if (!result.ok)
    throw new DecisionError({
      en: `The result of ${place.label.en} ${result.message.en}.`,
      vi: `Kết quả của ${place.label.vi} ${result.message.vi}.`,
    });
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
  if (!parameters)
    throw new DecisionError({
      en: `${place.label.en} calls '${text}', which is no function.`,
      vi: `${place.label.vi} gọi “${text}”, nhưng đó không phải hàm.`,
    });
  const unknown = [...named.keys()].find((name) => !parameters.includes(name));
  if (unknown !== undefined) {
    throw new DecisionError({
      en: `${place.label.en} gives '${text}' an argument '${unknown}'; it has ${parameters.join(', ') || 'none'}.`,
      vi: `${place.label.vi} đưa cho “${text}” đối số “${unknown}”; hàm này có ${parameters.join(', ') || 'không đối số nào'}.`,
    });
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
      throw new DecisionError({
        en: `${place.label.en} calls '${text}': ${error.message}`,
        vi: `${place.label.vi} gọi “${text}”: ${error.message}`,
      });
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
