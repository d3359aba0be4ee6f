import { feelEquals } from '../feel/feel-comparison.ts';
import { evaluateRaw } from '../feel/compile-feel.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { regionsOf, type ColumnRegions } from './column-regions.ts';
import type { DecisionTable } from './decision-model.ts';

/** What is wrong, or not, with the rules of a table taken together. Rules are 1-based row numbers. */
export type TableAnalysis =
  | {
      readonly analysed: true;
      /** Inputs that no rule matches, one example for each kind of gap; at most `MAX_FINDINGS`. */
      readonly gaps: readonly JsonObject[];
      /** Pairs of rules that match the same input, with an example; `agree` when they give the same outputs. */
      readonly overlaps: readonly {
        readonly rules: readonly [number, number];
        readonly example: JsonObject;
        readonly agree: boolean;
      }[];
      /** Rules all of whose inputs are matched by earlier rules. */
      readonly masked: readonly number[];
    }
  | { readonly analysed: false; readonly reason: string; readonly reasonVi: string };

export const MAX_FINDINGS = 10;

/** Combinations looked at before the analysis gives up; some hundred rules over five columns stay far below. */
const MAX_STEPS = 200_000;

/**
 * Looks for gaps (inputs that no rule matches), overlaps and rules that can never be the first to match. Decides over
 * numbers, booleans, dates, and texts, whose cells are constants; says so when it cannot decide. A missing input (null) is
 * looked at only where a cell mentions null. The columns are taken as independent: it does not know that a senior is no child.
 * @source DMN 1.5 §8.2 (completeness, hit policies)
 */
export function analyzeTable(table: DecisionTable): TableAnalysis {
  const columns: ColumnRegions[] = [];
  for (const [index, input] of table.inputs.entries()) {
    const regions = regionsOf(
      input,
      table.rules.map((rule) => rule.inputs[index] ?? '-'),
    );
    if ('en' in regions) return { analysed: false, reason: regions.en, reasonVi: regions.vi };
    columns.push(regions);
  }
  const budget = { steps: MAX_STEPS };
  try {
    return {
      analysed: true,
      gaps: findGaps(columns, table.rules.length, budget),
      overlaps: findOverlaps(table, columns, budget),
      masked: findMasked(columns, table.rules.length, budget),
    };
  } catch (error) {
    if (error instanceof OutOfBudget)
      return {
        analysed: false,
        reason: `the table has too many combinations (more than ${MAX_STEPS})`,
        reasonVi: `bảng có quá nhiều tổ hợp (hơn ${MAX_STEPS})`,
      };
    throw error;
  }
}

class OutOfBudget extends Error {}
interface Budget {
  steps: number;
}
function spend(budget: Budget): void {
  budget.steps -= 1;
  if (budget.steps < 0) throw new OutOfBudget();
}

// --- gaps ---------------------------------------------------------------------------------------------------------------------

/**
 * Goes through the columns from left to right with the rules that still match; where none is left, there is a gap, whatever
 * the columns to the right say. Regions that leave the same rules are one case.
 */
function findGaps(columns: readonly ColumnRegions[], rules: number, budget: Budget): readonly JsonObject[] {
  const gaps: JsonObject[] = [];
  const covered = new Set<string>();

  function walk(column: number, active: readonly number[], chosen: readonly number[]): void {
    spend(budget);
    if (gaps.length >= MAX_FINDINGS) return;
    if (active.length === 0) {
      gaps.push(exampleOf(columns, chosen));
      return;
    }
    const regions = columns[column];
    if (!regions || active.some((rule) => matchesAnything(columns, column, rule))) return;
    const key = `${column}:${active.join(',')}`;
    if (covered.has(key)) return;
    const before = gaps.length;
    const seen = new Set<string>();
    for (const region of regions.samples.keys()) {
      const left = active.filter((rule) => regions.cells[rule]?.[region] === true);
      const kind = left.join(',');
      if (seen.has(kind)) continue;
      seen.add(kind);
      walk(column + 1, left, [...chosen, region]);
    }
    if (gaps.length === before) covered.add(key);
  }

  walk(
    0,
    Array.from({ length: rules }, (_, index) => index),
    [],
  );
  return gaps;
}

function matchesAnything(columns: readonly ColumnRegions[], from: number, rule: number): boolean {
  return columns.slice(from).every((column) => column.cells[rule]?.every(Boolean) === true);
}

/** An input that lies in the chosen regions; columns not chosen take their first region. */
function exampleOf(columns: readonly ColumnRegions[], chosen: readonly number[]): JsonObject {
  return Object.fromEntries(
    columns.map((column, index): [string, Json] => [column.label, column.samples[chosen[index] ?? 0] ?? null]),
  );
}

// --- overlaps -------------------------------------------------------------------------------------------------------------------

function findOverlaps(
  table: DecisionTable,
  columns: readonly ColumnRegions[],
  budget: Budget,
): Extract<TableAnalysis, { analysed: true }>['overlaps'] {
  const overlaps: { rules: [number, number]; example: JsonObject; agree: boolean }[] = [];
  for (let first = 0; first < table.rules.length; first += 1) {
    for (let second = first + 1; second < table.rules.length; second += 1) {
      spend(budget);
      const common = columns.map((column) =>
        column.samples.findIndex(
          (_, region) => column.cells[first]?.[region] === true && column.cells[second]?.[region] === true,
        ),
      );
      if (common.includes(-1)) continue;
      overlaps.push({
        rules: [first + 1, second + 1],
        example: exampleOf(columns, common),
        agree: sameOutputs(table, first, second),
      });
    }
  }
  return overlaps;
}

function sameOutputs(table: DecisionTable, first: number, second: number): boolean {
  return table.outputs.every((_, column) => {
    const left = table.rules[first]?.outputs[column] ?? '';
    const right = table.rules[second]?.outputs[column] ?? '';
    return left === right || feelEquals(constantOf(left), constantOf(right));
  });
}

/** The value of an output that reads nothing; something equal to nothing else for one that does. */
function constantOf(text: string): unknown {
  if (text === '') return null;
  const result = evaluateRaw(text, {}, { at: '1970-01-01T00:00:00.000Z', timeZone: 'UTC' });
  return result.ok && result.warnings.length === 0 ? result.value : Symbol(text);
}

// --- masked rules -----------------------------------------------------------------------------------------------------------------

function findMasked(columns: readonly ColumnRegions[], rules: number, budget: Budget): readonly number[] {
  const masked: number[] = [];
  for (let rule = 1; rule < rules; rule += 1) {
    const own = columns.map((column) => ({
      ...column,
      samples: column.samples.filter((_, region) => column.cells[rule]?.[region] === true),
      cells: column.cells.map((cell) => cell.filter((_, region) => column.cells[rule]?.[region] === true)),
    }));
    if (own.some((column) => column.samples.length === 0)) continue;
    if (findGaps(own, rule, budget).length === 0) masked.push(rule + 1);
  }
  return masked;
}
