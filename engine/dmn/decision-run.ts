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
  const kind = { decision: 'decision', knowledge: 'knowledge model', service: 'decision service', input: 'input data' }[
    model.kind
  ];
  return `${kind} '${model.name ?? model.id}'`;
}

export type { FeelScope };
