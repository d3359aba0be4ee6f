import { FeelValueError, toJson } from '../feel/feel-value.ts';
import { parseTests, runTests, type UnaryTests } from '../feel/unary-tests.ts';
import type { Bilingual } from '../model/expression.ts';
import type { Json } from '../model/json.ts';
import { allowed, conform } from './conform.ts';
import type { DecisionTable, OutputClause } from './decision-model.ts';
import {
  DecisionError,
  type DecisionRun,
  type FeelScope,
  type MatchedRules,
  type Place,
  type TableCell,
} from './decision-run.ts';
import { evaluateText, failedAt } from './evaluate-text.ts';
import { applyHitPolicy, type RuleOutput } from './hit-policy.ts';
import { inside } from './place-label.ts';

/**
 * Evaluates a decision table: the inputs, then every rule, then the outputs of the rules that match, then the hit policy.
 * Throws `DecisionError` with the table and the cell. Notes the matched rules, those too that the policy passes over.
 * @source DMN 1.5 §8.2, §8.3
 */
export function evaluateTable(run: DecisionRun, table: DecisionTable, scope: FeelScope, place: Place): unknown {
  const inputs = table.inputs.map((_, column) => evaluateInput(run, table, column, scope, place));
  const tests = testsOf(table, place);
  const matched: number[] = [];
  for (let row = 0; row < tests.length; row += 1) {
    if (matchesRule(run, table, tests[row] ?? [], row, inputs, scope, place)) {
      matched.push(row + 1);
      if (table.hitPolicy === 'FIRST') break;
    }
  }
  run.matched.push(matchedRules(table, matched, place));
  if (matched.length === 0) return withoutMatch(run, table, scope, place);
  const outputs = matched.map((rule): RuleOutput => ({
    rule,
    values: evaluateOutputs(run, table, rule, scope, place),
  }));
  for (const { rule, values } of outputs)
    run.outputs.push({ decisionId: place.elementId, rule, values: values.map(asData) });
  return applyHitPolicy(table, outputs, place, run.clock);
}

function matchedRules(table: DecisionTable, rules: readonly number[], { elementId }: Place): MatchedRules {
  const ids = rules.map((rule) => table.rules[rule - 1]?.id ?? null);
  return { decisionId: elementId, rules, ...(ids.some((id) => id !== null) && { ruleIds: ids }) };
}

/** What a rule gave, as far as it is data: a function that only others call is none. */
function asData(value: unknown): Json {
  try {
    return toJson(value);
  } catch (error) {
    if (error instanceof FeelValueError) return null;
    throw error;
  }
}

// --- inputs -----------------------------------------------------------------------------------------------------------------

function evaluateInput(
  run: DecisionRun,
  table: DecisionTable,
  column: number,
  scope: FeelScope,
  place: Place,
): unknown {
  const input = table.inputs[column];
  if (!input) return null;
  const where = inputAt(table, column, place);
  const value = evaluateText(run, input.expression, scope, where);
  const typed = conform(value, input.type, run.clock);
  if (!typed.ok) throw wrongValue(where, typed.message);
  if (input.allowed === undefined) return typed.value;
  const among = allowed(typed.value, input.allowed, run.clock);
  if (!among.ok) throw wrongValue(where, among.message);
  return typed.value;
}

/** A table's cells, parsed once. Tables of a procedure are frozen, so the table itself is the key. */
const parsedTables = new WeakMap<DecisionTable, readonly (readonly UnaryTests[])[]>();

function testsOf(table: DecisionTable, place: Place): readonly (readonly UnaryTests[])[] {
  const known = parsedTables.get(table);
  if (known) return known;
  const parsed = table.rules.map((rule, row) =>
    rule.inputs.map((cell, column) => {
      const tests = parseTests(cell);
      if (typeof tests === 'string') throw failedAt(inputAt(table, column, place, row), tests);
      return tests;
    }),
  );
  parsedTables.set(table, parsed);
  return parsed;
}

function matchesRule(
  run: DecisionRun,
  table: DecisionTable,
  tests: readonly UnaryTests[],
  row: number,
  inputs: readonly unknown[],
  scope: FeelScope,
  place: Place,
): boolean {
  for (let column = 0; column < tests.length; column += 1) {
    const cell = tests[column];
    if (!cell || cell.tests.length === 0) continue;
    const result = runTests(cell, inputs[column], scope, run.clock);
    if (!result.ok) throw failedAt(inputAt(table, column, place, row), result.message);
    for (const warning of result.warnings)
      run.warnings.push(`In ${inputAt(table, column, place, row).label.en}: ${warning}`);
    if (!result.value) return false;
  }
  return true;
}

/** Head of an input column, or the cell in a row (from 0). */
function inputAt(table: DecisionTable, column: number, place: Place, row?: number): Place {
  const input = table.inputs[column];
  const heading = input?.label ?? String(column + 1);
  return cellAt(table, place, row, {
    column: 'input',
    heading,
    ...(input?.id !== undefined && { columnId: input.id }),
  });
}

function outputAt(table: DecisionTable, output: OutputClause, place: Place, row: number): Place {
  return cellAt(table, place, row, {
    column: 'output',
    heading: output.label,
    ...(output.id !== undefined && { columnId: output.id }),
  });
}

function cellAt(
  table: DecisionTable,
  { elementId, label }: Place,
  row: number | undefined,
  head: Pick<TableCell, 'column' | 'heading' | 'columnId'>,
): Place {
  const inRow = row === undefined ? label : inside(label, `rule ${row + 1}`, `luật ${row + 1}`);
  const ruleId = row === undefined ? undefined : table.rules[row]?.id;
  return {
    elementId,
    label:
      head.column === 'input'
        ? inside(inRow, `input '${head.heading}'`, `đầu vào “${head.heading}”`)
        : inside(inRow, `output '${head.heading}'`, `đầu ra “${head.heading}”`),
    cell: {
      decisionId: elementId,
      ...(row !== undefined && { rule: row + 1 }),
      ...(ruleId !== undefined && { ruleId }),
      ...head,
    },
  };
}

function wrongValue({ label, cell }: Place, message: Bilingual): DecisionError {
  return new DecisionError(
    { en: `The value of ${label.en} ${message.en}.`, vi: `Giá trị của ${label.vi} ${message.vi}.` },
    cell,
  );
}

// --- outputs ----------------------------------------------------------------------------------------------------------------

function evaluateOutputs(
  run: DecisionRun,
  table: DecisionTable,
  rule: number,
  scope: FeelScope,
  place: Place,
): readonly unknown[] {
  const cells = table.rules[rule - 1]?.outputs ?? [];
  return table.outputs.map((output, column) => {
    const where = outputAt(table, output, place, rule - 1);
    const cell = cells[column];
    return conformOutput(
      run,
      output,
      cell === undefined || cell === '' ? null : evaluateText(run, cell, scope, where),
      where,
    );
  });
}

function conformOutput(run: DecisionRun, output: OutputClause, value: unknown, where: Place): unknown {
  const typed = conform(value, output.type, run.clock);
  if (!typed.ok) throw wrongValue(where, typed.message);
  if (output.allowed === undefined || typed.value === null) return typed.value;
  const among = allowed(typed.value, output.allowed, run.clock);
  if (!among.ok) throw wrongValue(where, among.message);
  return typed.value;
}

/** The default outputs, a count of 0, or null with its reason. A policy that gives a list gives the list of the one default. */
function withoutMatch(run: DecisionRun, table: DecisionTable, scope: FeelScope, place: Place): unknown {
  if (table.outputs.every((output) => output.defaultEntry === undefined)) {
    // The count of the outputs of no rule is known (§10.3.4.4: count); a sum, a smallest or a largest of nothing is not.
    if (table.aggregation === 'COUNT') return 0;
    run.warnings.push(`In ${place.label.en}: no rule matches and there is no default output; the result is null.`);
    return null;
  }
  const values = table.outputs.map((output) => {
    const where: Place = {
      elementId: place.elementId,
      label: inside(
        place.label,
        `default of output '${output.label}'`,
        `giá trị mặc định của đầu ra “${output.label}”`,
      ),
      cell: {
        decisionId: place.elementId,
        column: 'output',
        heading: output.label,
        ...(output.id !== undefined && { columnId: output.id }),
      },
    };
    return conformOutput(
      run,
      output,
      output.defaultEntry === undefined ? null : evaluateText(run, output.defaultEntry, scope, where),
      where,
    );
  });
  const [single] = values;
  const value =
    table.outputs.length === 1
      ? single
      : Object.fromEntries(table.outputs.map((output, column) => [output.name ?? '', values[column]]));
  const givesList =
    table.hitPolicy === 'RULE ORDER' ||
    table.hitPolicy === 'OUTPUT ORDER' ||
    (table.hitPolicy === 'COLLECT' && table.aggregation === undefined);
  return givesList && !Array.isArray(value) ? [value] : value;
}
