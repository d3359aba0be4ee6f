import { scopesOf, type Drawing, type DrawnNode, type DrawnScope } from './drawing.ts';

/**
 * A token game of its own for a part of BPMN, written from the standard and not from the engine: it shares no line with it,
 * reads drawings instead of compiled models, and takes automatic steps in *every* order instead of first in, first out. What
 * the engine and its verifier say of the same drawing is held against it.
 *
 * The part: tasks that wait and tasks that do not, catch events, exclusive, parallel and inclusive gateways, none and terminate
 * end events, embedded sub-processes, boundary events that interrupt or ring once.
 *
 * @source BPMN 2.0.2 §13.3 (activities), §13.4.1–§13.4.3 (gateways), §13.5 (events)
 */
export interface ReferenceRuns {
  /** Where tokens can come to rest, as `write` writes it. */
  readonly markings: ReadonlySet<string>;
  /** Flows and nodes that some run visits. */
  readonly visited: ReadonlySet<string>;
  readonly verdict: 'sound' | 'unsound';
  readonly why: string;
}

/** Tokens of one scope instance. All lists are sorted: two equal scopes are one text. */
export interface Tokens {
  readonly scope: string;
  /** Flows with a token on them, one entry for each token. */
  readonly flows: readonly string[];
  /** Nodes at work, with the alarms that have rung at them. */
  readonly resting: readonly Resting[];
}

export interface Resting {
  readonly node: string;
  readonly rung: readonly string[];
  /** Of a sub-process. */
  readonly inside?: Tokens;
}

/** Plays every run. Undefined when there are more than so many markings, or more than four tokens in one place. */
export function playReference(drawing: Drawing, most: number): ReferenceRuns | undefined {
  const sheet = readSheet(drawing);
  const [main] = drawing.processes;
  const visited = new Set<string>();
  const edges = new Map<string, Set<string>>();
  const known = new Map<string, Tokens | undefined>();
  const open: Tokens[] = [];
  const stuck: string[] = [];
  let unbounded: string | undefined;
  const arrive = (tokens: Tokens, from: string | undefined): boolean => {
    const rest = settle(tokens, sheet, visited, most);
    if (rest === undefined) return false;
    for (const marking of rest) {
      const name = marking === undefined ? ENDED : write(marking);
      if (from !== undefined) edges.set(from, (edges.get(from) ?? new Set()).add(name));
      if (known.has(name)) continue;
      known.set(name, marking);
      if (marking === undefined) continue;
      if (isCrowded(marking)) unbounded ??= name;
      open.push(marking);
      if (hasStuckScope(marking)) stuck.push(name);
    }
    return true;
  };
  if (!arrive(enter(main, sheet, visited), undefined)) return undefined;
  for (let at = 0; at < open.length; at += 1) {
    const marking = open[at];
    if (marking === undefined || unbounded !== undefined) break;
    if (known.size > most) return undefined;
    for (const next of acts(marking, sheet, visited)) if (!arrive(next, write(marking))) return undefined;
  }
  if (unbounded !== undefined)
    return { markings: new Set(), visited, verdict: 'unsound', why: `unbounded: ${unbounded}` };
  const endless = withoutEnd(known, edges);
  const why = [...stuck.map((name) => `stuck: ${name}`), ...endless.map((name) => `no end: ${name}`)];
  return {
    markings: new Set(known.keys()),
    visited,
    verdict: why.length > 0 ? 'unsound' : 'sound',
    why: why.join('\n'),
  };
}

export const ENDED = 'ended';

/** One marking as text: `scope[flows | nodes]`. */
export function write({ scope, flows, resting }: Tokens): string {
  const nodes = resting.map(({ node, rung, inside }) =>
    [node, ...rung.map((alarm) => `~${alarm}`), ...(inside === undefined ? [] : [write(inside)])].join(' '),
  );
  return `${scope}[${[...flows].sort().join(' ')} | ${nodes.sort().join(', ')}]`;
}

interface Sheet {
  readonly scopes: ReadonlyMap<string, DrawnScope>;
  readonly nodes: ReadonlyMap<string, DrawnNode>;
  readonly targetOf: ReadonlyMap<string, string>;
  readonly outgoing: ReadonlyMap<string, readonly string[]>;
  readonly incoming: ReadonlyMap<string, readonly string[]>;
  readonly boundaries: ReadonlyMap<string, readonly DrawnNode[]>;
}

function readSheet(drawing: Drawing): Sheet {
  const scopes = scopesOf(drawing);
  const nodes = scopes.flatMap((scope) => scope.nodes);
  const flows = scopes.flatMap((scope) => scope.flows);
  const by = (end: 'source' | 'target'): Map<string, string[]> => {
    const map = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
    for (const flow of flows) map.get(flow[end])?.push(flow.id);
    return map;
  };
  return {
    scopes: new Map(scopes.map((scope) => [scope.id, scope])),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    targetOf: new Map(flows.map(({ id, target }) => [id, target])),
    outgoing: by('source'),
    incoming: by('target'),
    boundaries: new Map(nodes.map(({ id }) => [id, nodes.filter(({ attachedTo }) => attachedTo === id)])),
  };
}

/** A scope begins: a token on every flow out of its start event. */
function enter(scope: DrawnScope, sheet: Sheet, visited: Set<string>): Tokens {
  const start = scope.nodes.find(({ type }) => type === 'startEvent');
  if (start === undefined) throw new Error(`scope ${scope.id} has no start event`);
  return put({ scope: scope.id, flows: [], resting: [] }, leave(start.id, sheet, visited));
}

function leave(node: string, sheet: Sheet, visited: Set<string>): readonly string[] {
  visited.add(node);
  const flows = sheet.outgoing.get(node) ?? [];
  for (const flow of flows) visited.add(flow);
  return flows;
}

function put(tokens: Tokens, flows: readonly string[]): Tokens {
  return { ...tokens, flows: [...tokens.flows, ...flows].sort() };
}

function take(tokens: Tokens, flow: string): Tokens {
  const at = tokens.flows.indexOf(flow);
  return { ...tokens, flows: tokens.flows.filter((_, index) => index !== at) };
}

/** Every marking in which the tokens may come to rest; `undefined` among them is the end of the scope. */
function settle(
  from: Tokens,
  sheet: Sheet,
  visited: Set<string>,
  most: number,
): readonly (Tokens | undefined)[] | undefined {
  const known = new Set<string>();
  const open = [from];
  const rest = new Map<string, Tokens | undefined>();
  for (let tokens = open.pop(); tokens !== undefined; tokens = open.pop()) {
    const name = write(tokens);
    if (known.has(name)) continue;
    known.add(name);
    if (known.size > most) return undefined;
    if (isOver(tokens)) {
      rest.set(ENDED, undefined);
      continue;
    }
    const next = isCrowded(tokens) ? [] : automaticSteps(tokens, sheet, visited);
    if (next.length === 0) rest.set(name, tokens);
    else open.push(...next);
  }
  return [...rest.values()];
}

function isOver({ flows, resting }: Tokens): boolean {
  return flows.length === 0 && resting.length === 0;
}

/** Everything that can happen next without anybody acting, one step each. */
function automaticSteps(tokens: Tokens, sheet: Sheet, visited: Set<string>): readonly Tokens[] {
  const steps: Tokens[] = [];
  for (const flow of new Set(tokens.flows)) {
    const node = sheet.nodes.get(sheet.targetOf.get(flow) ?? '');
    if (node !== undefined) steps.push(...arriveAt(node, flow, tokens, sheet, visited));
  }
  for (const [index, at] of tokens.resting.entries()) {
    if (at.inside === undefined) continue;
    const others = tokens.resting.filter((_, other) => other !== index);
    if (isOver(at.inside)) steps.push(put({ ...tokens, resting: others }, leave(at.node, sheet, visited)));
    for (const inside of automaticSteps(at.inside, sheet, visited))
      steps.push({ ...tokens, resting: [...others, { ...at, inside }] });
  }
  return steps;
}

function arriveAt(
  node: DrawnNode,
  flow: string,
  tokens: Tokens,
  sheet: Sheet,
  visited: Set<string>,
): readonly Tokens[] {
  const incoming = sheet.incoming.get(node.id) ?? [];
  const outgoing = sheet.outgoing.get(node.id) ?? [];
  const one = (): Tokens => take(tokens, flow);
  switch (node.type) {
    case 'task':
      return [put(one(), leave(node.id, sheet, visited))];
    case 'userTask':
    case 'intermediateCatchEvent':
    case 'subProcess': {
      visited.add(node.id);
      const inside = node.inside === undefined ? {} : { inside: enter(node.inside, sheet, visited) };
      return [{ ...one(), resting: [...tokens.resting, { node: node.id, rung: [], ...inside }] }];
    }
    case 'endEvent':
      visited.add(node.id);
      return [node.event?.type === 'terminate' ? { ...tokens, flows: [], resting: [] } : one()];
    case 'exclusiveGateway':
      return choose(
        one(),
        node.id,
        outgoing.map((taken) => [taken]),
        visited,
      );
    case 'parallelGateway':
      if (incoming.some((each) => !tokens.flows.includes(each))) return [];
      return [put(incoming.reduce(take, tokens), leave(node.id, sheet, visited))];
    case 'inclusiveGateway': {
      const filled = incoming.filter((each) => tokens.flows.includes(each));
      if (incoming.length > 1 && isAwaited(node.id, incoming, filled, tokens, sheet)) return [];
      const fallback = node.defaultFlow;
      const some = subsets(outgoing.filter((each) => each !== fallback));
      return choose(
        filled.reduce(take, tokens),
        node.id,
        fallback === undefined ? [outgoing] : [...some, [fallback]],
        visited,
      );
    }
    default:
      throw new Error(`the reference player does not know ${node.type}`);
  }
}

function choose(
  tokens: Tokens,
  node: string,
  ways: readonly (readonly string[])[],
  visited: Set<string>,
): readonly Tokens[] {
  visited.add(node);
  for (const flow of ways.flat()) visited.add(flow);
  return ways.map((way) => put(tokens, way));
}

/** All of them but the empty one. */
function subsets(flows: readonly string[]): readonly (readonly string[])[] {
  return flows.reduce<readonly (readonly string[])[]>(
    (sets, flow) => [...sets, ...sets.map((set) => [...set, flow]), [flow]],
    [],
  );
}

/** Whether a token elsewhere can come to an empty flow of an inclusive gateway, and to no filled one, without visiting it. */
function isAwaited(
  gateway: string,
  incoming: readonly string[],
  filled: readonly string[],
  tokens: Tokens,
  sheet: Sheet,
): boolean {
  const elsewhere = [
    ...tokens.flows.filter((flow) => !incoming.includes(flow)).map((flow) => sheet.targetOf.get(flow) ?? ''),
    ...tokens.resting.map(({ node }) => node),
  ];
  return elsewhere.some((node) => {
    const reached = reachableFlows(node, gateway, sheet);
    return (
      incoming.some((flow) => reached.has(flow) && !filled.includes(flow)) && !filled.some((flow) => reached.has(flow))
    );
  });
}

function reachableFlows(from: string, gateway: string, sheet: Sheet): ReadonlySet<string> {
  const flows = new Set<string>();
  const nodes = new Set([from]);
  for (const node of nodes) {
    if (node === gateway) continue;
    for (const flow of sheet.outgoing.get(node) ?? []) {
      flows.add(flow);
      nodes.add(sheet.targetOf.get(flow) ?? '');
    }
    for (const { id } of sheet.boundaries.get(node) ?? []) nodes.add(id);
  }
  return flows;
}

/** What people and the clock can do. */
function acts(tokens: Tokens, sheet: Sheet, visited: Set<string>): readonly Tokens[] {
  return tokens.resting.flatMap((at, index) => {
    const others = tokens.resting.filter((_, other) => other !== index);
    const without = { ...tokens, resting: others };
    const within = at.inside === undefined ? [] : acts(at.inside, sheet, visited);
    return [
      ...(at.inside === undefined ? [put(without, leave(at.node, sheet, visited))] : []),
      ...within.map((inside) => ({ ...tokens, resting: [...others, { ...at, inside }] })),
      ...(sheet.boundaries.get(at.node) ?? [])
        .filter(({ id }) => !at.rung.includes(id))
        .map(({ id, interrupts }) => {
          const out = leave(id, sheet, visited);
          if (interrupts !== false) return put(without, out);
          return put({ ...tokens, resting: [...others, { ...at, rung: [...at.rung, id].sort() }] }, out);
        }),
    ];
  });
}

/** More than four tokens in one place: as far as this player goes, they pile up. */
function isCrowded({ flows, resting }: Tokens): boolean {
  const places = [...flows, ...resting.map(({ node }) => node)];
  const many = places.some((place) => places.filter((other) => other === place).length > 4);
  return many || resting.some(({ inside }) => inside !== undefined && isCrowded(inside));
}

/** At rest, a scope in which nothing rests has only tokens that wait before joins. */
function hasStuckScope({ flows, resting }: Tokens): boolean {
  if (flows.length > 0 && resting.length === 0) return true;
  return resting.some(({ inside }) => inside !== undefined && hasStuckScope(inside));
}

function withoutEnd(
  known: ReadonlyMap<string, unknown>,
  edges: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const canEnd = new Set([ENDED]);
  for (let size = 0; size !== canEnd.size;) {
    size = canEnd.size;
    for (const [from, to] of edges) if ([...to].some((name) => canEnd.has(name))) canEnd.add(from);
  }
  return [...known.keys()].filter((name) => !canEnd.has(name));
}
