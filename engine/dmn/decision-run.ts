import type { Bilingual } from '../model/expression.ts';
import type { JsonObject } from '../model/json.ts';
import type { FeelScope } from '../feel/compile-feel.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import type { DecisionModel } from './decision-model.ts';

/** Ends an evaluation; its message says where and why. */
export class DecisionError extends Error {}

export interface MatchedRules {
  /** Decision or knowledge model that holds the table. */
  readonly decisionId: string;
  /** 1-based row numbers, ascending. */
  readonly rules: readonly number[];
}

/** What one evaluation carries along and collects. */
export interface DecisionRun {
  readonly decisions: Readonly<Record<string, DecisionModel>>;
  readonly context: JsonObject;
  readonly clock: FeelClock;
  readonly matched: MatchedRules[];
  readonly warnings: string[];
}

/** Where in a decision an expression stands. */
export interface Place {
  /** Element that holds it. */
  readonly elementId: string;
  /** In an analyst's words: `decision 'Fee', rule 3, output 'amount'`. */
  readonly label: string;
}

/** How findings and failures name an element: `decision 'Fee'`. */
export function labelOf(model: DecisionModel): string {
  return labelsOf(model).en;
}

/** `labelOf` in both languages. */
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
