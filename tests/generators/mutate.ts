import fc from 'fast-check';
import { flowsOf, mapScopes, nodesOf, scopesOf, type Drawing, type DrawnNode } from './drawing.ts';

/** What somebody may do wrong to a good drawing with one stroke. `which` and `to` choose among what is there. */
export interface Mutation {
  readonly does: (typeof STROKES)[number];
  readonly which: number;
  readonly to: number;
}

const STROKES = [
  'drop flow',
  'retarget flow',
  'add flow',
  'drop node',
  'change gateway',
  'remove default',
  'drop event definition',
  'attach elsewhere',
  'duplicate id',
  'call nobody',
] as const;

export const mutations: fc.Arbitrary<Mutation> = fc.record({
  does: fc.constantFrom(...STROKES),
  which: fc.nat(50),
  to: fc.nat(50),
});

/** The drawing with the stroke; the same drawing where there is nothing to do it to. */
export function mutate(drawing: Drawing, { does, which, to }: Mutation): Drawing {
  const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
  const nodes = nodesOf(drawing);
  const flow = pick(flowsOf(drawing), which);
  const home = scopesOf(drawing).find(({ flows }) => flows.some(({ id }) => id === flow?.id));
  const change = (id: string | undefined, by: (node: DrawnNode) => readonly DrawnNode[]): Drawing =>
    mapScopes(drawing, (scope) => ({
      ...scope,
      nodes: scope.nodes.flatMap((node) => (node.id === id ? by(node) : [node])),
    }));
  switch (does) {
    case 'drop flow':
      return mapScopes(drawing, (scope) => ({ ...scope, flows: scope.flows.filter(({ id }) => id !== flow?.id) }));
    case 'retarget flow': {
      const target = pick(home?.nodes ?? [], to);
      if (target === undefined) return drawing;
      return mapScopes(drawing, (scope) => ({
        ...scope,
        flows: scope.flows.map((each) => (each.id === flow?.id ? { ...each, target: target.id } : each)),
      }));
    }
    case 'add flow': {
      const [source, target] = [pick(home?.nodes ?? [], which), pick(home?.nodes ?? [], to)];
      if (source === undefined || target === undefined) return drawing;
      const added = { id: 'added', source: source.id, target: target.id };
      return mapScopes(drawing, (scope) =>
        scope.id === home?.id ? { ...scope, flows: [...scope.flows, added] } : scope,
      );
    }
    case 'drop node':
      return change(pick(nodes, which)?.id, () => []);
    case 'change gateway': {
      const kinds = ['parallelGateway', 'exclusiveGateway', 'inclusiveGateway', 'eventBasedGateway'];
      const gateway = pick(
        nodes.filter(({ type }) => type.endsWith('Gateway')),
        which,
      );
      return change(gateway?.id, (node) => [{ ...node, type: pick(kinds, to) ?? node.type }]);
    }
    case 'remove default': {
      const gateway = pick(
        nodes.filter(({ defaultFlow }) => defaultFlow !== undefined),
        which,
      );
      return change(gateway?.id, ({ defaultFlow: _, ...node }) => [node]);
    }
    case 'drop event definition': {
      const event = pick(
        nodes.filter((node) => node.event !== undefined),
        which,
      );
      return change(event?.id, ({ event: _, ...node }) => [node]);
    }
    case 'attach elsewhere': {
      const boundary = pick(
        nodes.filter(({ type }) => type === 'boundaryEvent'),
        which,
      );
      const host = pick(nodes, to);
      return host === undefined ? drawing : change(boundary?.id, (node) => [{ ...node, attachedTo: host.id }]);
    }
    case 'duplicate id': {
      const [one, other] = [pick(nodes, which), pick(nodes, to)];
      return one === undefined ? drawing : change(other?.id, (node) => [{ ...node, id: one.id }]);
    }
    case 'call nobody':
      return change(
        pick(
          nodes.filter(({ calls }) => calls !== undefined),
          which,
        )?.id,
        (node) => [{ ...node, calls: 'nobody' }],
      );
    default:
      return does satisfies never;
  }
}
