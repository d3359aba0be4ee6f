import type { CounterExampleStep } from '../../errors.ts';
import { checkFeel } from '../../feel/feel.ts';
import type { Expression } from '../../model/expression.ts';
import type {
  Activity,
  BoundaryEvent,
  ComplexGateway,
  ExclusiveGateway,
  FlowNode,
  InclusiveGateway,
  SequenceFlow,
} from '../../model/process-graph.ts';
import {
  definitionsOf,
  hasDefinition,
  isActivity,
  isInstantiating,
  isSubProcess,
  type GraphView,
} from '../graph-view.ts';
import { caughtAtBoundary, caughtInScope, escalationInterrupts, thrownBy } from './escapes.ts';
import { canHappen, rests } from './occurrences.ts';
import { addFlow, addNode, createNet, type Escape, type Net, type NetNode } from './net.ts';

/** How a sub-process can be left, known since its inside was checked first. */
export interface ScopeExits {
  /** Its inside can come to its end. */
  readonly normal: boolean;
  readonly escapes: readonly Escape[];
}

/**
 * Writes one scope as a net. What an activity can do is written out: it is left by its end, by an interrupting boundary
 * event, or by what escapes from its inside; an alarm (a non-interrupting boundary event) may or may not be raised while it
 * is at work, once per activation. An event that waits may always happen; a worker may throw any error that is caught.
 *
 * Sub-processes appear as activities: each scope is checked on its own, so that an exceptional way out (a withdrawal, a
 * timeout) cannot excuse a deadlock inside. Event sub-processes and compensation handlers stand outside the flow and are
 * checked as scopes of their own. What people choose inside an ad-hoc sub-process has no order to check.
 */
export function encodeScope(scopeId: string, view: GraphView, exits: ReadonlyMap<string, ScopeExits>): Net {
  const encoder: Encoder = { view, scopeId, exits, net: createNet(), entries: new Map(), leaves: new Map() };
  const nodes = view.inScope(scopeId).filter((node) => !standsOutside(node));
  for (const node of nodes) encodeNode(node, encoder);
  for (const node of nodes) encodeOutgoing(node, encoder);
  encodeBeginning(encoder);
  return encoder.net;
}

interface Encoder {
  readonly view: GraphView;
  readonly scopeId: string;
  readonly exits: ReadonlyMap<string, ScopeExits>;
  readonly net: Net;
  /** Where a token enters a drawn node, and where it leaves it. */
  readonly entries: Map<string, NetNode>;
  readonly leaves: Map<string, NetNode>;
}

/** Event sub-processes and compensation handlers are in no flow. */
function standsOutside(node: FlowNode): boolean {
  return (
    (isSubProcess(node) && node.triggeredByEvent) ||
    (isActivity(node) && node.isForCompensation) ||
    (node.type === 'boundaryEvent' && hasDefinition(node, 'compensate'))
  );
}

function encodeNode(node: FlowNode, encoder: Encoder): void {
  encoder.entries.set(node.id, entryOf(node, encoder));
  const entry = encoder.entries.get(node.id);
  if (entry !== undefined && !encoder.leaves.has(node.id)) encoder.leaves.set(node.id, entry);
}

function entryOf(node: FlowNode, encoder: Encoder): NetNode {
  if (isActivity(node)) return encodeActivity(node, encoder);
  if (node.type === 'boundaryEvent') return boundaryNode(node, encoder);
  const drawn = addDrawn(node, kindOf(node, encoder), encoder);
  if (node.type !== 'eventBasedGateway' || node.instantiate) return drawn;
  // Waits for all of its events; which happens first is not known before it does.
  const awaits = addNode(encoder.net, `${node.id}#awaits`, 'pass', { waits: true });
  addFlow(`${node.id}#happened`, awaits, drawn);
  encoder.leaves.set(node.id, drawn);
  return awaits;
}

function kindOf(node: FlowNode, { view, scopeId }: Encoder): NetNode['kind'] {
  switch (node.type) {
    case 'exclusiveGateway':
      return 'xor';
    case 'eventBasedGateway':
      // The first event to happen decides: a choice. An instantiating parallel one waits for all of them.
      return node.gatewayType === 'Parallel' ? 'and' : 'xor';
    case 'parallelGateway':
      return 'and';
    case 'inclusiveGateway':
      return 'or';
    case 'complexGateway':
      return 'complex';
    case 'endEvent':
    case 'intermediateThrowEvent': {
      if (hasDefinition(node, 'terminate')) return 'terminate';
      const ends = thrownBy(node).some(
        (escape) => escape.type !== 'escalation' || escalationInterrupts(escape, scopeId, view),
      );
      return ends ? 'terminate' : 'pass';
    }
    default:
      return 'pass';
  }
}

function addDrawn(node: FlowNode, kind: NetNode['kind'], { net, view, scopeId }: Encoder): NetNode {
  const thrown = kind === 'terminate' ? thrownBy(node)[0] : undefined;
  // Caught in this scope, the rest of the scope is interrupted and its handler goes on: it ends here like a terminate.
  const escape = thrown !== undefined && caughtInScope(thrown, scopeId, view) === undefined ? thrown : undefined;
  return addNode(net, node.id, kind, {
    // An interrupting boundary event happens while its activity waits, and is left at once; an alarm may come any time later.
    waits:
      (node.type === 'intermediateCatchEvent' && !isAwaitedBefore(node, view)) ||
      (node.type === 'boundaryEvent' && !node.cancelActivity),
    members: [node.id],
    // A boundary event is told by the flow that leads to it, when it happens.
    steps: node.type === 'boundaryEvent' ? [] : [stepAt(node)],
    escape,
    activation: node.type === 'complexGateway' ? decidedByItself(node.activationCondition) : undefined,
  });
}

/**
 * alarm? → work → left by its end | by an interrupting event | by what escapes. Nodes that the drawing does not have carry
 * a `#` in their id.
 */
function encodeActivity(node: Activity, encoder: Encoder): NetNode {
  const { net, view } = encoder;
  const boundaries = node.boundaryEvents
    .flatMap((id) => view.node(id) ?? [])
    .filter((event) => event.type === 'boundaryEvent');
  const ways = waysOut(node, boundaries, encoder);
  const endsOnly = ways.length === 1 && ways[0] === 'end';
  const work = addNode(net, node.id, 'pass', {
    waits: rests(node, view) && !isAwaitedBefore(node, view),
    members: [node.id],
    steps: [stepAt(node)],
    startQuantity: node.startQuantity,
    completionQuantity: endsOnly ? node.completionQuantity : 1,
  });
  if (endsOnly) encoder.leaves.set(node.id, work);
  else {
    const choice = addNode(net, `${node.id}#left`, 'xor');
    addFlow(`${node.id}#work`, work, choice);
    for (const way of ways) encodeWay(way, node, choice, encoder);
    // A sub-process that never ends by itself is only left otherwise; its own flows then get no token.
    if (!encoder.leaves.has(node.id)) encoder.leaves.set(node.id, addNode(net, `${node.id}#end`, 'pass'));
  }
  return encodeAlarms(node, boundaries, work, encoder);
}

type WayOut = 'end' | BoundaryEvent | Escape;

function waysOut(node: Activity, boundaries: readonly BoundaryEvent[], { view, exits }: Encoder): readonly WayOut[] {
  const inside = exits.get(node.id) ?? { normal: true, escapes: [] };
  const events = boundaries.filter((event) => event.cancelActivity && canHappen(event, node, inside.escapes, view));
  const uncaught = inside.escapes.filter(
    (escape) =>
      caughtAtBoundary(escape, node.boundaryEvents, view) === undefined &&
      (escape.type !== 'escalation' || escalationInterrupts(escape, node.scopeId, view)),
  );
  return [...(inside.normal ? (['end'] as const) : []), ...events, ...uncaught];
}

function encodeWay(way: WayOut, node: Activity, choice: NetNode, encoder: Encoder): void {
  const { net, view, scopeId } = encoder;
  if (way === 'end') {
    const end = addNode(net, `${node.id}#end`, 'pass', { completionQuantity: node.completionQuantity });
    addFlow(`${node.id}#ends`, choice, end);
    encoder.leaves.set(node.id, end);
  } else if ('attachedTo' in way) {
    addFlow(`${way.id}#happens`, choice, boundaryNode(way, encoder), [], [stepAt(way)]);
  } else {
    const caught = caughtInScope(way, scopeId, view) !== undefined;
    const thrown = addNode(net, `${node.id}#throws#${way.elementId}`, 'terminate', {
      steps: [{ elementId: way.elementId, action: way.type }],
      escape: caught ? undefined : way,
    });
    addFlow(`${node.id}#escapes#${way.elementId}`, choice, thrown);
  }
}

function encodeAlarms(node: Activity, boundaries: readonly BoundaryEvent[], work: NetNode, encoder: Encoder): NetNode {
  const { net, view, exits } = encoder;
  const escapes = exits.get(node.id)?.escapes ?? [];
  return boundaries
    .filter((event) => !event.cancelActivity && canHappen(event, node, escapes, view))
    .reduce((entry, event) => {
      const maybe = addNode(net, `${event.id}#maybe`, 'xor');
      const raised = addNode(net, `${event.id}#raised`, 'pass');
      addFlow(`${event.id}#silent`, maybe, entry);
      addFlow(`${event.id}#alarm`, maybe, raised);
      addFlow(`${event.id}#beside`, raised, entry);
      addFlow(`${event.id}#happens`, raised, boundaryNode(event, encoder), [], [stepAt(event)]).alarm = true;
      return maybe;
    }, work);
}

function boundaryNode(event: BoundaryEvent, encoder: Encoder): NetNode {
  const known = encoder.entries.get(event.id);
  if (known !== undefined) return known;
  const node = addDrawn(event, 'pass', encoder);
  encoder.entries.set(event.id, node);
  encoder.leaves.set(event.id, node);
  return node;
}

/** Behind an event-based gateway an event (or receive task) has happened when its flow is taken: the gateway waited for it.
 *  A parallel one, which begins a process, lets each of the others be waited for. @source BPMN 2.0.2 §10.6.6 */
function isAwaitedBefore(node: FlowNode, view: GraphView): boolean {
  return view.incoming(node).some(({ source }) => {
    const gateway = view.node(source);
    return gateway?.type === 'eventBasedGateway' && gateway.gatewayType !== 'Parallel';
  });
}

function encodeOutgoing(node: FlowNode, encoder: Encoder): void {
  const { view, net, leaves } = encoder;
  const leave = leaves.get(node.id);
  if (leave === undefined || leave.kind === 'terminate') return;
  const flows = view.outgoing(node);
  const links = view.successors(node).filter((next) => hasDefinition(node, 'link') && hasDefinition(next, 'link'));
  for (const target of links) connect(`${node.id}#link#${target.id}`, leave, target.id, encoder, []);
  if (flows.length === 0) {
    if (links.length === 0) addFlow(`${node.id}#over`, leave, net.end);
    return;
  }
  const conditional = isActivity(node)
    ? flows.filter((flow) => flow.condition !== undefined || flow.id === node.defaultFlow)
    : [];
  if (conditional.some((flow) => flow.condition !== undefined)) {
    // Conditional flows of an activity are an inclusive choice beside its unconditional ones (BPMN 2.0.2 §13.3.1).
    const choice = addNode(net, `${node.id}#choice`, 'or');
    addFlow(`${node.id}#chooses`, leave, choice);
    encodeSome(conditional, node.id, 'defaultFlow' in node ? node.defaultFlow : undefined, choice, encoder);
    const always = flows.filter((flow) => !conditional.includes(flow));
    for (const flow of always) encodeFlow(flow, leave, encoder);
    if (always.length > 0 && !conditional.some((flow) => flow.condition === undefined))
      addFlow(`${node.id}#none`, choice, net.end);
    return;
  }
  if (node.type === 'complexGateway') {
    encodeTwoPhases(node, flows, leave, encoder);
    return;
  }
  if (node.type === 'exclusiveGateway')
    for (const flow of untilTheFirstSure(node, flows)) encodeFlow(flow, leave, encoder);
  else if (node.type === 'inclusiveGateway') encodeInclusive(node, flows, leave, encoder);
  else for (const flow of flows) encodeFlow(flow, leave, encoder);
}

/** A flow without condition out of an exclusive gateway holds always: neither the flows after it nor the default are ever
 *  taken. @source BPMN 2.0.2 §13.4.2 (evaluated in order) */
function untilTheFirstSure(node: ExclusiveGateway, flows: readonly SequenceFlow[]): readonly SequenceFlow[] {
  const asked = flows.filter((flow) => flow.id !== node.defaultFlow);
  const sure = asked.findIndex((flow) => flow.condition === undefined);
  return sure < 0 ? flows : asked.slice(0, sure + 1);
}

/** One or more of the flows; beside one without condition, which holds always, any of the others and never the default. */
function encodeInclusive(
  node: InclusiveGateway,
  flows: readonly SequenceFlow[],
  leave: NetNode,
  encoder: Encoder,
): void {
  const asked = flows.filter((flow) => flow.id !== node.defaultFlow);
  const sure = asked.filter((flow) => flow.condition === undefined);
  if (sure.length === 0) {
    encodeSome(flows, node.id, node.defaultFlow, leave, encoder);
    return;
  }
  if (flows.length === 1) {
    for (const flow of flows) encodeFlow(flow, leave, encoder);
    return;
  }
  const { net } = encoder;
  const all = addNode(net, `${node.id}#sure`, 'and');
  addFlow(`${node.id}#splits`, leave, all);
  for (const flow of sure) encodeFlow(flow, all, encoder);
  const unsure = asked.filter((flow) => flow.condition !== undefined);
  if (unsure.length === 0) return;
  const choice = addNode(net, `${node.id}#choice`, 'or');
  addFlow(`${node.id}#chooses`, all, choice);
  addFlow(`${node.id}#none`, choice, net.end);
  for (const flow of unsure) encodeFlow(flow, choice, encoder);
}

/** A complex gateway offers its flows when it fires and once more when it resets, and its conditions may ask which it is. */
function encodeTwoPhases(
  node: ComplexGateway,
  flows: readonly SequenceFlow[],
  from: NetNode,
  { entries }: Encoder,
): void {
  for (const flow of flows) {
    const target = entries.get(flow.target);
    if (target === undefined) continue;
    const condition = decidedByItself(flow.condition);
    addFlow(flow.id, from, target, [flow.id], [{ elementId: flow.source, action: 'flow', flowId: flow.id }], {
      ...(condition !== undefined && { condition }),
      ...(flow.id === node.defaultFlow && { isDefault: true }),
    });
  }
}

const ITS_OWN = ['activationCount', 'waitingForStart'];

/** A condition of a complex gateway over nothing but its own tokens and phase: the token game itself decides it. None is true
 *  always. @source BPMN 2.0.2 §13.4.5 */
function decidedByItself(condition: Expression | undefined): Expression | undefined {
  if (condition === undefined) return { kind: 'literal', value: true };
  if (condition.kind === 'literal') return condition;
  const check = checkFeel(condition.source);
  const reads = check.ok ? [...check.variables, ...check.possibleVariables] : ['?'];
  return reads.every((name) => ITS_OWN.includes(name)) ? condition : undefined;
}

/** One or more of the flows. A default is taken alone, when no other is (BPMN 2.0.2 §13.4.3). */
function encodeSome(
  flows: readonly SequenceFlow[],
  id: string,
  defaultFlow: string | undefined,
  from: NetNode,
  encoder: Encoder,
): void {
  const { net } = encoder;
  const fallback = flows.find((flow) => flow.id === defaultFlow);
  if (fallback === undefined || flows.length === 1) {
    for (const flow of flows) encodeFlow(flow, from, encoder);
    return;
  }
  const either = addNode(net, `${id}#either`, 'xor');
  const some = addNode(net, `${id}#some`, 'or');
  addFlow(`${id}#chooses-either`, from, either);
  addFlow(`${id}#chooses-some`, either, some);
  encodeFlow(fallback, either, encoder);
  for (const flow of flows) if (flow !== fallback) encodeFlow(flow, some, encoder);
}

function encodeFlow(flow: SequenceFlow, from: NetNode, encoder: Encoder): void {
  connect(flow.id, from, flow.target, encoder, [{ elementId: flow.source, action: 'flow', flowId: flow.id }]);
}

function connect(
  id: string,
  from: NetNode,
  targetId: string,
  { entries }: Encoder,
  steps: readonly CounterExampleStep[],
): void {
  const target = entries.get(targetId);
  if (target !== undefined) addFlow(id, from, target, [id], steps);
}

/** The ways in which the scope can begin: a plain start, each triggered start event, each instantiating node; one of them. */
function encodeBeginning({ view, scopeId, net, entries }: Encoder): void {
  const scope = view.graph.scopes[scopeId];
  if (scope === undefined) return;
  const owner = view.node(scopeId);
  const atRoot = owner === undefined;
  const triggered = view
    .inScope(scopeId)
    .filter(
      (node) =>
        (node.type === 'startEvent' &&
          !scope.entry.includes(node.id) &&
          (atRoot || (isSubProcess(owner) && owner.triggeredByEvent))) ||
        (atRoot && isInstantiating(node)),
    )
    .map((node) => [node.id]);
  const ways = [...(scope.entry.length > 0 ? [scope.entry] : []), ...triggered];
  const choice = addNode(net, '#starts', 'xor');
  addFlow('#started', net.begin, choice);
  ways.forEach((way, index) => {
    const all = addNode(net, `#start#${index}`, 'pass');
    addFlow(`#start#${index}#chosen`, choice, all);
    for (const id of way) {
      const entry = entries.get(id);
      if (entry !== undefined) addFlow(`#start#${index}#${id}`, all, entry);
    }
  });
  if (ways.length === 0) addFlow('#empty', choice, net.end);
}

/** What a counter-example says of a node. */
function stepAt(node: FlowNode): CounterExampleStep {
  const trigger =
    node.type === 'boundaryEvent' || node.type === 'intermediateCatchEvent' || node.type === 'startEvent'
      ? definitionsOf(node)[0]?.type
      : undefined;
  return { elementId: node.id, action: trigger ?? 'completed' };
}
