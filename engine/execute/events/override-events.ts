import type { Deviation } from '../command.ts';

/** The lawful exit: a deviation from the procedure, requested by one and confirmed by another. `key` is the seq of the request. */
export type OverrideEvent =
  | OverrideRequested
  | {
      readonly type: 'OverrideConfirmed';
      readonly key: number;
      readonly deviation: Deviation;
      readonly ground: string;
      readonly basis: string;
      readonly by: string;
      readonly onBehalfOf?: string;
      readonly note?: string;
    }
  | {
      readonly type: 'OverrideRejected';
      readonly key: number;
      readonly by: string;
      readonly onBehalfOf?: string;
      readonly reason: string;
    }
  | { readonly type: 'ConflictDeclared'; readonly person: string; readonly reason: string };

export interface OverrideRequested {
  readonly type: 'OverrideRequested';
  readonly deviation: Deviation;
  /** The step that it is about, where there is one. */
  readonly elementId?: string;
  readonly ground: string;
  /** Article on which the ground rests. */
  readonly basis: string;
  readonly reason: string;
  readonly by: string;
}
