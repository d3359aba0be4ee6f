import type { Findings, Named } from '../compile/findings.ts';
import type { JsonObject } from '../model/json.ts';
import { analyzeTable, MAX_FINDINGS } from './analyze-table.ts';
import type { DecisionTable } from './decision-model.ts';

/** Checks what a decision table needs beside correct cells. @source DMN 1.5 §8.2, §8.3 */
export function checkTable(table: DecisionTable, at: Named, label: string, findings: Findings): void {
  const error = (message: string, hint: string): void => findings.error('dmn-table', at, `${label}: ${message}`, hint);
  if (table.outputs.length === 0) error('the table has no output.', 'Add an output column.');
  table.rules.forEach((rule, index) => {
    if (rule.inputs.length !== table.inputs.length || rule.outputs.length !== table.outputs.length) {
      error(
        `rule ${index + 1} has ${rule.inputs.length} input and ${rule.outputs.length} output cells for ${table.inputs.length} and ${table.outputs.length} columns.`,
        'Give the rule one cell for each column.',
      );
    }
    rule.outputs.forEach((cell, column) => {
      if (cell !== '') return;
      findings.warning(
        'dmn-table',
        at,
        `${label}: rule ${index + 1} leaves output '${table.outputs[column]?.label ?? column + 1}' empty; it will be null.`,
        'Write the output, or null.',
      );
    });
  });
  if (table.outputs.length > 1) {
    const names = table.outputs.map((output) => output.name);
    if (names.some((name) => name === undefined || name === '')) {
      error('a table with several outputs needs a name on each.', 'Name every output column.');
    } else if (new Set(names).size < names.length)
      error('two outputs have the same name.', 'Give every output column a name of its own.');
  }
  if (
    (table.hitPolicy === 'PRIORITY' || table.hitPolicy === 'OUTPUT ORDER') &&
    table.outputs.every((output) => output.allowed === undefined)
  ) {
    error(
      `the hit policy ${table.hitPolicy} orders by output values, and no output lists any.`,
      'List the output values, the most important first.',
    );
  }
  if (table.aggregation !== undefined && table.outputs.length > 1) {
    error(
      `${table.aggregation} is not defined for several outputs.`,
      'Keep one output column, or take the aggregation away.',
    );
  }
}

/**
 * Reports gaps, overlaps and rules that can never decide, with an example input each; warnings, because inputs may depend on
 * each other in ways that the table does not show. What cannot be decided is said as well.
 */
export function checkRules(table: DecisionTable, at: Named, label: string, findings: Findings): void {
  const analysis = analyzeTable(table);
  if (!analysis.analysed) {
    findings.info(
      'dmn-table-not-analysed',
      at,
      `${label}: gaps and overlaps were not looked for, because ${analysis.reason}.`,
    );
    return;
  }
  const givesOne = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY'].includes(table.hitPolicy);
  if (givesOne && table.outputs.every((output) => output.defaultEntry === undefined)) {
    for (const gap of analysis.gaps) {
      findings.warning(
        'dmn-table-gap',
        at,
        `${label}: no rule matches ${inputText(gap)}; the result would be null.`,
        'Add a rule, or a default output.',
      );
    }
  }
  for (const { rules, example, agree } of analysis.overlaps.slice(0, MAX_FINDINGS)) {
    if (table.hitPolicy !== 'UNIQUE' && (table.hitPolicy !== 'ANY' || agree)) continue;
    findings.warning(
      'dmn-table-overlap',
      at,
      `${label}: the rules ${rules[0]} and ${rules[1]} both match ${inputText(example)}${table.hitPolicy === 'ANY' ? ' with different outputs' : ''}; the evaluation would fail.`,
      'Make the rules exclude each other, or choose another hit policy.',
    );
  }
  if (table.hitPolicy !== 'FIRST') return;
  for (const rule of analysis.masked) {
    findings.warning(
      'dmn-table-masked',
      at,
      `${label}: rule ${rule} can never decide; the rules before it match all its inputs.`,
      'Move it up, or remove it.',
    );
  }
}

function inputText(example: JsonObject): string {
  const parts = Object.entries(example).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return parts.length === 0 ? 'anything' : parts.join(', ');
}
