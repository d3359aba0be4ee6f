import type { Json } from '../model/json.ts';

/** Placeholder shape; the DMN reader owns this file. */
export interface DecisionModel {
  readonly id: string;
  readonly name?: string;
  readonly [key: string]: Json | undefined;
}
