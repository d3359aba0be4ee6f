import type { ChildExpression, DecisionTable as TableElement, Expression, FunctionDefinition } from 'dmn-moddle';
import { kindOf, type Findings } from '../compile/findings.ts';
import type {
  Aggregation,
  BoxedExpression,
  DecisionTable,
  DmnType,
  FunctionExpression,
  HitPolicy,
  TypedName,
} from './decision-model.ts';
import type { TypeReader } from './read-types.ts';

/** Reads boxed expressions of one file. */
export interface ExpressionReader {
  /** `label` says where, in an analyst's words: `decision 'Fee'`. */
  read(element: Expression | undefined, label: string): BoxedExpression | undefined;
  readFunction(element: FunctionDefinition | undefined, label: string): FunctionExpression | undefined;
}

/** @source DMN 1.5 §7.3, §8.3, §10.2 */
export function createExpressionReader(
  types: TypeReader,
  language: string | undefined,
  findings: Findings,
): ExpressionReader {
  function read(element: Expression | undefined, label: string): BoxedExpression | undefined {
    if (!element) {
      findings.error('dmn-incomplete', undefined, `${label} is empty.`, 'Fill it in.');
      return undefined;
    }
    const base = { ...(element.id !== undefined && { id: element.id }), ...typed(element.typeRef, element.id, label) };
    switch (element.$type) {
      case 'dmn:LiteralExpression':
        if (!isFeel(element.expressionLanguage ?? language)) {
          return refuse(
            element,
            `${label} is written in '${element.expressionLanguage ?? language ?? ''}'.`,
            'Write it in FEEL.',
          );
        }
        if (element.importedValues)
          return refuse(element, `${label} imports its values from elsewhere.`, 'Write the expression here.');
        return { kind: 'literal', ...base, text: (element.text ?? '').trim() };
      case 'dmn:DecisionTable':
        return { ...base, ...readTable(element, label) };
      case 'dmn:Context': {
        const entries = (element.contextEntry ?? []).map((entry, index) => {
          const name = entry.variable?.name;
          const value = read(entry.value, `${label}, entry ${name === undefined ? index + 1 : `'${name}'`}`);
          return (
            value && { ...(name !== undefined && { variable: typedName(name, entry.variable?.typeRef, label) }), value }
          );
        });
        return { kind: 'context', ...base, entries: complete(entries) };
      }
      case 'dmn:Invocation': {
        const called = read(element.calledFunction, `${label}, called function`);
        if (called && called.kind !== 'literal') {
          return refuse(element, `${label} calls a ${called.kind} expression.`, 'Call a function by its name.');
        }
        const bindings = (element.binding ?? []).map((binding) => {
          const parameter = binding.parameter?.name ?? '';
          const value = read(binding.bindingFormula, `${label}, argument '${parameter}'`);
          return value && { parameter, value };
        });
        return called && { kind: 'invocation', ...base, called: called.text, bindings: complete(bindings) };
      }
      case 'dmn:FunctionDefinition':
        return readFunction(element, label);
      case 'dmn:List':
        return {
          kind: 'list',
          ...base,
          elements: complete(
            (element.elements ?? []).map((item, index) => read(item, `${label}, element ${index + 1}`)),
          ),
        };
      case 'dmn:Relation': {
        const columns = (element.column ?? []).map((column) => typedName(column.name ?? '', column.typeRef, label));
        const rows = (element.row ?? []).map((row, index) => {
          const cells = complete((row.elements ?? []).map((cell) => read(cell, `${label}, row ${index + 1}`)));
          if (cells.length !== columns.length) {
            findings.error(
              'dmn-incomplete',
              row,
              `${label}, row ${index + 1} has ${cells.length} cells for ${columns.length} columns.`,
              'Give every row one cell for each column.',
            );
          }
          return cells;
        });
        return { kind: 'relation', ...base, columns, rows };
      }
      case 'dmn:Conditional': {
        const condition = child(element.if, `${label}, if`);
        const whenTrue = child(element.then, `${label}, then`);
        const whenFalse = child(element.else, `${label}, else`);
        return condition && whenTrue && whenFalse && { kind: 'conditional', ...base, condition, whenTrue, whenFalse };
      }
      case 'dmn:Filter': {
        const list = child(element.in, `${label}, in`);
        const match = child(element.match, `${label}, match`);
        return list && match && { kind: 'filter', ...base, list, match };
      }
      case 'dmn:For':
      case 'dmn:Some':
      case 'dmn:Every': {
        const variable = element.iteratorVariable;
        if (variable === undefined) return refuse(element, `${label} names no iterator variable.`, 'Name it.');
        const list = child(element.in, `${label}, in`);
        const result = child(
          element.return ?? element.satisfies,
          `${label}, ${element.$type === 'dmn:For' ? 'return' : 'satisfies'}`,
        );
        const kind = element.$type === 'dmn:For' ? 'for' : element.$type === 'dmn:Some' ? 'some' : 'every';
        return list && result && { kind, ...base, variable, list, result };
      }
      default:
        return refuse(
          element,
          `${label} holds a ${kindOf(element)}, which cannot run.`,
          'Use another kind of expression.',
        );
    }
  }

  function readFunction(element: FunctionDefinition | undefined, label: string): FunctionExpression | undefined {
    if (!element) return undefined;
    if (element.kind !== undefined && element.kind !== 'FEEL') {
      return refuse(element, `${label} is a function in ${element.kind}.`, 'Only functions in FEEL run here.');
    }
    const body = read(element.body, `${label}, body`);
    const parameters = (element.formalParameter ?? []).map((parameter) =>
      typedName(parameter.name ?? '', parameter.typeRef, label),
    );
    return body && { kind: 'function', ...(element.id !== undefined && { id: element.id }), parameters, body };
  }

  function readTable(element: TableElement, label: string): DecisionTable {
    const inputs = (element.input ?? []).map((input, index) => {
      const expression = (input.inputExpression?.text ?? '').trim();
      const name = input.label ?? (expression === '' ? `input ${index + 1}` : expression);
      if (!isFeel(input.inputExpression?.expressionLanguage ?? language)) {
        refuse(input, `${label}, input '${name}' is not written in FEEL.`, 'Write it in FEEL.');
      }
      const type = types.resolve(input.inputExpression?.typeRef, { id: input.id, label: `${label}, input '${name}'` });
      const allowed = textOf(input.inputValues?.text);
      return {
        ...idOf(input),
        label: name,
        expression,
        ...(type && { type }),
        ...(allowed !== undefined && { allowed }),
      };
    });
    const outputs = (element.output ?? []).map((output, index) => {
      const name = output.name ?? output.label ?? element.outputLabel ?? `output ${index + 1}`;
      const type = types.resolve(output.typeRef, { id: output.id, label: `${label}, output '${name}'` });
      const allowed = textOf(output.outputValues?.text);
      const defaultEntry = textOf(output.defaultOutputEntry?.text);
      return {
        ...idOf(output),
        label: output.label ?? name,
        ...(output.name !== undefined && { name: output.name }),
        ...(type && { type }),
        ...(allowed !== undefined && { allowed }),
        ...(defaultEntry !== undefined && { defaultEntry }),
      };
    });
    const rules = (element.rule ?? []).map((rule) => ({
      ...idOf(rule),
      inputs: (rule.inputEntry ?? []).map((entry) => (entry.text ?? '').trim()),
      outputs: (rule.outputEntry ?? []).map((entry) => (entry.text ?? '').trim()),
      annotations: (rule.annotationEntry ?? []).map((entry) => entry.text ?? ''),
    }));
    const hitPolicy = element.hitPolicy ?? 'UNIQUE';
    if (!isHitPolicy(hitPolicy))
      refuse(element, `${label} has the hit policy '${hitPolicy}'.`, `Use one of ${HIT_POLICIES.join(', ')}.`);
    const aggregation = element.aggregation;
    return {
      kind: 'table',
      hitPolicy: isHitPolicy(hitPolicy) ? hitPolicy : 'UNIQUE',
      ...(isAggregation(aggregation) && hitPolicy === 'COLLECT' && { aggregation }),
      inputs,
      outputs,
      rules,
    };
  }

  function child(element: ChildExpression | undefined, label: string): BoxedExpression | undefined {
    return read(element?.value, label);
  }
  function typed(typeRef: string | undefined, id: string | undefined, label: string): { readonly type?: DmnType } {
    const type = types.resolve(typeRef, { id, label });
    return type ? { type } : {};
  }
  function typedName(name: string, typeRef: string | undefined, label: string): TypedName {
    return { name, ...typed(typeRef, undefined, `${label}, '${name}'`) };
  }
  function refuse(element: { readonly id?: string }, message: string, hint: string): undefined {
    findings.error('dmn-unsupported', element, message, hint);
    return undefined;
  }

  return { read, readFunction };
}

/** FEEL by any of the names that the standard's versions and editors use. */
function isFeel(language: string | undefined): boolean {
  return language === undefined || language === '' || /feel/i.test(language);
}

function complete<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item) => item !== undefined);
}
function idOf(element: { readonly id?: string }): { readonly id?: string } {
  return element.id === undefined ? {} : { id: element.id };
}
function textOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

const HIT_POLICIES: readonly HitPolicy[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
];
function isHitPolicy(text: string): text is HitPolicy {
  return HIT_POLICIES.some((policy) => policy === text);
}
function isAggregation(text: string | undefined): text is Aggregation {
  return text === 'SUM' || text === 'COUNT' || text === 'MIN' || text === 'MAX';
}
