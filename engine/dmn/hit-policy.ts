import { feelCompare, feelEquals } from '../feel/feel-comparison.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import { feelTypeOf } from '../feel/feel-value.ts';
import { parseTests, runTests } from '../feel/unary-tests.ts';
import type { Aggregation, DecisionTable } from './decision-model.ts';
import { DecisionError, type Place } from './decision-run.ts';

/** What one matching rule gives, one value for each output. `rule` is its 1-based row. */
export interface RuleOutput {
  readonly rule: number;
  readonly values: readonly unknown[];
}

/** Makes one result of the matching rules (at least one). @source DMN 1.5 §8.2 */
export function applyHitPolicy(
  table: DecisionTable,
  matches: readonly RuleOutput[],
  place: Place,
  clock: FeelClock,
): unknown {
  const [first, second] = matches;
  if (!first)
    throw new DecisionError({
      en: `${place.label.en}: no rule matches.`,
      vi: `${place.label.vi}: không luật nào khớp.`,
    });
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (second) {
        throw new DecisionError({
          en: `The rules ${listed(matches, 'and')} of ${place.label.en} match together, but its hit policy is UNIQUE. Make them exclude each other.`,
          vi: `Các luật ${listed(matches, 'và')} của ${place.label.vi} cùng khớp, nhưng chính sách chọn luật là UNIQUE. Sửa để chúng loại trừ nhau.`,
        });
      }
      return resultOf(table, first);
    case 'FIRST':
      return resultOf(table, first);
    case 'ANY': {
      const other = matches.find((match) => !feelEquals(match.values, first.values));
      if (other) {
        throw new DecisionError({
          en: `The rules ${first.rule} and ${other.rule} of ${place.label.en} match together with different outputs, but its hit policy is ANY.`,
          vi: `Luật ${first.rule} và luật ${other.rule} của ${place.label.vi} cùng khớp nhưng cho đầu ra khác nhau, trong khi chính sách chọn luật là ANY.`,
        });
      }
      return resultOf(table, first);
    }
    case 'PRIORITY':
      return resultOf(table, byPriority(table, matches, clock)[0] ?? first);
    case 'RULE ORDER':
      return matches.map((match) => resultOf(table, match));
    case 'OUTPUT ORDER':
      return byPriority(table, matches, clock).map((match) => resultOf(table, match));
    case 'COLLECT':
      return table.aggregation === undefined
        ? matches.map((match) => resultOf(table, match))
        : aggregate(
            table.aggregation,
            matches.map((match) => match.values[0]),
            place,
          );
    default:
      return table.hitPolicy satisfies never;
  }
}

/** The value of a single output, or a context by output names. */
function resultOf(table: DecisionTable, match: RuleOutput): unknown {
  if (table.outputs.length === 1) return match.values[0] ?? null;
  return Object.fromEntries(table.outputs.map((output, column) => [output.name ?? '', match.values[column] ?? null]));
}

/** Sorted by the place of each output among the output's listed values, the first output first; equal ones in rule order. */
function byPriority(table: DecisionTable, matches: readonly RuleOutput[], clock: FeelClock): readonly RuleOutput[] {
  const ranked = matches.map((match) => ({
    match,
    ranks: table.outputs.map((output, column) => rankOf(match.values[column], output.allowed, clock)),
  }));
  ranked.sort((a, b) => {
    for (const [column, rank] of a.ranks.entries()) {
      const difference = rank - (b.ranks[column] ?? rank);
      if (difference !== 0) return difference;
    }
    return a.match.rule - b.match.rule;
  });
  return ranked.map(({ match }) => match);
}

function rankOf(value: unknown, allowed: string | undefined, clock: FeelClock): number {
  const tests = allowed === undefined ? undefined : parseTests(allowed);
  if (tests === undefined || typeof tests === 'string') return 0;
  const rank = tests.tests.findIndex((test) => {
    const result = runTests({ negated: false, tests: [test] }, value, {}, clock);
    return result.ok && result.value;
  });
  return rank < 0 ? tests.tests.length : rank;
}

/** @source DMN 1.5 §8.2 (C+, C<, C>, C#) */
function aggregate(aggregation: Aggregation, values: readonly unknown[], place: Place): unknown {
  if (aggregation === 'COUNT') return values.length;
  if (aggregation === 'SUM') {
    return values.reduce<number>((sum, value) => {
      if (typeof value !== 'number') throw unfit(aggregation, value, place);
      return sum + value;
    }, 0);
  }
  return values.reduce((best, value) => {
    const order = feelCompare(value, best);
    if (order === undefined) throw unfit(aggregation, value, place);
    return (aggregation === 'MIN' ? order < 0 : order > 0) ? value : best;
  });
}

function unfit(aggregation: Aggregation, value: unknown, place: Place): DecisionError {
  return new DecisionError({
    en: `${place.label.en} takes the ${aggregation} of its outputs, but one of them is a ${feelTypeOf(value)}.`,
    vi: `${place.label.vi} lấy ${aggregation} của các đầu ra, nhưng có đầu ra thuộc kiểu ${feelTypeOf(value)}.`,
  });
}

function listed(matches: readonly RuleOutput[], and: string): string {
  const rules = matches.map((match) => match.rule);
  return rules.length === 2
    ? rules.join(` ${and} `)
    : `${rules.slice(0, -1).join(', ')} ${and} ${String(rules.at(-1))}`;
}
