import type {
  BpmnAssociation,
  BpmnFlowElementsContainer,
  BpmnFlowNode,
  BpmnLaneSet,
  BpmnProcess,
  BpmnSubProcess,
} from 'bpmn-moddle/types';
import type { FlowNode, Lane, ProcessGraph, ScopeDefinition, SequenceFlow } from '../model/process-graph.ts';
import type { BuildContext } from './build-context.ts';
import { buildDataObjects } from './build-data.ts';
import { buildNode, type NodePosition } from './build-node.ts';
import { describeVi } from './describe-vi.ts';
import { describe, type Named } from './findings.ts';
import { given } from './given.ts';
import { is, isKind } from './moddle-element.ts';
import { readFormal } from './read-expression.ts';
import { checkExtensions } from './read-extensions.ts';
import { refuseEvents } from './refuse-events.ts';

type Container = BpmnFlowElementsContainer & Named & { readonly artifacts?: readonly object[] };
type FlowNodeElement = BpmnFlowNode & Named & { readonly id: string };

/** A scope as drawn: its container and what lies directly in it, in document order. */
interface DrawnScope {
  readonly id: string;
  readonly parentId?: string | undefined;
  readonly container: Container;
  readonly nodes: readonly FlowNodeElement[];
}

/**
 * Compiles one process: every flow node, sequence flow and scope at every depth, in document order.
 *
 * The order of a node's outgoing flows is that of the sequence flow elements; `<incoming>` and `<outgoing>` children repeat
 * what `sourceRef` and `targetRef` say and are not read (BPMN 2.0.2 §10.6.1 leaves the order of alternatives open).
 */
export function buildGraph(
  bpmnProcess: BpmnProcess & Named & { readonly id: string },
  context: BuildContext,
): ProcessGraph {
  const drawn = collectScopes(bpmnProcess, bpmnProcess.id, undefined);
  const flows = buildFlows(drawn, context);
  const lanes = drawn.flatMap((scope) => buildLanes(scope.container.laneSets ?? [], drawn));
  const nodes = buildNodes(drawn, flows, lanes, context);
  const scopes = drawn.map((scope) => buildScope(scope, nodes));
  checkExtensions(bpmnProcess, context.findings);
  refuseEvents(bpmnProcess.id, nodes.values(), context.findings);
  return {
    id: bpmnProcess.id,
    ...given({ name: bpmnProcess.name?.trim() || undefined }),
    scopes: byId(scopes),
    nodes: byId([...nodes.values()]),
    flows: byId(flows),
    lanes,
  };
}

function collectScopes(container: Container, id: string, parentId: string | undefined): readonly DrawnScope[] {
  const nodes = (container.flowElements ?? []).filter(
    (element): element is typeof element & FlowNodeElement =>
      isKind(element, 'bpmn:FlowNode') && element.id !== undefined,
  );
  const inner = nodes.flatMap((node) =>
    is(node, 'bpmn:SubProcess') ? collectScopes(node as BpmnSubProcess & Named, node.id ?? '', id) : [],
  );
  return [{ id, parentId, container, nodes }, ...inner];
}

function buildFlows(drawn: readonly DrawnScope[], context: BuildContext): readonly SequenceFlow[] {
  const scopeOf = new Map(drawn.flatMap((scope) => scope.nodes.map((node) => [node.id, scope.id] as const)));
  return drawn.flatMap((scope) =>
    (scope.container.flowElements ?? []).flatMap((flow) => {
      if (!is(flow, 'bpmn:SequenceFlow') || flow.id === undefined) return [];
      const source = flow.sourceRef?.id;
      const target = flow.targetRef?.id;
      if (source === undefined || target === undefined) {
        const reported = context.findings.list.some(
          (finding) => finding.elementId === flow.id && finding.ruleId === 'dangling-reference',
        );
        if (!reported)
          context.findings.error(
            'dangling-reference',
            flow,
            {
              en: `${describe(flow)} has no ${source === undefined ? 'source' : 'target'}.`,
              vi: `${describeVi(flow)} không có ${source === undefined ? 'điểm đầu' : 'điểm cuối'}.`,
            },
            { en: 'Connect it at both ends or remove it.', vi: 'Nối cả hai đầu, hoặc xóa luồng.' },
          );
        return [];
      }
      const [from, to] = [scopeOf.get(source), scopeOf.get(target)];
      if (from === undefined || to === undefined) {
        context.findings.error(
          'flow-ends',
          flow,
          {
            en: `${describe(flow)} ${from === undefined ? `begins at '${source}'` : `ends at '${target}'`}, which is no flow node of this process.`,
            vi: `${describeVi(flow)} ${from === undefined ? `bắt đầu từ “${source}”` : `kết thúc tại “${target}”`}, không phải phần tử luồng của quy trình này.`,
          },
          {
            en: 'Sequence flows join flow nodes of one process; use a message flow between pools.',
            vi: 'Luồng tuần tự nối các phần tử của cùng một quy trình; giữa các bể hãy dùng luồng thông điệp.',
          },
        );
        return [];
      }
      if (from !== to) {
        context.findings.error(
          'flow-ends',
          flow,
          {
            en: `${describe(flow)} crosses the boundary of a sub-process.`,
            vi: `${describeVi(flow)} đi xuyên qua ranh giới của quy trình con.`,
          },
          {
            en: 'End inside the sub-process and continue from its edge (BPMN 2.0.2 §10.3.5).',
            vi: 'Kết thúc bên trong quy trình con và đi tiếp từ cạnh của nó (BPMN 2.0.2 §10.3.5).',
          },
        );
        return [];
      }
      const condition = readFormal(
        flow.conditionExpression,
        { element: flow, what: { en: 'condition', vi: 'điều kiện' } },
        context.findings,
      );
      return [
        { id: flow.id, source, target, scopeId: from, ...given({ name: flow.name?.trim() || undefined, condition }) },
      ];
    }),
  );
}

/** Lanes with the nodes that no inner lane claims; what lies in a sub-process lies in the sub-process's lane. */
function buildLanes(laneSets: readonly (BpmnLaneSet & Named)[], drawn: readonly DrawnScope[]): readonly Lane[] {
  return laneSets.flatMap((set) =>
    (set.lanes ?? []).flatMap((lane) => {
      const inner = buildLanes(lane.childLaneSet === undefined ? [] : [lane.childLaneSet], drawn);
      const claimed = new Set(inner.flatMap((child) => child.nodes));
      const own = (lane.flowNodeRef ?? []).flatMap((node) =>
        node.id === undefined ? [] : withDescendants(node.id, drawn),
      );
      return [
        {
          id: lane.id ?? '',
          ...given({ name: lane.name?.trim() || undefined }),
          nodes: own.filter((id) => !claimed.has(id)),
        },
        ...inner,
      ];
    }),
  );
}

function withDescendants(nodeId: string, drawn: readonly DrawnScope[]): readonly string[] {
  const scope = drawn.find((candidate) => candidate.id === nodeId && candidate.parentId !== undefined);
  return scope === undefined ? [nodeId] : [nodeId, ...scope.nodes.flatMap((node) => withDescendants(node.id, drawn))];
}

function buildNodes(
  drawn: readonly DrawnScope[],
  flows: readonly SequenceFlow[],
  lanes: readonly Lane[],
  context: BuildContext,
): ReadonlyMap<string, FlowNode> {
  const incoming = group(flows, (flow) => flow.target);
  const outgoing = group(flows, (flow) => flow.source);
  const elements = drawn.flatMap((scope) => scope.nodes);
  const boundary = group(
    elements.filter((element) => is(element, 'bpmn:BoundaryEvent')),
    (event) => event.attachedToRef?.id ?? '',
  );
  const handlers = compensationHandlers(drawn);
  const laneOf = new Map(lanes.flatMap((lane) => lane.nodes.map((node) => [node, lane.id] as const)));
  const nodes = new Map<string, FlowNode>();
  for (const scope of drawn) {
    for (const element of scope.nodes) {
      const position: NodePosition = {
        scopeId: scope.id,
        incoming: incoming.get(element.id)?.map((flow) => flow.id) ?? [],
        outgoing: outgoing.get(element.id)?.map((flow) => flow.id) ?? [],
        boundaryEvents: boundary.get(element.id)?.flatMap((event) => event.id ?? []) ?? [],
        compensationHandler: handlers.get(element.id),
        laneId: laneOf.get(element.id),
      };
      const node = buildNode(element, position, context);
      if (node !== undefined) nodes.set(node.id, node);
    }
  }
  return nodes;
}

/** Compensation handlers by activity: the association leads from a compensation boundary event to the handler. */
function compensationHandlers(drawn: readonly DrawnScope[]): ReadonlyMap<string, string> {
  const handlers = new Map<string, string>();
  for (const artifact of drawn.flatMap((scope) => scope.container.artifacts ?? [])) {
    if (!is(artifact, 'bpmn:Association')) continue;
    const { sourceRef, targetRef } = artifact as BpmnAssociation;
    if (
      is(sourceRef, 'bpmn:BoundaryEvent') &&
      sourceRef.attachedToRef?.id !== undefined &&
      targetRef?.id !== undefined &&
      isKind(targetRef, 'bpmn:Activity')
    ) {
      handlers.set(sourceRef.attachedToRef.id, targetRef.id);
    }
  }
  return handlers;
}

function buildScope(scope: DrawnScope, nodes: ReadonlyMap<string, FlowNode>): ScopeDefinition {
  const own = scope.nodes.flatMap((element) => nodes.get(element.id) ?? []);
  return {
    id: scope.id,
    ...given({ parentId: scope.parentId }),
    nodes: own.map((node) => node.id),
    entry: entryOf(own),
    eventSubProcesses: own.filter((node) => node.type === 'subProcess' && node.triggeredByEvent).map((node) => node.id),
    dataObjects: buildDataObjects(scope.container.flowElements ?? []),
  };
}

/**
 * Where a plain start begins: at the none start events, or, where a scope draws no start event, at every node without
 * incoming flow that can begin by itself. @source BPMN 2.0.2 §10.3.5, §13.2
 */
function entryOf(nodes: readonly FlowNode[]): readonly string[] {
  const starts = nodes.filter((node) => node.type === 'startEvent');
  if (starts.length > 0) return starts.filter((start) => start.eventDefinitions.length === 0).map((start) => start.id);
  return nodes.filter((node) => node.incoming.length === 0 && beginsByItself(node)).map((node) => node.id);
}

function beginsByItself(node: FlowNode): boolean {
  switch (node.type) {
    case 'boundaryEvent':
      return false;
    case 'intermediateCatchEvent':
      return !node.eventDefinitions.some((definition) => definition.type === 'link');
    case 'receiveTask':
    case 'eventBasedGateway':
      // With `instantiate` it begins by a message.
      return !node.instantiate && !('isForCompensation' in node && node.isForCompensation);
    case 'subProcess':
      return !node.triggeredByEvent && !node.isForCompensation;
    default:
      return !('isForCompensation' in node && node.isForCompensation);
  }
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const found = groups.get(key);
    if (found === undefined) groups.set(key, [item]);
    else found.push(item);
  }
  return groups;
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}
