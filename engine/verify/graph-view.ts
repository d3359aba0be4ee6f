import type {
  Activity,
  EventDefinition,
  FlowNode,
  ProcessGraph,
  SequenceFlow,
  StartEvent,
  SubProcess,
} from '../model/process-graph.ts';

/** A process graph with the questions that rules ask of it answered once. Pure; built per verification. */
export interface GraphView {
  readonly graph: ProcessGraph;
  /** Every flow node at every depth, in document order. */
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly SequenceFlow[];
  node(id: string): FlowNode | undefined;
  incoming(node: FlowNode): readonly SequenceFlow[];
  outgoing(node: FlowNode): readonly SequenceFlow[];
  /** The sub-process whose inside the node lies in; undefined at the process level. */
  enclosing(node: FlowNode): SubProcess | undefined;
  /** Nodes directly in a scope. */
  inScope(scopeId: string): readonly FlowNode[];
  /** Nodes that may receive control after (or because of) this one: by flow, link, boundary event, entry, compensation. */
  successors(node: FlowNode): readonly FlowNode[];
  /** Nodes that an instance of the process can begin at. */
  readonly beginnings: readonly FlowNode[];
  /** The process that a call activity calls; undefined where it is not known: not in the bundle, or named by an expression. */
  called(node: FlowNode): GraphView | undefined;
}

/** `bundle`: the processes that may be called, by id. */
export function createGraphView(graph: ProcessGraph, bundle: Readonly<Record<string, ProcessGraph>> = {}): GraphView {
  const nodes = Object.values(graph.nodes);
  const flows = Object.values(graph.flows);
  const node = (id: string): FlowNode | undefined => graph.nodes[id];
  const present = (ids: readonly string[]): FlowNode[] => ids.flatMap((id) => graph.nodes[id] ?? []);
  const flowsById = (ids: readonly string[]): SequenceFlow[] => ids.flatMap((id) => graph.flows[id] ?? []);
  const inScope = (scopeId: string): readonly FlowNode[] => present(graph.scopes[scopeId]?.nodes ?? []);
  const enclosing = (inner: FlowNode): SubProcess | undefined => {
    const outer = graph.nodes[inner.scopeId];
    return outer !== undefined && isSubProcess(outer) ? outer : undefined;
  };
  const linkTargets = (thrower: FlowNode): FlowNode[] => {
    const names = linkNames(thrower);
    if (thrower.type !== 'intermediateThrowEvent' || names.length === 0) return [];
    return inScope(thrower.scopeId).filter(
      (other) => other.type === 'intermediateCatchEvent' && linkNames(other).some((name) => names.includes(name)),
    );
  };
  const successors = (from: FlowNode): readonly FlowNode[] => [
    ...flowsById(from.outgoing).flatMap((flow) => node(flow.target) ?? []),
    ...linkTargets(from),
    ...(isActivity(from) ? present(from.boundaryEvents) : []),
    ...(isActivity(from) && from.compensationHandler !== undefined ? present([from.compensationHandler]) : []),
    ...(isSubProcess(from) ? innerBeginnings(graph, from) : []),
  ];
  return {
    graph,
    nodes,
    flows,
    node,
    incoming: (to) => flowsById(to.incoming),
    outgoing: (from) => flowsById(from.outgoing),
    enclosing,
    inScope,
    successors,
    beginnings: present(beginningsOf(graph)),
    called: (call) => {
      if (call.type !== 'callActivity' || call.processId.kind !== 'literal') return undefined;
      const called = bundle[String(call.processId.value)];
      return called === undefined ? undefined : createGraphView(called, bundle);
    },
  };
}

/** Where control enters a sub-process: its entry, and the event sub-processes that may start while it is active. */
function innerBeginnings(graph: ProcessGraph, subProcess: SubProcess): readonly FlowNode[] {
  const scope = graph.scopes[subProcess.id];
  if (scope === undefined) return [];
  const ids = subProcess.triggeredByEvent
    ? scope.nodes.filter((id) => graph.nodes[id]?.type === 'startEvent')
    : scope.entry;
  return [...ids, ...scope.eventSubProcesses].flatMap((id) => graph.nodes[id] ?? []);
}

function beginningsOf(graph: ProcessGraph): readonly string[] {
  const scope = graph.scopes[graph.id];
  if (scope === undefined) return [];
  const triggered = scope.nodes.filter((id) => {
    const node = graph.nodes[id];
    return node !== undefined && (node.type === 'startEvent' || isInstantiating(node));
  });
  return [...new Set([...scope.entry, ...triggered, ...scope.eventSubProcesses])];
}

/** Activities: what may loop, carry boundary events and be compensated. */
export function isActivity(node: FlowNode): node is Activity {
  return 'boundaryEvents' in node;
}

export function isSubProcess(node: FlowNode): node is SubProcess {
  return node.type === 'subProcess' || node.type === 'transaction' || node.type === 'adHocSubProcess';
}

/** A receive task or event-based gateway that opens an instance. @source BPMN 2.0.2 §10.3.3, §10.6.6 */
export function isInstantiating(node: FlowNode): boolean {
  return (node.type === 'receiveTask' || node.type === 'eventBasedGateway') && node.instantiate;
}

/** Start events of event sub-processes. */
export function isEventSubProcessStart(node: FlowNode, view: GraphView): node is StartEvent {
  return node.type === 'startEvent' && view.enclosing(node)?.triggeredByEvent === true;
}

export function isInterruptingBoundary(node: FlowNode): boolean {
  return node.type === 'boundaryEvent' && node.cancelActivity;
}

/** Event definitions of an event; none of anything else. */
export function definitionsOf(node: FlowNode): readonly EventDefinition[] {
  return 'eventDefinitions' in node ? node.eventDefinitions : [];
}

export function hasDefinition(node: FlowNode, type: EventDefinition['type']): boolean {
  return definitionsOf(node).some((definition) => definition.type === type);
}

function linkNames(node: FlowNode): readonly string[] {
  return definitionsOf(node).flatMap((definition) => (definition.type === 'link' ? [definition.name] : []));
}
