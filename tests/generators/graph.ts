import fc from 'fast-check';
import type { Drawing, DrawnFlow, DrawnNode, DrawnScope } from './drawing.ts';

/**
 * Unstructured models: nodes and flows between any two of them, as drawings become after a year of changes. Every node can be
 * reached by flows; whether a case can end is open. Shrinks by losing nodes and flows.
 */
export interface GraphChoices {
  /** Kinds of node that may be drawn; each as often as it stands here. */
  readonly kinds: readonly Kind[];
  /** Sub-processes within sub-processes down to this depth. */
  readonly depth: number;
}

export type Kind =
  | 'userTask'
  | 'task'
  | 'intermediateCatchEvent'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'inclusiveGateway'
  | 'complexGateway'
  | 'subProcess'
  | 'endEvent'
  | 'terminate';

/** Kinds for which the order in which automatic steps are taken makes no difference to where the tokens come to rest. */
export const PLAIN: readonly Kind[] = [
  'userTask',
  'userTask',
  'task',
  'intermediateCatchEvent',
  'exclusiveGateway',
  'exclusiveGateway',
  'parallelGateway',
  'parallelGateway',
  'subProcess',
  'endEvent',
];

export const ANY: readonly Kind[] = [...PLAIN, 'inclusiveGateway', 'inclusiveGateway', 'complexGateway', 'terminate'];

interface Graph {
  readonly nodes: readonly NodePlan[];
  /** Beyond the flow that leads to each node: from, to. */
  readonly flows: readonly (readonly [number, number])[];
}

interface NodePlan {
  readonly kind: Kind;
  /** Which of the earlier nodes leads here. */
  readonly after: number;
  readonly inside?: Graph;
  readonly boundary?: { readonly interrupts: boolean; readonly to: number };
}

export function graphs({ kinds, depth }: GraphChoices): fc.Arbitrary<Drawing> {
  return graph(kinds, depth).map((plan) => {
    const sheet = { count: 0 };
    return { processes: [drawGraph(sheet, 'p', plan)] };
  });
}

function graph(kinds: readonly Kind[], depth: number): fc.Arbitrary<Graph> {
  const kind = fc.constantFrom(...kinds.filter((one) => depth > 0 || one !== 'subProcess'));
  const boundary = fc.record({ interrupts: fc.boolean(), to: fc.nat(9) });
  const node: fc.Arbitrary<NodePlan> =
    depth === 0
      ? fc.record({ kind, after: fc.nat(9), boundary }, { requiredKeys: ['kind', 'after'] })
      : fc.record(
          { kind, after: fc.nat(9), boundary, inside: graph(kinds, depth - 1) },
          { requiredKeys: ['kind', 'after', 'inside'] },
        );
  return fc.record({
    nodes: fc.array(node, { minLength: 1, maxLength: depth === 0 ? 5 : 7 }),
    flows: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 5 }),
  });
}

function drawGraph(sheet: { count: number }, scopeId: string, { nodes: plans, flows: extra }: Graph): DrawnScope {
  const nodes: DrawnNode[] = [];
  const flows: { id: string; source: string; target: string }[] = [];
  const id = (kind: string): string => {
    sheet.count += 1;
    return `${kind}${String(sheet.count)}`;
  };
  const add = (type: string, parts: Omit<DrawnNode, 'id' | 'type'> = {}): string => {
    const name = id(type);
    nodes.push({ id: name, type, ...parts });
    return name;
  };
  const flow = (source: string, target: string): void => void flows.push({ id: id('flow'), source, target });
  const start = add('startEvent');
  const drawn = plans.map((plan) => ({ plan, id: drawNode(plan) }));
  const canGoOn = drawn.filter(({ plan }) => !ends(plan.kind));
  // A token that goes back rests on its way: an automatic circle would never come to rest.
  const connect = (from: string, to: string, goesBack: boolean): void => {
    if (!goesBack) return flow(from, to);
    const rest = add('userTask');
    flow(from, rest);
    flow(rest, to);
  };
  for (const [index, { plan, id: node }] of drawn.entries()) {
    const before = drawn.slice(0, index).filter((earlier) => canGoOn.includes(earlier));
    flow(before[plan.after % Math.max(1, before.length)]?.id ?? start, node);
  }
  for (const [from, to] of extra) {
    const source = canGoOn[from % Math.max(1, canGoOn.length)];
    const target = drawn[to % drawn.length];
    if (source === undefined || target === undefined) continue;
    connect(source.id, target.id, drawn.indexOf(target) <= drawn.indexOf(source));
  }
  for (const [index, { plan, id: node }] of drawn.entries()) {
    if (plan.boundary === undefined || !(plan.kind === 'userTask' || plan.kind === 'subProcess')) continue;
    const event = add('boundaryEvent', {
      event: { type: 'timer' },
      attachedTo: node,
      interrupts: plan.boundary.interrupts,
    });
    const to = plan.boundary.to % (drawn.length + 1);
    const target = drawn[to];
    if (target === undefined) flow(event, add('endEvent'));
    else connect(event, target.id, to <= index);
  }
  for (const { id: node } of canGoOn) if (!flows.some(({ source }) => source === node)) flow(node, add('endEvent'));
  return { id: scopeId, ...decided(nodes, flows) };

  function drawNode({ kind, inside }: NodePlan): string {
    switch (kind) {
      case 'subProcess': {
        const name = id('subProcess');
        const scope = inside === undefined ? undefined : drawGraph(sheet, name, inside);
        // What is inside rests at least once, so that what is attached to it can happen.
        nodes.push({ id: name, type: 'subProcess', ...(scope !== undefined && { inside: restingFirst(scope, id) }) });
        return name;
      }
      case 'intermediateCatchEvent':
        return add(kind, { event: { type: 'timer' } });
      case 'terminate':
        return add('endEvent', { event: { type: 'terminate' } });
      case 'complexGateway':
        return add(kind, { activatedBy: 1 });
      default:
        return add(kind);
    }
  }
}

function ends(kind: Kind): boolean {
  return kind === 'endEvent' || kind === 'terminate';
}

function restingFirst(scope: DrawnScope, id: (kind: string) => string): DrawnScope {
  const [start] = scope.nodes;
  const first = id('userTask');
  return {
    ...scope,
    nodes: [...scope.nodes, { id: first, type: 'userTask' }],
    flows: [
      ...scope.flows.map((flow) => (flow.source === start?.id ? { ...flow, source: first } : flow)),
      { id: id('flow'), source: start?.id ?? '', target: first },
    ],
  };
}

/** Where a gateway chooses, every flow but the last has a condition, and the last is the default. */
function decided(
  nodes: readonly DrawnNode[],
  flows: readonly DrawnFlow[],
): { readonly nodes: readonly DrawnNode[]; readonly flows: readonly DrawnFlow[] } {
  const fallbackOf = new Map<string, string>();
  for (const { type, id } of nodes) {
    const leaving = flows.filter(({ source }) => source === id);
    const chooses = type === 'exclusiveGateway' || type === 'inclusiveGateway' || type === 'complexGateway';
    const last = leaving.at(-1);
    if (chooses && leaving.length > 1 && last !== undefined) fallbackOf.set(id, last.id);
  }
  return {
    nodes: nodes.map((node) => {
      const defaultFlow = fallbackOf.get(node.id);
      return defaultFlow === undefined ? node : { ...node, defaultFlow };
    }),
    flows: flows.map((flow) => {
      const fallback = fallbackOf.get(flow.source);
      return fallback === undefined || fallback === flow.id ? flow : { ...flow, when: `when_${flow.id}` };
    }),
  };
}
