import type { Json, JsonObject } from '../../model/json.ts';

/** Variables, and what decisions made of them. */
export type DataEvent =
  | {
      readonly type: 'VariablesSet';
      readonly scopeKey: number;
      readonly variables: JsonObject;
      readonly source?: string;
    }
  | DecisionEvaluated;

export interface DecisionEvaluated {
  readonly type: 'DecisionEvaluated';
  readonly elementKey: number;
  readonly decisionId: string;
  readonly inputs: JsonObject;
  readonly output: Json;
  /** Matched rules of every table in the requirement graph, in evaluation order, 1-based row numbers. */
  readonly matched: readonly {
    readonly decisionId: string;
    readonly rules: readonly number[];
    /** Ids of these rules in the file, null where it gives none. */
    readonly ruleIds?: readonly (string | null)[];
  }[];
  /** What each matched rule said, one value for each output column, in the order of `matched`; also those that the hit
   *  policy passed over. */
  readonly ruleOutputs?: readonly {
    readonly decisionId: string;
    readonly rule: number;
    readonly values: readonly Json[];
  }[];
  /** Why something is null: no rule matched, an input was not given, FEEL's own warnings. Never a value. */
  readonly reasons?: readonly string[];
}
