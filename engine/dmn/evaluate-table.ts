import { parseTests, runTests, type UnaryTests } from '../feel/unary-tests.ts';
import { allowed, conform } from './conform.ts';
import type { DecisionTable, OutputClause } from './decision-model.ts';
import { DecisionError, type DecisionRun, type FeelScope, type Place } from './decision-run.ts';
import { evaluateText } from './evaluate-text.ts';
import { applyHitPolicy, type RuleOutput } from './hit-policy.ts';

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
  run.matched.push({ decisionId: place.elementId, rules: matched });
  if (matched.length === 0) return withoutMatch(run, table, scope, place);
  const outputs = matched.map((rule): RuleOutput => ({
    rule,
    values: evaluateOutputs(run, table, rule, scope, place),
  }));
  return applyHitPolicy(table, outputs, place, run.clock);
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
  const where = { ...place, label: `${place.label}, input '${input.label}'` };
  const value = evaluateText(run, input.expression, scope, where);
  const typed = conform(value, input.type, run.clock);
  if (!typed.ok) throw new DecisionError(`The value of ${where.label} ${typed.message}.`);
  if (input.allowed === undefined) return typed.value;
  const among = allowed(typed.value, input.allowed, run.clock);
  if (!among.ok) throw new DecisionError(`The value of ${where.label} ${among.message}.`);
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
      if (typeof tests === 'string') throw new DecisionError(`In ${cellLabel(table, place, row, column)}: ${tests}`);
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
    if (!result.ok) throw new DecisionError(`In ${cellLabel(table, place, row, column)}: ${result.message}`);
    for (const warning of result.warnings) run.warnings.push(`In ${cellLabel(table, place, row, column)}: ${warning}`);
    if (!result.value) return false;
  }
  return true;
}

function cellLabel(table: DecisionTable, place: Place, row: number, column: number): string {
  return `${place.label}, rule ${row + 1}, input '${table.inputs[column]?.label ?? column + 1}'`;
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
    const where = { ...place, label: `${place.label}, rule ${rule}, output '${output.label}'` };
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
  if (!typed.ok) throw new DecisionError(`The value of ${where.label} ${typed.message}.`);
  if (output.allowed === undefined || typed.value === null) return typed.value;
  const among = allowed(typed.value, output.allowed, run.clock);
  if (!among.ok) throw new DecisionError(`The value of ${where.label} ${among.message}.`);
  return typed.value;
}

/** The default outputs, or null with its reason. A policy that gives a list gives the list of the one default. */
function withoutMatch(run: DecisionRun, table: DecisionTable, scope: FeelScope, place: Place): unknown {
  if (table.outputs.every((output) => output.defaultEntry === undefined)) {
    run.warnings.push(`In ${place.label}: no rule matches and there is no default output; the result is null.`);
    return null;
  }
  const values = table.outputs.map((output) => {
    const where = { ...place, label: `${place.label}, default of output '${output.label}'` };
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
