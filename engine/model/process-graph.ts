import type { Expression } from './expression.ts';
import type { StepStatute, TimerStatute } from './statute.ts';

/**
 * One executable process of a BPMN file, compiled: typed flow nodes, sequence flows and scopes by id.
 *
 * Plain frozen data, no class, no reference cycle. Every list is in document order, which is the order in which the token
 * game offers alternatives, so that one input has one trace.
 *
 * @source BPMN 2.0.2 §10 (Process), §13 (Execution Semantics)
 */
export interface ProcessGraph {
  readonly id: string;
  readonly name?: string;
  /** The process itself and every sub-process in it, by id. The process's own scope has the process's id. */
  readonly scopes: Readonly<Record<string, ScopeDefinition>>;
  /** Every flow node at every depth, by id. */
  readonly nodes: Readonly<Record<string, FlowNode>>;
  readonly flows: Readonly<Record<string, SequenceFlow>>;
  /** Lanes that hold flow nodes; the innermost lane names the default candidate group of its user tasks. */
  readonly lanes: readonly Lane[];
}

/** A place where tokens live together: the process or one sub-process. */
export interface ScopeDefinition {
  readonly id: string;
  /** Absent on the process itself. */
  readonly parentId?: string;
  /** Flow nodes directly in this scope, in document order (event sub-processes included). */
  readonly nodes: readonly string[];
  /** Nodes that receive a token when the scope is entered by a plain start: none start events, or, where the scope has no
   *  start event at all, every node without incoming flow (BPMN 2.0.2 §13.2, §10.3.1). */
  readonly entry: readonly string[];
  /** Event sub-processes directly in this scope. */
  readonly eventSubProcesses: readonly string[];
  readonly dataObjects: readonly DataObject[];
}

export interface DataObject {
  readonly id: string;
  readonly name: string;
  readonly isCollection: boolean;
  /** Names that data associations and the data state refer to this object by (its references' ids). */
  readonly references: readonly string[];
}

export interface Lane {
  readonly id: string;
  readonly name?: string;
  readonly nodes: readonly string[];
}

export interface SequenceFlow {
  readonly id: string;
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: Expression;
  /** The innermost scope that holds the flow. */
  readonly scopeId: string;
}

interface NodeBase {
  readonly id: string;
  readonly name?: string;
  readonly scopeId: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Input mappings (`zeebe:ioMapping`), evaluated when the node is entered; they make variables local to it. */
  readonly inputs: readonly Mapping[];
  /** Output mappings; when there are any, nothing else leaves the node. */
  readonly outputs: readonly Mapping[];
  /** BPMN data associations, run after `inputs` and before `outputs`. Absent where the model draws none. */
  readonly data?: DataFlow;
}

/** A variable assignment: FEEL source, dotted target path. */
export interface Mapping {
  readonly source: Expression;
  readonly target: string;
}

/** Data associations of an activity or event, as FEEL. @source BPMN 2.0.2 §10.4.2 */
export interface DataFlow {
  readonly inputs: readonly DataAssociation[];
  readonly outputs: readonly DataAssociation[];
}
export interface DataAssociation {
  /** Variable names read; the first is the source of a plain copy. */
  readonly sources: readonly string[];
  readonly target: string;
  readonly transformation?: Expression;
  readonly assignments: readonly { readonly from: Expression; readonly to: string }[];
}

export type FlowNode =
  | StartEvent
  | EndEvent
  | IntermediateCatchEvent
  | IntermediateThrowEvent
  | BoundaryEvent
  | PlainTask
  | UserTask
  | ServiceTask
  | SendTask
  | ReceiveTask
  | ScriptTask
  | BusinessRuleTask
  | CallActivity
  | SubProcess
  | ExclusiveGateway
  | ParallelGateway
  | InclusiveGateway
  | ComplexGateway
  | EventBasedGateway;

export type FlowNodeType = FlowNode['type'];

/** The activities: what may loop, carry boundary events, be compensated and be interrupted. */
export type Activity =
  | PlainTask
  | UserTask
  | ServiceTask
  | SendTask
  | ReceiveTask
  | ScriptTask
  | BusinessRuleTask
  | CallActivity
  | SubProcess;

// --- events -------------------------------------------------------------------------------------------------------------

export interface StartEvent extends NodeBase {
  readonly type: 'startEvent';
  readonly eventDefinitions: readonly EventDefinition[];
  /** Only meaningful in an event sub-process. */
  readonly isInterrupting: boolean;
  readonly parallelMultiple: boolean;
  /** Form that opens a case (`zeebe:formDefinition`). */
  readonly formId?: string;
}
export interface EndEvent extends NodeBase {
  readonly type: 'endEvent';
  readonly eventDefinitions: readonly EventDefinition[];
  readonly job?: JobDefinition;
  readonly statute?: StepStatute;
}
export interface IntermediateCatchEvent extends NodeBase {
  readonly type: 'intermediateCatchEvent';
  readonly eventDefinitions: readonly EventDefinition[];
  readonly parallelMultiple: boolean;
  readonly statute?: StepStatute;
}
export interface IntermediateThrowEvent extends NodeBase {
  readonly type: 'intermediateThrowEvent';
  readonly eventDefinitions: readonly EventDefinition[];
  readonly job?: JobDefinition;
  readonly statute?: StepStatute;
}
export interface BoundaryEvent extends NodeBase {
  readonly type: 'boundaryEvent';
  readonly attachedTo: string;
  readonly cancelActivity: boolean;
  readonly eventDefinitions: readonly EventDefinition[];
  readonly parallelMultiple: boolean;
  readonly statute?: StepStatute;
}

/** No definition at all is a none event; more than one is a multiple event. @source BPMN 2.0.2 §10.5.5 */
export type EventDefinition =
  | MessageEventDefinition
  | TimerEventDefinition
  | SignalEventDefinition
  | ErrorEventDefinition
  | EscalationEventDefinition
  | ConditionalEventDefinition
  | LinkEventDefinition
  | CompensateEventDefinition
  | CancelEventDefinition
  | TerminateEventDefinition;

export interface MessageEventDefinition {
  readonly type: 'message';
  readonly message: MessageDefinition;
}
export interface MessageDefinition {
  readonly id: string;
  /** The name that correlates. A message without a name correlates by its id. */
  readonly name: Expression;
  /** `zeebe:subscription correlationKey`; absent: a message start, or correlation by name alone. */
  readonly correlationKey?: Expression;
}
export interface TimerEventDefinition {
  readonly type: 'timer';
  readonly timer: TimerDefinition;
}
export type TimerDefinition =
  | { readonly kind: 'date'; readonly value: Expression }
  /** ISO 8601 duration in elapsed time; never read as working time. */
  | { readonly kind: 'duration'; readonly value: Expression }
  /** ISO 8601 repeating interval, `R4/PT1S`, `R/2026-01-01T00:00:00Z/P1D`. */
  | { readonly kind: 'cycle'; readonly value: Expression }
  /** Ours (`statute:timer`): in working time, or relative to a due date. */
  | { readonly kind: 'statutory'; readonly value: TimerStatute };
export interface SignalEventDefinition {
  readonly type: 'signal';
  readonly signalId: string;
  readonly name: Expression;
}
export interface ErrorEventDefinition {
  readonly type: 'error';
  /** Absent on a catch: any error. */
  readonly errorCode?: Expression;
}
export interface EscalationEventDefinition {
  readonly type: 'escalation';
  readonly escalationCode?: Expression;
}
export interface ConditionalEventDefinition {
  readonly type: 'conditional';
  readonly condition: Expression;
}
export interface LinkEventDefinition {
  readonly type: 'link';
  readonly name: string;
}
export interface CompensateEventDefinition {
  readonly type: 'compensate';
  /** Absent: the whole scope. */
  readonly activityRef?: string;
  readonly waitForCompletion: boolean;
}
export interface CancelEventDefinition {
  readonly type: 'cancel';
}
export interface TerminateEventDefinition {
  readonly type: 'terminate';
}

// --- activities ---------------------------------------------------------------------------------------------------------

interface ActivityBase extends NodeBase {
  /** Flow taken when no conditional outgoing flow is true. */
  readonly defaultFlow?: string;
  readonly loop?: LoopCharacteristics;
  /** Boundary events attached here, in document order. */
  readonly boundaryEvents: readonly string[];
  /** Compensation handler of this activity (found by association), if drawn. */
  readonly compensationHandler?: string;
  readonly isForCompensation: boolean;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  /** What the law says of this step. */
  readonly statute?: StepStatute;
}

export type LoopCharacteristics =
  | {
      readonly kind: 'standard';
      readonly testBefore: boolean;
      readonly condition?: Expression;
      readonly maximum?: Expression;
    }
  | {
      readonly kind: 'multiInstance';
      readonly isSequential: boolean;
      /** Either a collection or a cardinality. */
      readonly collection?: Expression;
      readonly cardinality?: Expression;
      readonly inputElement?: string;
      readonly outputCollection?: string;
      readonly outputElement?: Expression;
      readonly completionCondition?: Expression;
      readonly behavior: 'None' | 'One' | 'All' | 'Complex';
      readonly oneBehaviorEvent?: EventDefinition;
      readonly noneBehaviorEvent?: EventDefinition;
      readonly complexBehavior: readonly { readonly condition: Expression; readonly event?: EventDefinition }[];
    };

/** Work for someone outside the engine. @see zeebe:taskDefinition */
export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

/** Abstract and manual tasks: the engine passes at once. @source BPMN 2.0.2 §13.3.3 */
export interface PlainTask extends ActivityBase {
  readonly type: 'task' | 'manualTask';
}
export interface UserTask extends ActivityBase {
  readonly type: 'userTask';
  readonly formId?: string;
  readonly assignment: AssignmentDefinition;
  readonly priority?: Expression;
}
export interface AssignmentDefinition {
  readonly assignee?: Expression;
  /** Comma-separated text or a FEEL list; when the model names nobody, the lane's id is the only group. */
  readonly candidateGroups?: Expression;
  readonly candidateUsers?: Expression;
}
export interface ServiceTask extends ActivityBase {
  readonly type: 'serviceTask';
  /** In a plain model the element's id is the type that workers ask for. */
  readonly job: JobDefinition;
}
export interface SendTask extends ActivityBase {
  readonly type: 'sendTask';
  readonly job?: JobDefinition;
  readonly message?: MessageDefinition;
}
export interface ReceiveTask extends ActivityBase {
  readonly type: 'receiveTask';
  readonly message?: MessageDefinition;
  readonly instantiate: boolean;
}
export interface ScriptTask extends ActivityBase {
  readonly type: 'scriptTask';
  readonly script?: { readonly expression: Expression; readonly resultVariable?: string };
  readonly job?: JobDefinition;
}
export interface BusinessRuleTask extends ActivityBase {
  readonly type: 'businessRuleTask';
  readonly decision?: { readonly decisionId: Expression; readonly resultVariable: string };
  readonly job?: JobDefinition;
}
export interface CallActivity extends ActivityBase {
  readonly type: 'callActivity';
  readonly processId: Expression;
  readonly propagateAllChildVariables: boolean;
  readonly propagateAllParentVariables: boolean;
}
export interface SubProcess extends ActivityBase {
  readonly type: 'subProcess' | 'transaction' | 'adHocSubProcess';
  readonly triggeredByEvent: boolean;
  readonly adHoc?: {
    readonly ordering: 'Sequential' | 'Parallel';
    readonly completionCondition?: Expression;
    readonly cancelRemainingInstances: boolean;
    /** `zeebe:adHoc activeElementsCollection`: which inner activities start; absent: those without incoming flow. */
    readonly activeElements?: Expression;
  };
}

// --- gateways -----------------------------------------------------------------------------------------------------------

interface GatewayBase extends NodeBase {
  readonly defaultFlow?: string;
}
export interface ExclusiveGateway extends GatewayBase {
  readonly type: 'exclusiveGateway';
}
export interface ParallelGateway extends GatewayBase {
  readonly type: 'parallelGateway';
}
export interface InclusiveGateway extends GatewayBase {
  readonly type: 'inclusiveGateway';
}
export interface ComplexGateway extends GatewayBase {
  readonly type: 'complexGateway';
  readonly activationCondition?: Expression;
}
export interface EventBasedGateway extends GatewayBase {
  readonly type: 'eventBasedGateway';
  readonly instantiate: boolean;
  readonly gatewayType: 'Exclusive' | 'Parallel';
}
