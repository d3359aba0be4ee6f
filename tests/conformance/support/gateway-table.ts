import type { FlowNode } from '../../../engine/model/process-graph.ts';
import { crossTable, type ShownTable } from './cross-table.ts';
import type { Sighting, Witness } from './witnesses.ts';

/** Every gateway as split, as join, as both in one. */
export function gatewayTable(witnesses: readonly Witness[]): ShownTable {
  return crossTable(
    KINDS,
    ROLES,
    witnesses,
    (kind, role, sighting, witness) => kind.holds(sighting.node) && role.holds(sighting, witness),
  );
}

interface Kind {
  readonly name: string;
  /** It asks no conditions. */
  readonly asksNothing?: true;
  /** Only splits. */
  readonly onlySplits?: true;
  /** Nothing leads to it. */
  readonly begins?: true;
  holds(node: FlowNode): boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'exclusive', holds: (node) => node.type === 'exclusiveGateway' },
  { name: 'inclusive', holds: (node) => node.type === 'inclusiveGateway' },
  { name: 'parallel', asksNothing: true, holds: (node) => node.type === 'parallelGateway' },
  { name: 'complex', holds: (node) => node.type === 'complexGateway' },
  {
    name: 'event-based',
    asksNothing: true,
    holds: (node) => node.type === 'eventBasedGateway' && !node.instantiate,
  },
  {
    name: 'event-based, instantiating, exclusive',
    asksNothing: true,
    begins: true,
    holds: (node) => node.type === 'eventBasedGateway' && node.instantiate && node.gatewayType === 'Exclusive',
  },
  {
    name: 'event-based, instantiating, parallel',
    asksNothing: true,
    begins: true,
    holds: (node) => node.type === 'eventBasedGateway' && node.instantiate && node.gatewayType === 'Parallel',
  },
];

interface Role {
  readonly name: string;
  of(kind: Kind): boolean;
  holds(sighting: Sighting, witness: Witness): boolean;
}

const isSplit = ({ node }: Sighting): boolean => node.outgoing.length > 1;
const isJoin = ({ node }: Sighting): boolean => node.incoming.length > 1;
const isJoining = (kind: Kind): boolean => kind.begins !== true;

const ROLES: readonly Role[] = [
  { name: 'split', of: () => true, holds: (sighting) => isSplit(sighting) && !isJoin(sighting) },
  {
    name: 'join',
    of: (kind) => isJoining(kind) && !kind.name.startsWith('event-based'),
    holds: (sighting) => isJoin(sighting) && !isSplit(sighting),
  },
  { name: 'join and split in one', of: isJoining, holds: (sighting) => isSplit(sighting) && isJoin(sighting) },
  {
    name: 'default flow taken',
    of: (kind) => kind.asksNothing !== true,
    holds: ({ node }, { pair }) =>
      'defaultFlow' in node && pair.scenario.trace.includes(`${String(node.defaultFlow)} taken`),
  },
  {
    name: 'in a sub-process',
    of: isJoining,
    holds: ({ node, graph }) => node.scopeId !== graph.id,
  },
];
