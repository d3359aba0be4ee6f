import type { ConditionalStart } from '../execute/conditional-starts.ts';
import type { Diagnostic } from '../errors.ts';
import type { FlowNodeType } from '../model/process-graph.ts';
import type { JsonObject } from '../model/json.ts';

/** What the host answers with. Instance ids: `<caseId>` for a root process instance, `<caseId>:<key>` for a called one. */

export type DeployResult =
  | { readonly ok: true; readonly processIds: readonly string[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** One transition of one flow node. Process instances are not listed, nor instances
 *  that only hold others (loop bodies, what is undone from within); inner instances of loops are. */
export interface HistoryRow {
  readonly instanceId: string;
  readonly processId: string;
  readonly elementId: string;
  /** Unique over all instances of the host. */
  readonly elementInstanceId: string;
  /** BPMN's own name: `userTask`, `exclusiveGateway`, `boundaryEvent`, … */
  readonly elementType: FlowNodeType;
  /** `cancelled`: terminated, interrupted or withdrawn. */
  readonly state: 'activated' | 'completed' | 'cancelled' | 'failed';
  /** Position in the order of everything that happened in the host. */
  readonly seq: number;
  /** Instant of the virtual clock. */
  readonly at: string;
}

export interface FlowRow {
  readonly instanceId: string;
  readonly flowId: string;
  readonly seq: number;
}

export interface InstanceView {
  readonly id: string;
  readonly processId: string;
  readonly state: 'active' | 'completed' | 'terminated' | 'failed';
  readonly variables: JsonObject;
  readonly incidents: readonly {
    readonly key: number;
    readonly elementId: string;
    readonly code: string;
    readonly message: string;
  }[];
  /** Elements at which a token waits, one entry for each token, in order of arrival. */
  readonly waiting: readonly string[];
  /** The instance whose call activity started this one. */
  readonly calledBy?: string;
  readonly error?: { readonly code: string; readonly message?: string };
}

/** What came of a state of the world. */
export interface ConditionalStartResult {
  /** Instances that it started. */
  readonly started: readonly string[];
  /** Every conditional start event that was asked, in order of deployment. */
  readonly asked: readonly ConditionalStart[];
}

/** Where a message or signal went: instances that were waiting, and instances that it started. */
export interface MessageResult {
  readonly delivered: readonly string[];
  readonly started: readonly string[];
}
