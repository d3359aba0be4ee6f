import type { FlowNode, ProcessGraph } from '../../../engine/model/process-graph.ts';
import { cellOf, tableOf, type Witness } from './witnesses.ts';

/** What else a model may say, by the word of the standard, and the pairs that show it. */
export function constructTable(witnesses: readonly Witness[]): {
  readonly table: string;
  readonly missing: readonly string[];
} {
  const missing: string[] = [];
  const rows = CONSTRUCTS.map(([name, holds]) => {
    const cell = cellOf(witnesses.filter(holds));
    if (cell === undefined) missing.push(name);
    return [name, cell ?? '**no pair**'];
  });
  return { table: tableOf(['', 'pairs'], rows), missing };
}

type Construct = readonly [name: string, holds: (witness: Witness) => boolean];

const some =
  (holds: (node: FlowNode, witness: Witness) => boolean) =>
  (witness: Witness): boolean =>
    witness.activated.some(({ node }) => holds(node, witness));
const drawn =
  (pattern: RegExp) =>
  ({ xml }: Witness): boolean =>
    pattern.test(xml);
const multiInstance = (behavior: string): Construct[1] =>
  some((node) => {
    const loop = 'loop' in node ? node.loop : undefined;
    return loop?.kind === 'multiInstance' && loop.behavior === behavior;
  });
const taken = ({ pair }: Witness, flowId: string): boolean => pair.scenario.trace.includes(`${flowId} taken`);
const isGateway = ({ type }: FlowNode): boolean => type.endsWith('Gateway');
const isIncident =
  (code: string) =>
  ({ pair }: Witness): boolean =>
    pair.scenario.expect.incidents?.some((incident) => incident.code === code) === true;

const standardLoop = (
  holds: (loop: { readonly testBefore: boolean; readonly maximum?: object }) => boolean,
): Construct[1] => some((node) => 'loop' in node && node.loop?.kind === 'standard' && holds(node.loop));
const adHoc = (
  holds: (adHoc: { readonly cancelRemainingInstances: boolean; readonly completionCondition?: object }) => boolean,
) => some((node) => node.type === 'adHocSubProcess' && node.adHoc !== undefined && holds(node.adHoc));

const CONSTRUCTS: readonly Construct[] = [
  ['process without start event', some((node, { graphs }) => graphs.some((graph) => isPlainEntry(graph, node)))],
  ['several start events', ({ graphs }) => graphs.some((graph) => entryEvents(graph) > 1)],
  ['several executable processes in a file', ({ xml }) => (xml.match(/<bpmn:process /g) ?? []).length > 1],
  ['pools and message flows', drawn(/<bpmn:messageFlow /)],
  ['lanes', drawn(/<bpmn:lane /)],
  ['conditional flow out of an activity', some((node, witness) => hasCondition(node, witness) && !isGateway(node))],
  [
    'default flow out of an activity',
    some((node, witness) => !isGateway(node) && 'defaultFlow' in node && taken(witness, node.defaultFlow ?? '')),
  ],
  ['several flows out of an activity or event', some((node) => !isGateway(node) && node.outgoing.length > 1)],
  [
    'several flows into an activity or event: every token passes',
    some((node, witness) => !isGateway(node) && node.incoming.filter((flowId) => taken(witness, flowId)).length > 1),
  ],
  ['no flow out: implicit end', some(({ type, outgoing }) => type.endsWith('Task') && outgoing.length === 0)],
  ['startQuantity', some((node) => 'startQuantity' in node && node.startQuantity > 1)],
  ['completionQuantity', some((node) => 'completionQuantity' in node && node.completionQuantity > 1)],
  ['standard loop, testBefore', standardLoop(({ testBefore }) => testBefore)],
  ['standard loop, test after', standardLoop(({ testBefore }) => !testBefore)],
  ['loopMaximum', standardLoop(({ maximum }) => maximum !== undefined)],
  ['multi-instance over a collection', drawn(/inputCollection=|<bpmn:loopDataInputRef>/)],
  ['multi-instance over a data object (loopDataInputRef)', drawn(/<bpmn:loopDataInputRef>/)],
  ['multi-instance by cardinality', drawn(/<bpmn:loopCardinality/)],
  [
    'multi-instance, completion condition',
    drawn(/<bpmn:multiInstance(?:(?!<\/bpmn:multiInstance)[^])*<bpmn:completionCondition/),
  ],
  ['multi-instance, output collection', drawn(/outputCollection=|<bpmn:loopDataOutputRef>/)],
  ['multi-instance, output into a data object (loopDataOutputRef)', drawn(/<bpmn:loopDataOutputRef>/)],
  ['multi-instance behavior None', multiInstance('None')],
  ['multi-instance behavior One', multiInstance('One')],
  ['multi-instance behavior All', drawn(/behavior="All"/)],
  ['multi-instance behavior Complex', multiInstance('Complex')],
  ['ad-hoc, completion condition', adHoc(({ completionCondition }) => completionCondition !== undefined)],
  ['ad-hoc, cancelRemainingInstances="true"', adHoc(({ cancelRemainingInstances }) => cancelRemainingInstances)],
  ['ad-hoc, cancelRemainingInstances="false"', adHoc(({ cancelRemainingInstances }) => !cancelRemainingInstances)],
  ['event sub-process in an ad-hoc sub-process', some(inAdHoc)],
  ['receive task with instantiate', some((node) => node.type === 'receiveTask' && node.instantiate)],
  ['complex gateway: activationCondition, activationCount', drawn(/<bpmn:activationCondition[^<]*activationCount/)],
  ['event definition by eventDefinitionRef', drawn(/<bpmn:eventDefinitionRef>/)],
  ['compensation of one activity (activityRef)', drawn(/activityRef=/)],
  ['compensation that is not waited for', drawn(/waitForCompletion="false"/)],
  [
    'error without code catches any',
    drawn(/<bpmn:boundaryEvent(?:(?!<\/bpmn:boundaryEvent)[^])*<bpmn:errorEventDefinition \/>/),
  ],
  ['data object', drawn(/<bpmn:dataObject /)],
  ['data object in several states', drawn(/<bpmn:dataState /)],
  ['data store', drawn(/<bpmn:dataStoreReference /)],
  ['property', drawn(/<bpmn:property /)],
  ['ioSpecification', drawn(/<bpmn:ioSpecification/)],
  [
    'data association: copy',
    drawn(
      /<bpmn:dataInputAssociation(?:(?!<bpmn:transformation|<bpmn:assignment|<\/bpmn:dataInput)[^])*<\/bpmn:dataInputAssociation>/,
    ),
  ],
  ['data association: transformation', drawn(/<bpmn:transformation/)],
  ['data association: assignment', drawn(/<bpmn:assignment/)],
  ['correlation key (zeebe:subscription)', drawn(/<zeebe:subscription /)],
  ['correlation property', drawn(/<bpmn:correlationProperty /)],
  ['message kept for its time to live', ({ pair }) => pair.scenario.actions.some((action) => 'timeToLive' in action)],
  [
    'text annotation, association, group',
    drawn(/<bpmn:textAnnotation(?:[^])*<bpmn:group |<bpmn:group (?:[^])*<bpmn:textAnnotation/),
  ],
  ['incident: no flow chosen', isIncident('NO_FLOW_CHOSEN')],
  ['incident: expression', isIncident('EXPRESSION_FAILED')],
  ['incident: step budget', isIncident('STEP_BUDGET_EXHAUSTED')],
  ['incident: job', isIncident('JOB_RETRIES_EXHAUSTED')],
  ['incident: uncaught error of a task', isIncident('UNCAUGHT_ERROR')],
];

function hasCondition({ outgoing }: FlowNode, { graphs }: Witness): boolean {
  return outgoing.some((id) => graphs.some(({ flows }) => flows[id]?.condition !== undefined));
}

function isPlainEntry(graph: ProcessGraph, node: FlowNode): boolean {
  return node.type !== 'startEvent' && graph.scopes[graph.id]?.entry.includes(node.id) === true;
}

function entryEvents(graph: ProcessGraph): number {
  return (graph.scopes[graph.id]?.nodes ?? []).filter((id) => graph.nodes[id]?.type === 'startEvent').length;
}

function inAdHoc(node: FlowNode, { graphs }: Witness): boolean {
  const scope = graphs.map(({ nodes }) => nodes[node.scopeId]).find((found) => found !== undefined);
  return scope?.type === 'adHocSubProcess' && 'triggeredByEvent' in node && node.triggeredByEvent;
}
