import type { Bilingual } from '../model/expression.ts';
import { date } from '@bpmn-io/feelin';
import { feelCompare, feelEquals } from '../feel/feel-comparison.ts';
import { feelTypeOf, isDateTime, toJson, type FeelType } from '../feel/feel-value.ts';
import { parseTests, runTests, type UnaryTest, type UnaryTests } from '../feel/unary-tests.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import type { Json } from '../model/json.ts';
import type { DmnType, InputClause } from './decision-model.ts';

/**
 * An input column cut into regions in which every cell of the column answers alike: single values, the open stretches
 * between them, true and false, the texts that are mentioned and any other text.
 */
export interface ColumnRegions {
  readonly label: string;
  /** A value in each region. */
  readonly samples: readonly Json[];
  /** For every rule, which regions its cell matches. */
  readonly cells: readonly (readonly boolean[])[];
}

/** Cuts a column, or says why it cannot: computed cells, values of several kinds, values without order. */
export function regionsOf(input: InputClause, cells: readonly string[]): ColumnRegions | Bilingual {
  const tests: UnaryTests[] = [];
  for (const [row, cell] of cells.entries()) {
    const parsed = parseTests(cell);
    if (typeof parsed === 'string')
      return {
        en: `rule ${row + 1} of input '${input.label}' is no valid test`,
        vi: `luật ${row + 1} của đầu vào “${input.label}” không phải phép thử hợp lệ`,
      };
    if (!parsed.tests.every(isConstant))
      return {
        en: `rule ${row + 1} of input '${input.label}' is computed`,
        vi: `luật ${row + 1} của đầu vào “${input.label}” là biểu thức phải tính`,
      };
    tests.push(parsed);
  }
  const allowed = allowedOf(input);
  if (allowed.some((parsed) => !parsed.tests.every(isConstant)))
    return {
      en: `the allowed values of input '${input.label}' are computed`,
      vi: `giá trị cho phép của đầu vào “${input.label}” là biểu thức phải tính`,
    };
  const constants = [...tests, ...allowed].flatMap((parsed) => parsed.tests.flatMap(constantsOf));
  const samples = samplesOf(constants, baseOf(input.type), allowed.length > 0);
  if ('en' in samples)
    return { en: `input '${input.label}' ${samples.en}`, vi: `đầu vào “${input.label}” ${samples.vi}` };
  const possible = samples.filter((sample) => allowed.every((parsed) => holds(parsed, sample)));
  if (possible.length === 0)
    return { en: `input '${input.label}' allows no value`, vi: `đầu vào “${input.label}” không cho phép giá trị nào` };
  return {
    label: input.label,
    samples: possible.map((sample) => toJson(sample)),
    cells: tests.map((parsed) => possible.map((sample) => holds(parsed, sample))),
  };
}

const NO_CLOCK: FeelClock = { at: '1970-01-01T00:00:00.000Z', timeZone: 'UTC' };

function holds(tests: UnaryTests, value: unknown): boolean {
  const result = runTests(tests, value, {}, NO_CLOCK);
  return result.ok && result.value;
}

// --- constants ----------------------------------------------------------------------------------------------------------------

function isConstant(test: UnaryTest): boolean {
  switch (test.kind) {
    case 'compare':
    case 'value':
      return test.operand.constant;
    case 'interval':
      return test.low.constant && test.high.constant;
    case 'condition':
      return false;
    default:
      return test satisfies never;
  }
}

function constantsOf(test: UnaryTest): readonly unknown[] {
  switch (test.kind) {
    case 'compare':
    case 'value': {
      if (!test.operand.constant) return [];
      const { value } = test.operand;
      return Array.isArray(value) ? value : [value];
    }
    case 'interval':
      return test.low.constant && test.high.constant ? [test.low.value, test.high.value] : [];
    case 'condition':
      return [];
    default:
      return test satisfies never;
  }
}

/** Unary tests that every input of the column satisfies: the column's own and its type's. */
function allowedOf(input: InputClause): readonly UnaryTests[] {
  const texts: string[] = input.allowed === undefined ? [] : [input.allowed];
  for (let type = input.type; type?.kind === 'constrained'; type = type.base) texts.push(type.allowed);
  return texts.map((text) => parseTests(text)).filter((parsed) => typeof parsed !== 'string');
}

function baseOf(type: DmnType | undefined): DmnType | undefined {
  let base = type;
  while (base?.kind === 'constrained') base = base.base;
  return base;
}

// --- samples --------------------------------------------------------------------------------------------------------------------

/** One value of each region, or why the column cannot be cut. Null is a region of its own only where it is mentioned. */
function samplesOf(
  constants: readonly unknown[],
  type: DmnType | undefined,
  isEnumerated: boolean,
): readonly unknown[] | Bilingual {
  if (type !== undefined && type.kind !== 'simple') return { en: 'is no simple value', vi: 'không phải giá trị đơn' };
  const mentionsNull = constants.some((value) => value === null);
  const values = distinct(constants.filter((value) => value !== null));
  const kinds = new Set<FeelType>(values.map(feelTypeOf));
  if (kinds.size > 1)
    return { en: 'is tested against values of several kinds', vi: 'được so với các giá trị thuộc nhiều kiểu' };
  const [kind = kindOf(type)] = kinds;
  const nulls = mentionsNull ? [null] : [];
  switch (kind) {
    case 'boolean':
      return [true, false, ...nulls];
    case 'number':
      return [
        ...stretches(values, {
          before: (v) => Number(v) - 1,
          between: (a, b) => (Number(a) + Number(b)) / 2,
          after: (v) => Number(v) + 1,
          any: 0,
        }),
        ...nulls,
      ];
    case 'string':
      // Text has an order too, but between two texts there is no middle that a person would recognise.
      return isEnumerated ? [...values, ...nulls] : [...values, otherText(values), ...nulls];
    case 'date':
      return [...stretches(values, DATES), ...nulls];
    case 'null':
      return ['any value', ...nulls];
    default:
      return { en: `is a ${kind}, which is not analysed`, vi: `thuộc kiểu ${kind}, chưa được phân tích` };
  }
}

function kindOf(type: DmnType | undefined): FeelType {
  if (type?.kind !== 'simple') return 'null';
  switch (type.name) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'date':
      return type.name;
    default:
      return 'null';
  }
}

interface Steps {
  before(value: unknown): unknown;
  between(low: unknown, high: unknown): unknown;
  after(value: unknown): unknown;
  readonly any: unknown;
}

/** The values in order, with a value before, between and after them; days have nothing between two that follow each other. */
function stretches(values: readonly unknown[], steps: Steps): readonly unknown[] {
  const ordered = values.toSorted((a, b) => feelCompare(a, b) ?? 0);
  const [first] = ordered;
  if (first === undefined) return [steps.any];
  return ordered.flatMap((value, index) => {
    const next = ordered[index + 1];
    const following = next === undefined ? steps.after(value) : steps.between(value, next);
    return [...(index === 0 ? [steps.before(value)] : []), value, ...(following === undefined ? [] : [following])];
  });
}

const DAY = 86_400_000;
const DATES: Steps = {
  before: (value) => dayAt(millis(value) - DAY),
  between: (low, high) => {
    const middle = Math.floor((millis(low) + millis(high)) / 2 / DAY) * DAY;
    return middle > millis(low) ? dayAt(middle) : undefined;
  },
  after: (value) => dayAt(millis(value) + DAY),
  any: dayAt(0),
};

function millis(value: unknown): number {
  return isDateTime(value) ? value.toMillis() : 0;
}
function dayAt(milliseconds: number): unknown {
  return date(new Date(milliseconds).toISOString().slice(0, 10));
}

function otherText(values: readonly unknown[]): string {
  let text = 'any other text';
  while (values.includes(text)) text += '…';
  return text;
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value, index) => values.findIndex((other) => feelEquals(other, value)) === index);
}
