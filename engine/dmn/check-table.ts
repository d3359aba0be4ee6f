import type { Findings, Named } from '../compile/findings.ts';
import type { DecisionTable } from './decision-model.ts';

/** Checks what a decision table needs beside correct cells. @source DMN 1.5 §8.2.8, §8.2.11, §8.3 */
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
