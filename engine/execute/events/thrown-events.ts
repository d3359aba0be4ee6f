import type { JsonObject } from '../../model/json.ts';

/** What an element throws: out of the case (the outbox), or to whoever catches it inside; and what compensation can undo. */
export type ThrownEvent =
  | {
      readonly type: 'MessagePublished';
      readonly name: string;
      readonly correlationKey?: string;
      readonly variables: JsonObject;
      readonly elementKey: number;
    }
  | {
      readonly type: 'SignalThrown';
      readonly name: string;
      readonly variables: JsonObject;
      readonly elementKey: number;
    }
  | {
      readonly type: 'ErrorThrown';
      readonly elementKey: number;
      readonly errorCode: string;
      readonly message?: string;
      readonly caughtBy?: string;
    }
  | {
      readonly type: 'EscalationThrown';
      readonly elementKey: number;
      readonly escalationCode: string;
      readonly caughtBy?: string;
    }
  /** `targets`: the completed activities that will be undone, one after another in this order. `cancels`: a transaction is
   *  cancelled, and leaves by its cancel event when they are. */
  | {
      readonly type: 'CompensationThrown';
      readonly elementKey: number;
      readonly activityRef?: string;
      readonly targets: readonly number[];
      readonly cancels?: true;
    }
  | {
      readonly type: 'CompensationEnabled';
      readonly key: number;
      readonly activityId: string;
      readonly scopeKey: number;
      readonly handlerId?: string;
      readonly variables?: JsonObject;
    }
  /** Its scope has gone for good. */
  | { readonly type: 'CompensationDropped'; readonly key: number };
