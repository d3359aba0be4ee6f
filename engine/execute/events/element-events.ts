import type { Json, JsonObject } from '../../model/json.ts';
import type { FlowNodeType } from '../../model/process-graph.ts';

/** Flow nodes and the tokens between them. `key` of an element instance is the seq of its ElementActivated. */
export type ElementEvent =
  | ElementActivated
  /** `output`: what an inner instance of a loop adds to the output collection, at its place. */
  | { readonly type: 'ElementCompleted'; readonly key: number; readonly output?: Json }
  /** A multi-instance body knows how many instances it has (and what each is given); `key` is the body. */
  | {
      readonly type: 'LoopStarted';
      readonly key: number;
      readonly numberOfInstances: number;
      readonly items?: readonly Json[];
    }
  /** Interrupted, terminated or withdrawn (BPMN 2.0.2 §13.3.2 "Terminated"). */
  | { readonly type: 'ElementTerminated'; readonly key: number }
  /** Ended by an error that it or something in it threw ("Failed"). */
  | { readonly type: 'ElementFailed'; readonly key: number; readonly errorCode?: string }
  /** The compensation of `key` (a completed activity) begins, called for by `by`, and will not begin again. */
  | { readonly type: 'ElementCompensated'; readonly key: number; readonly by: number }
  /** An interrupting event sub-process has taken the scope over. */
  | { readonly type: 'ScopeInterrupted'; readonly key: number; readonly by: string }
  | {
      readonly type: 'SequenceFlowTaken';
      readonly flowId: string;
      readonly scopeKey: number;
      readonly elementKey: number;
    }
  | {
      readonly type: 'GatewayDecided';
      readonly elementKey: number;
      readonly chosen: readonly string[];
      readonly evaluated: readonly { readonly flowId: string; readonly result: Json; readonly reason?: string }[];
    }
  /** A complex gateway that had fired takes the tokens it still waited for, and is ready to fire anew once it completes. */
  | { readonly type: 'GatewayReset'; readonly elementKey: number; readonly consumed: readonly string[] }
  /** Of a parallel multiple event something has happened and something has not: what has been brought so far, to be handed
   *  on when all has happened. */
  | {
      readonly type: 'EventPartOccurred';
      readonly elementKey: number;
      readonly elementId: string;
      readonly variables: JsonObject;
    }
  /** What an ad-hoc sub-process offers, in order; each is taken from the list when it is activated. */
  | { readonly type: 'AdHocOffered'; readonly key: number; readonly elementIds: readonly string[] };

export interface ElementActivated {
  readonly type: 'ElementActivated';
  readonly elementId: string;
  readonly elementType: FlowNodeType;
  /** The element instance that owns the scope: the process instance's key, a sub-process's, a multi-instance body's. */
  readonly scopeKey: number;
  /** An instance that holds others and is no activity of its own in reports. `body`: the outer instance of a looping
   *  activity; `compensation`: a completed sub-process or loop while what happened inside it is undone. */
  readonly role?: 'body' | 'compensation';
  /** On a compensation handler, and with role `compensation`: the completed instance that it undoes. */
  readonly compensates?: number;
  /** 1-based, on the inner instances of a loop. */
  readonly loopCounter?: number;
  /** Flows whose waiting tokens this activation consumed: the one that led here, or every one that a join took. */
  readonly consumed?: readonly string[];
  /** On a boundary or event sub-process start event: what it was attached to. On compensation: what called for it. */
  readonly attachedToKey?: number;
  /** On an event behind a parallel instantiating gateway: the conversation of the event that created the instance. */
  readonly correlationKey?: string;
}
