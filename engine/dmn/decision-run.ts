import type { Bilingual } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { FeelScope } from '../feel/compile-feel.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import type { DecisionModel } from './decision-model.ts';

/** Ends an evaluation; says where and why. */
export class DecisionError extends Error {
  constructor(
    readonly words: Bilingual,
    /** The cell of a table that it is about. */
    readonly cell?: TableCell,
  ) {
    super(words.en);
  }
}

/** A place in a decision table: a column head, or a cell where there is a row. */
export interface TableCell {
  /** Decision or knowledge model that holds the table. */
  readonly decisionId: string;
  /** 1-based row number. */
  readonly rule?: number;
  /** Id of the rule in the file. */
  readonly ruleId?: string;
  readonly column: 'input' | 'output';
  /** Heading of the column. */
  readonly heading: string;
  /** Id of the input or output clause in the file. */
  readonly columnId?: string;
}

export interface MatchedRules {
  /** Decision or knowledge model that holds the table. */
  readonly decisionId: string;
  /** 1-based row numbers, ascending. */
  readonly rules: readonly number[];
  /** Ids of these rules in the file, null where the file gives none; absent where it gives none at all. */
  readonly ruleIds?: readonly (string | null)[];
}

/** What a matched rule said, also where the hit policy passes it over. */
export interface RuleOutputs {
  readonly decisionId: string;
  /** 1-based row number. */
  readonly rule: number;
  /** One for each output column. */
  readonly values: readonly Json[];
}

/** What one evaluation carries along and collects. */
export interface DecisionRun {
  readonly decisions: Readonly<Record<string, DecisionModel>>;
  readonly context: JsonObject;
  readonly clock: FeelClock;
  readonly matched: MatchedRules[];
  readonly outputs: RuleOutputs[];
  readonly warnings: string[];
}

/** Where in a decision an expression stands. */
export interface Place {
  /** Element that holds it. */
  readonly elementId: string;
  /** In an analyst's words: `decision 'Fee', rule 3, output 'amount'`. */
  readonly label: Bilingual;
  /** Where it lies in a table. */
  readonly cell?: TableCell;
}

/** How findings and failures name an element: `decision 'Fee'`. */
export function labelsOf(model: DecisionModel): Bilingual {
  const kind = KINDS[model.kind];
  const name = model.name ?? model.id;
  return { en: `${kind.en} '${name}'`, vi: `${kind.vi} “${name}”` };
}

const KINDS: Readonly<Record<DecisionModel['kind'], Bilingual>> = {
  decision: { en: 'decision', vi: 'quyết định' },
  knowledge: { en: 'knowledge model', vi: 'hàm nghiệp vụ' },
  service: { en: 'decision service', vi: 'dịch vụ quyết định' },
  input: { en: 'input data', vi: 'dữ liệu vào' },
};

export type { FeelScope };
