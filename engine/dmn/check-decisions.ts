import type { Bilingual } from '../model/expression.ts';
import { inside } from './place-label.ts';
import type { Findings } from '../compile/findings.ts';
import { normalizeName } from '../feel/syntax.ts';
import { checkExpression, checkTests } from './check-expression.ts';
import { checkRules, checkTable } from './check-table.ts';
import type { BoxedExpression, DecisionModel, DmnType, Reference } from './decision-model.ts';
import { labelsOf } from './decision-run.ts';

/**
 * Checks the elements of one file together: every reference has its target, no decision requires itself, every expression
 * is FEEL that can run. Gives the elements back with what their logic reads.
 */
export function checkDecisions(
  models: readonly DecisionModel[],
  aliases: ReadonlyMap<string, string>,
  findings: Findings,
): readonly DecisionModel[] {
  const byId = new Map(models.map((model) => [model.id, model]));
  for (const model of models) checkReferences(model, byId, findings);
  checkCircles(models, byId, findings);
  const names = specialNames(models, aliases);
  return models.map((model) => {
    if (model.kind === 'input' || model.kind === 'service' || !model.logic) return model;
    const reads = new Set<string>();
    checkBoxed(model.logic, model, labelsOf(model), new Set(), { reads, names, findings });
    return model.kind === 'decision' ? { ...model, reads: [...reads] } : model;
  });
}

// --- references -------------------------------------------------------------------------------------------------------------

function checkReferences(model: DecisionModel, byId: ReadonlyMap<string, DecisionModel>, findings: Findings): void {
  for (const { target, kinds } of targetsOf(model)) {
    if (target.alias !== undefined) continue;
    const found = byId.get(target.id);
    if (!found || !kinds.includes(found.kind)) {
      findings.error(
        'dmn-reference',
        model,
        {
          en: `${labelsOf(model).en} requires '${target.id}', which ${found ? `is ${labelsOf(found).en}` : 'does not exist'}.`,
          vi: `${labelsOf(model).vi} cần “${target.id}”, ${found ? `nhưng đó là ${labelsOf(found).vi}` : 'không tồn tại'}.`,
        },
        { en: 'Draw the requirement anew.', vi: 'Vẽ lại quan hệ phụ thuộc.' },
      );
    }
  }
}

/** Everything that an element requires, with the kinds of element that may stand there. */
export function targetsOf(
  model: DecisionModel,
): readonly { readonly target: Reference; readonly kinds: readonly DecisionModel['kind'][] }[] {
  switch (model.kind) {
    case 'input':
      return [];
    case 'decision':
    case 'knowledge':
      return model.requires.map((target) => ({
        target,
        kinds: target.kind === 'knowledge' ? (['knowledge', 'service'] as const) : ([target.kind] as const),
      }));
    case 'service':
      return [
        ...[...model.outputDecisions, ...model.encapsulatedDecisions, ...model.inputDecisions].map((target) => ({
          target,
          kinds: ['decision'] as const,
        })),
        ...model.inputData.map((target) => ({ target, kinds: ['input'] as const })),
      ];
    default:
      return model satisfies never;
  }
}

function checkCircles(
  models: readonly DecisionModel[],
  byId: ReadonlyMap<string, DecisionModel>,
  findings: Findings,
): void {
  const done = new Set<string>();
  const path: string[] = [];
  function visit(model: DecisionModel): void {
    const start = path.indexOf(model.id);
    if (start >= 0) {
      const circle = [...path.slice(start), model.id].map((id) => `'${byId.get(id)?.name ?? id}'`);
      findings.error(
        'dmn-cycle',
        model,
        {
          en: `Decisions require each other in a circle: ${circle.join(' → ')}.`,
          vi: `Các quyết định cần nhau thành vòng: ${circle.join(' → ')}.`,
        },
        { en: 'Take one requirement out.', vi: 'Bỏ một quan hệ phụ thuộc.' },
      );
      return;
    }
    if (done.has(model.id) || model.kind !== 'decision') return;
    path.push(model.id);
    for (const requirement of model.requires) {
      const required =
        requirement.kind === 'decision' && requirement.alias === undefined ? byId.get(requirement.id) : undefined;
      if (required) visit(required);
    }
    path.pop();
    done.add(model.id);
  }
  for (const model of models) visit(model);
}

// --- expressions ----------------------------------------------------------------------------------------------------------------

interface Check {
  readonly reads: Set<string>;
  readonly names: readonly string[];
  readonly findings: Findings;
}

function checkBoxed(
  expression: BoxedExpression,
  model: DecisionModel,
  label: Bilingual,
  bound: ReadonlySet<string>,
  check: Check,
): void {
  const note = (names: readonly string[], locals: ReadonlySet<string> = bound): void => {
    for (const name of names) if (!locals.has(normalizeName(name))) check.reads.add(name);
  };
  const inner = (part: BoxedExpression, where: Bilingual, locals = bound): void =>
    checkBoxed(part, model, where, locals, check);
  const feel = (text: string, where: Bilingual): void =>
    note(checkExpression(text, model, where, check.findings, check.names));
  const tests = (text: string, where: Bilingual): void =>
    note(checkTests(text, model, where, check.findings, check.names));

  switch (expression.kind) {
    case 'literal':
      return feel(expression.text, label);
    case 'table':
      checkTable(expression, model, label, check.findings);
      for (const input of expression.inputs) {
        feel(input.expression, inside(label, `input '${input.label}'`, `đầu vào “${input.label}”`));
        if (input.allowed !== undefined)
          tests(
            input.allowed,
            inside(label, `allowed values of input '${input.label}'`, `giá trị cho phép của đầu vào “${input.label}”`),
          );
      }
      for (const output of expression.outputs) {
        if (output.allowed !== undefined)
          tests(
            output.allowed,
            inside(
              label,
              `allowed values of output '${output.label}'`,
              `giá trị cho phép của đầu ra “${output.label}”`,
            ),
          );
        if (output.defaultEntry !== undefined)
          feel(
            output.defaultEntry,
            inside(label, `default of output '${output.label}'`, `giá trị mặc định của đầu ra “${output.label}”`),
          );
      }
      expression.rules.forEach((rule, index) => {
        rule.inputs.forEach((cell, column) => {
          tests(
            cell,
            inside(
              label,
              `rule ${index + 1}, input '${expression.inputs[column]?.label ?? column + 1}'`,
              `luật ${index + 1}, đầu vào “${expression.inputs[column]?.label ?? column + 1}”`,
            ),
          );
        });
        rule.outputs.forEach((cell, column) => {
          if (cell !== '')
            feel(
              cell,
              inside(
                label,
                `rule ${index + 1}, output '${expression.outputs[column]?.label ?? column + 1}'`,
                `luật ${index + 1}, đầu ra “${expression.outputs[column]?.label ?? column + 1}”`,
              ),
            );
        });
      });
      if (!check.findings.list.some((finding) => finding.severity === 'error'))
        checkRules(expression, model, label, check.findings);
      return;
    case 'context': {
      let locals = bound;
      for (const { variable, value } of expression.entries) {
        inner(
          value,
          inside(label, `entry '${variable?.name ?? 'result'}'`, `mục “${variable?.name ?? 'result'}”`),
          locals,
        );
        if (variable) locals = new Set([...locals, normalizeName(variable.name)]);
      }
      return;
    }
    case 'invocation':
      feel(expression.called, inside(label, 'called function', 'hàm được gọi'));
      for (const { parameter, value } of expression.bindings)
        inner(value, inside(label, `argument '${parameter}'`, `đối số “${parameter}”`));
      return;
    case 'function':
      return inner(
        expression.body,
        label,
        new Set([...bound, ...expression.parameters.map(({ name }) => normalizeName(name))]),
      );
    case 'list':
      return expression.elements.forEach((element, index) =>
        inner(element, inside(label, `element ${index + 1}`, `phần tử ${index + 1}`)),
      );
    case 'relation':
      return expression.rows.forEach((row, index) =>
        row.forEach((cell) => inner(cell, inside(label, `row ${index + 1}`, `dòng ${index + 1}`))),
      );
    case 'conditional':
      inner(expression.condition, inside(label, 'if', 'điều kiện (if)'));
      inner(expression.whenTrue, inside(label, 'then', 'khi đúng (then)'));
      return inner(expression.whenFalse, inside(label, 'else', 'khi sai (else)'));
    case 'filter':
      inner(expression.list, inside(label, 'in', 'danh sách (in)'));
      return inner(expression.match, inside(label, 'match', 'điều kiện lọc (match)'), new Set([...bound, 'item']));
    case 'for':
    case 'some':
    case 'every':
      inner(expression.list, inside(label, 'in', 'danh sách (in)'));
      return inner(
        expression.result,
        inside(
          label,
          `${expression.kind === 'for' ? 'return' : 'satisfies'}`,
          `${expression.kind === 'for' ? 'return' : 'satisfies'}`,
        ),
        new Set([...bound, normalizeName(expression.variable), 'partial']),
      );
    default:
      return expression satisfies never;
  }
}

/** Names of the file that hold blanks or operators: the parser must know them to read a text right. */
function specialNames(models: readonly DecisionModel[], aliases: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set<string>(aliases.values());
  const addType = (type: DmnType | undefined): void => {
    if (type?.kind === 'context') {
      for (const component of type.components) {
        names.add(component.name);
        addType(component.type);
      }
    } else if (type?.kind === 'list') addType(type.element);
    else if (type?.kind === 'constrained') addType(type.base);
  };
  const addExpression = (expression: BoxedExpression): void => {
    if (expression.kind === 'context') {
      for (const { variable, value } of expression.entries) {
        if (variable) names.add(variable.name);
        addExpression(value);
      }
    } else if (expression.kind === 'function') {
      for (const parameter of expression.parameters) names.add(parameter.name);
      addExpression(expression.body);
    } else if (expression.kind === 'for' || expression.kind === 'some' || expression.kind === 'every')
      names.add(expression.variable);
    else if (expression.kind === 'table')
      for (const { name } of expression.outputs) if (name !== undefined) names.add(name);
  };
  for (const model of models) {
    names.add(model.variable.name);
    addType(model.variable.type);
    if (model.kind !== 'input' && model.kind !== 'service' && model.logic) addExpression(model.logic);
  }
  return [...names].filter((name) => /[^\p{L}\p{N}\p{M}_]/u.test(name));
}
