import type { CounterExampleStep } from '../../errors.ts';
import type { Expression } from '../../model/expression.ts';

/**
 * One scope of a process as a net of splits and joins: what is left when everything is put aside that cannot make a token
 * wait for ever. Mutable, since the reductions rewrite it; flows and nodes remember which elements of the drawing they
 * stand for.
 *
 * | kind      | joins               | splits                        |
 * |-----------|---------------------|-------------------------------|
 * | begin     | –                   | every way                     |
 * | pass      | passes every token  | every way                     |
 * | xor       | passes every token  | one way                       |
 * | and       | one from every way  | every way                     |
 * | or        | BPMN 2.0.2 §13.4.3  | one or more ways              |
 * | complex   | BPMN 2.0.2 §13.4.5  | one or more ways              |
 * | end       | consumes            | –                             |
 * | terminate | ends the scope      | –                             |
 */
export type NetKind = 'begin' | 'pass' | 'xor' | 'and' | 'or' | 'complex' | 'end' | 'terminate';

export interface NetNode {
  readonly id: string;
  kind: NetKind;
  /** A token rests here until somebody acts, so that anything may happen elsewhere in between. */
  readonly waits: boolean;
  readonly incoming: Set<NetFlow>;
  readonly outgoing: Set<NetFlow>;
  /** Elements that are alive when the node is visited. */
  readonly members: string[];
  /** What a counter-example shows when a token passes. */
  readonly steps: readonly CounterExampleStep[];
  /** Tokens taken at once and given at once; 1 unless the model says otherwise. */
  readonly startQuantity: number;
  readonly completionQuantity: number;
  /** On `terminate`: what the scope throws when it ends here; absent: it ends normally. */
  readonly escape?: Escape;
  /** On `complex`: when it fires, where that depends on its own tokens alone; absent: data decides. */
  readonly activation?: Expression;
}

export interface NetFlow {
  readonly id: string;
  source: NetNode;
  target: NetNode;
  waits: boolean;
  /** Out of a `complex` node: when it is taken, where that depends on the gateway's own phase alone; absent: data decides. */
  readonly condition?: Expression;
  /** Out of a `complex` node: taken when no other is. */
  readonly isDefault?: true;
  /** Sends an alarm beside the rest: what only alarms reach is not counted as piling up, since nobody waits for it. */
  alarm: boolean;
  /** Elements that are alive when a token takes the flow. */
  members: readonly string[];
  steps: readonly CounterExampleStep[];
}

/** What leaves a scope beside its token. */
export interface Escape {
  readonly type: 'error' | 'escalation' | 'cancel';
  /** Absent: not known before it runs. */
  readonly code?: string;
  readonly elementId: string;
}

export interface Net {
  readonly begin: NetNode;
  readonly end: NetNode;
  readonly nodes: Set<NetNode>;
}

export function createNet(): Net {
  const begin = createNode('#begin', 'begin');
  const end = createNode('#end', 'end');
  return { begin, end, nodes: new Set([begin, end]) };
}

export interface NodeParts {
  readonly waits?: boolean;
  readonly members?: readonly string[];
  readonly steps?: readonly CounterExampleStep[];
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
  readonly escape?: Escape | undefined;
  readonly activation?: Expression | undefined;
}

export function addNode(net: Net, id: string, kind: NetKind, parts: NodeParts = {}): NetNode {
  const node = createNode(id, kind, parts);
  net.nodes.add(node);
  return node;
}

function createNode(id: string, kind: NetKind, parts: NodeParts = {}): NetNode {
  return {
    id,
    kind,
    waits: parts.waits ?? false,
    incoming: new Set(),
    outgoing: new Set(),
    members: [...(parts.members ?? [])],
    steps: parts.steps ?? [],
    startQuantity: parts.startQuantity ?? 1,
    completionQuantity: parts.completionQuantity ?? 1,
    ...(parts.escape !== undefined && { escape: parts.escape }),
    ...(parts.activation !== undefined && { activation: parts.activation }),
  };
}

export function addFlow(
  id: string,
  source: NetNode,
  target: NetNode,
  members: readonly string[] = [],
  steps: readonly CounterExampleStep[] = [],
  choice: Pick<NetFlow, 'condition' | 'isDefault'> = {},
): NetFlow {
  const flow: NetFlow = { id, source, target, waits: false, alarm: false, members, steps, ...choice };
  source.outgoing.add(flow);
  target.incoming.add(flow);
  return flow;
}

export function removeFlow(flow: NetFlow): void {
  flow.source.outgoing.delete(flow);
  flow.target.incoming.delete(flow);
}

export function retarget(flow: NetFlow, target: NetNode): void {
  flow.target.incoming.delete(flow);
  flow.target = target;
  target.incoming.add(flow);
}

export function resource(flow: NetFlow, source: NetNode): void {
  flow.source.outgoing.delete(flow);
  flow.source = source;
  source.outgoing.add(flow);
}
