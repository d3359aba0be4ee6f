import type { Bilingual } from '../model/expression.ts';
import { inside } from './place-label.ts';
import type { ChildExpression, DecisionTable as TableElement, Expression, FunctionDefinition } from 'dmn-moddle';
import { kindVi } from '../compile/describe-vi.ts';
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
  read(element: Expression | undefined, label: Bilingual): BoxedExpression | undefined;
  readFunction(element: FunctionDefinition | undefined, label: Bilingual): FunctionExpression | undefined;
}

/** @source DMN 1.5 §7.3, §8.3, §10.2 */
export function createExpressionReader(
  types: TypeReader,
  language: string | undefined,
  findings: Findings,
): ExpressionReader {
  function read(element: Expression | undefined, label: Bilingual): BoxedExpression | undefined {
    if (!element) {
      findings.error(
        'dmn-incomplete',
        undefined,
        { en: `${label.en} is empty.`, vi: `${label.vi} trống.` },
        { en: 'Fill it in.', vi: 'Điền nội dung.' },
      );
      return undefined;
    }
    const base = { ...(element.id !== undefined && { id: element.id }), ...typed(element.typeRef, element.id, label) };
    switch (element.$type) {
      case 'dmn:LiteralExpression':
        if (!isFeel(element.expressionLanguage ?? language)) {
          return refuse(
            element,
            {
              en: `${label.en} is written in '${element.expressionLanguage ?? language ?? ''}'.`,
              vi: `${label.vi} viết bằng “${element.expressionLanguage ?? language ?? ''}”.`,
            },
            { en: 'Write it in FEEL.', vi: 'Viết bằng FEEL.' },
          );
        }
        if (element.importedValues)
          return refuse(
            element,
            { en: `${label.en} imports its values from elsewhere.`, vi: `${label.vi} nhập giá trị từ nơi khác.` },
            { en: 'Write the expression here.', vi: 'Viết biểu thức tại đây.' },
          );
        return { kind: 'literal', ...base, text: (element.text ?? '').trim() };
      case 'dmn:DecisionTable':
        return { ...base, ...readTable(element, label) };
      case 'dmn:Context': {
        const entries = (element.contextEntry ?? []).map((entry, index) => {
          const name = entry.variable?.name;
          const value = read(
            entry.value,
            inside(
              label,
              `entry ${name === undefined ? index + 1 : `'${name}'`}`,
              `mục ${name === undefined ? index + 1 : `“${name}”`}`,
            ),
          );
          return (
            value && { ...(name !== undefined && { variable: typedName(name, entry.variable?.typeRef, label) }), value }
          );
        });
        return { kind: 'context', ...base, entries: complete(entries) };
      }
      case 'dmn:Invocation': {
        const called = read(element.calledFunction, inside(label, 'called function', 'hàm được gọi'));
        if (called && called.kind !== 'literal') {
          return refuse(
            element,
            {
              en: `${label.en} calls a ${called.kind} expression.`,
              vi: `${label.vi} gọi một biểu thức loại ${called.kind}.`,
            },
            { en: 'Call a function by its name.', vi: 'Gọi hàm theo tên.' },
          );
        }
        const bindings = (element.binding ?? []).map((binding) => {
          const parameter = binding.parameter?.name ?? '';
          const value = read(binding.bindingFormula, inside(label, `argument '${parameter}'`, `đối số “${parameter}”`));
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
            (element.elements ?? []).map((item, index) =>
              read(item, inside(label, `element ${index + 1}`, `phần tử ${index + 1}`)),
            ),
          ),
        };
      case 'dmn:Relation': {
        const columns = (element.column ?? []).map((column) => typedName(column.name ?? '', column.typeRef, label));
        const rows = (element.row ?? []).map((row, index) => {
          const cells = complete(
            (row.elements ?? []).map((cell) => read(cell, inside(label, `row ${index + 1}`, `dòng ${index + 1}`))),
          );
          if (cells.length !== columns.length) {
            findings.error(
              'dmn-incomplete',
              row,
              {
                en: `${label.en}, row ${index + 1} has ${cells.length} cells for ${columns.length} columns.`,
                vi: `${label.vi}, dòng ${index + 1} có ${cells.length} ô cho ${columns.length} cột.`,
              },
              { en: 'Give every row one cell for each column.', vi: 'Mỗi cột phải có một ô trong dòng.' },
            );
          }
          return cells;
        });
        return { kind: 'relation', ...base, columns, rows };
      }
      case 'dmn:Conditional': {
        const condition = child(element.if, inside(label, 'if', 'điều kiện (if)'));
        const whenTrue = child(element.then, inside(label, 'then', 'khi đúng (then)'));
        const whenFalse = child(element.else, inside(label, 'else', 'khi sai (else)'));
        return condition && whenTrue && whenFalse && { kind: 'conditional', ...base, condition, whenTrue, whenFalse };
      }
      case 'dmn:Filter': {
        const list = child(element.in, inside(label, 'in', 'danh sách (in)'));
        const match = child(element.match, inside(label, 'match', 'điều kiện lọc (match)'));
        return list && match && { kind: 'filter', ...base, list, match };
      }
      case 'dmn:For':
      case 'dmn:Some':
      case 'dmn:Every': {
        const variable = element.iteratorVariable;
        if (variable === undefined)
          return refuse(
            element,
            { en: `${label.en} names no iterator variable.`, vi: `${label.vi} không nêu biến lặp.` },
            { en: 'Name it.', vi: 'Đặt tên biến.' },
          );
        const list = child(element.in, inside(label, 'in', 'danh sách (in)'));
        const result = child(
          element.return ?? element.satisfies,
          inside(
            label,
            `${element.$type === 'dmn:For' ? 'return' : 'satisfies'}`,
            `${element.$type === 'dmn:For' ? 'return' : 'satisfies'}`,
          ),
        );
        const kind = element.$type === 'dmn:For' ? 'for' : element.$type === 'dmn:Some' ? 'some' : 'every';
        return list && result && { kind, ...base, variable, list, result };
      }
      default:
        return refuse(
          element,
          {
            en: `${label.en} holds a ${kindOf(element)}, which cannot run.`,
            vi: `${label.vi} chứa ${kindVi(element)}, loại này không chạy được.`,
          },
          { en: 'Use another kind of expression.', vi: 'Dùng loại biểu thức khác.' },
        );
    }
  }

  function readFunction(element: FunctionDefinition | undefined, label: Bilingual): FunctionExpression | undefined {
    if (!element) return undefined;
    if (element.kind !== undefined && element.kind !== 'FEEL') {
      return refuse(
        element,
        {
          en: `${label.en} is a function in ${element.kind}.`,
          vi: `${label.vi} là một hàm viết bằng ${element.kind}.`,
        },
        { en: 'Only functions in FEEL run here.', vi: 'Ở đây chỉ chạy hàm FEEL.' },
      );
    }
    const body = read(element.body, inside(label, 'body', 'thân hàm'));
    const parameters = (element.formalParameter ?? []).map((parameter) =>
      typedName(parameter.name ?? '', parameter.typeRef, label),
    );
    return body && { kind: 'function', ...(element.id !== undefined && { id: element.id }), parameters, body };
  }

  function readTable(element: TableElement, label: Bilingual): DecisionTable {
    const inputs = (element.input ?? []).map((input, index) => {
      const expression = (input.inputExpression?.text ?? '').trim();
      const name = input.label ?? (expression === '' ? `input ${index + 1}` : expression);
      if (!isFeel(input.inputExpression?.expressionLanguage ?? language)) {
        refuse(
          input,
          {
            en: `${label.en}, input '${name}' is not written in FEEL.`,
            vi: `${label.vi}, đầu vào “${name}” không viết bằng FEEL.`,
          },
          { en: 'Write it in FEEL.', vi: 'Viết bằng FEEL.' },
        );
      }
      const type = types.resolve(input.inputExpression?.typeRef, {
        id: input.id,
        label: inside(label, `input '${name}'`, `đầu vào “${name}”`),
      });
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
      const type = types.resolve(output.typeRef, {
        id: output.id,
        label: inside(label, `output '${name}'`, `đầu ra “${name}”`),
      });
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
      refuse(
        element,
        {
          en: `${label.en} has the hit policy '${hitPolicy}'.`,
          vi: `${label.vi} có chính sách chọn luật “${hitPolicy}”.`,
        },
        {
          en: `Use one of ${HIT_POLICIES.join(', ')}.`,
          vi: `Dùng một trong các chính sách ${HIT_POLICIES.join(', ')}.`,
        },
      );
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

  function child(element: ChildExpression | undefined, label: Bilingual): BoxedExpression | undefined {
    return read(element?.value, label);
  }
  function typed(typeRef: string | undefined, id: string | undefined, label: Bilingual): { readonly type?: DmnType } {
    const type = types.resolve(typeRef, { id, label });
    return type ? { type } : {};
  }
  function typedName(name: string, typeRef: string | undefined, label: Bilingual): TypedName {
    return { name, ...typed(typeRef, undefined, inside(label, `'${name}'`, `“${name}”`)) };
  }
  function refuse(element: { readonly id?: string }, message: Bilingual, hint: Bilingual): undefined {
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
