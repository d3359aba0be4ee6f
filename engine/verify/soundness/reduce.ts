import { removeFlow, resource, retarget, type Net, type NetFlow, type NetNode } from './net.ts';

/**
 * Rewrites a net to a smaller one with the same verdict, in near linear time: a well-structured procedure shrinks to
 * begin → end whatever its size and width, and needs no exploration at all; what cannot shrink is what is worth exploring.
 *
 * Each rule keeps and reflects: a token can get stuck after the rewriting exactly if it could before.
 *
 * 1. *Sequence*: a node with one way in and one way out passes what it gets.
 * 2. *Merge*: a node that passes every token on into a node that passes every token: its ways in lead there directly.
 * 3. *Fork into fork*, *join into join* of one kind are one fork, one join.
 * 4. *Twins*: two ways from one split to one join of the matching kind (choice–merge, all–all, some–some) are one.
 * 5. *Dead end*: of several tokens that a split sends out, one that only ends adds nothing; except one that waits before
 *    it ends, where a circle may send it out again and again: there such tokens pile up.
 * 6. *Retry*: a choice that leads back to itself can always choose otherwise.
 *
 * Rules 1 to 4 and 6 are the classical liveness- and boundedness-preserving reductions of free-choice nets (Murata 1989
 * §V, van der Aalst 2000 §4); 5 holds because an end event of BPMN consumes any number of tokens. For the inclusive join
 * they keep which nodes can reach which of its flows. A property test compares every verdict with the unreduced net's.
 *
 * One thing they do not keep: of two automatic branches, one of which ends the scope, the drawn net is played in document
 * order and finds the later one unvisited; reduced, it counts as reached, as in another order it would be, and a fault that
 * lies on it is found: a model may then be refused for what the order of this engine never comes to.
 *
 * What the drawing calls a node survives as a member of the flow or node that stands for it, for dead elements and traces.
 */
export function reduce(net: Net): void {
  const repeated = nodesThatMayRepeat(net);
  const open = new Set(net.nodes);
  for (const node of open) {
    open.delete(node);
    if (!net.nodes.has(node)) continue;
    const touched = simplify(net, node, repeated);
    for (const other of touched) open.add(other);
  }
}

/** Tries every rule at a node; returns the nodes that should be looked at again. */
function simplify(net: Net, node: NetNode, repeated: ReadonlySet<NetNode>): readonly NetNode[] {
  return (
    normalize(node) ??
    removeRetries(node) ??
    joinTwins(node) ??
    dropDeadEnds(node, repeated) ??
    passThrough(net, node) ??
    fuseForks(net, node, repeated) ??
    fuseJoins(net, node) ??
    []
  );
}

/** A gateway with one way in joins nothing, one with one way out chooses nothing. */
function normalize(node: NetNode): readonly NetNode[] | undefined {
  const [ins, outs] = [node.incoming.size, node.outgoing.size];
  const passes =
    (node.kind === 'and' && ins <= 1) ||
    (node.kind === 'xor' && outs <= 1) ||
    (node.kind === 'or' && ins <= 1 && outs <= 1);
  if (!passes) return undefined;
  node.kind = 'pass';
  return around(node);
}

/** Rule 6. */
function removeRetries(node: NetNode): readonly NetNode[] | undefined {
  if (node.kind !== 'xor') return undefined;
  const loop = [...node.outgoing].find((flow) => flow.target === node);
  if (loop === undefined || node.outgoing.size < 2) return undefined;
  removeFlow(loop);
  node.members.push(...loop.members);
  return around(node);
}

/** Rule 4. */
function joinTwins(node: NetNode): readonly NetNode[] | undefined {
  if (node.outgoing.size < 2) return undefined;
  const first = new Map<NetNode, NetFlow>();
  const joined = new Set<NetNode>();
  for (const flow of [...node.outgoing]) {
    const twin = first.get(flow.target);
    if (twin === undefined) first.set(flow.target, flow);
    else if (areTwins(node, flow.target)) {
      const all = node.kind !== 'xor';
      // The last of two tokens completes a join, the first of two ends a scope.
      twin.waits = flow.target.kind === 'terminate' && all ? twin.waits && flow.waits : twin.waits || flow.waits;
      twin.members = [...twin.members, ...flow.members];
      if (all) twin.steps = [...twin.steps, ...flow.steps];
      twin.alarm &&= flow.alarm;
      removeFlow(flow);
      joined.add(flow.target);
    }
  }
  return joined.size === 0 ? undefined : [...around(node), ...joined];
}

function areTwins(split: NetNode, join: NetNode): boolean {
  if (split.completionQuantity !== 1 || join.startQuantity !== 1) return false;
  if (join.kind === 'end') return split.kind !== 'complex';
  switch (split.kind) {
    case 'xor':
      return join.kind === 'pass' || join.kind === 'xor' || join.kind === 'or' || join.kind === 'terminate';
    case 'pass':
    case 'and':
      return join.kind === 'and' || join.kind === 'or' || join.kind === 'terminate';
    case 'or':
      return join.kind === 'or' || join.kind === 'terminate';
    default:
      return false;
  }
}

/** Rule 5. */
function dropDeadEnds(node: NetNode, repeated: ReadonlySet<NetNode>): readonly NetNode[] | undefined {
  if ((node.kind !== 'pass' && node.kind !== 'and') || node.outgoing.size < 2) return undefined;
  const flow = [...node.outgoing].find(
    (candidate) => candidate.target.kind === 'end' && (!candidate.waits || candidate.alarm || !repeated.has(node)),
  );
  if (flow === undefined) return undefined;
  removeFlow(flow);
  node.members.push(...flow.members);
  return around(node);
}

/** Rules 1 and 2. */
function passThrough(net: Net, node: NetNode): readonly NetNode[] | undefined {
  if (!isPlain(node) || node.incoming.size === 0 || node.outgoing.size !== 1) return undefined;
  const passesAll = node.kind === 'pass' || node.kind === 'xor';
  if (node.incoming.size > 1 && !passesAll) return undefined;
  const [out] = node.outgoing;
  if (out === undefined || out.target === node) return undefined;
  const target = out.target;
  if (
    node.incoming.size > 1 &&
    !(target.kind === 'pass' || target.kind === 'xor' || target.kind === 'end' || target.kind === 'terminate')
  )
    return undefined;
  const neighbours = [...around(node), target];
  for (const flow of [...node.incoming]) {
    retarget(flow, target);
    flow.waits ||= node.waits || out.waits;
    flow.members = [...flow.members, ...node.members, ...out.members];
    flow.steps = [...flow.steps, ...node.steps, ...out.steps];
  }
  removeFlow(out);
  net.nodes.delete(node);
  return neighbours.filter((other) => other !== node);
}

/** Rule 3, splits. */
function fuseForks(net: Net, node: NetNode, repeated: ReadonlySet<NetNode>): readonly NetNode[] | undefined {
  if (!isPlain(node) || node.incoming.size !== 1 || node.outgoing.size < 2) return undefined;
  const [into] = node.incoming;
  const parent = into?.source;
  if (into === undefined || parent === undefined || parent === node || !isPlain(parent) || parent.kind === 'begin')
    return undefined;
  // Fused, every branch would wait by itself: one that only ends would pile up where the model has one token waiting.
  if (repeated.has(node) && (node.waits || into.waits)) return undefined;
  const splitsAlike = forksAll(parent)
    ? forksAll(node)
    : parent.kind === node.kind && (node.kind === 'xor' || node.kind === 'or');
  if (!splitsAlike) return undefined;
  const neighbours = [...around(node), ...around(parent)];
  for (const flow of [...node.outgoing]) {
    resource(flow, parent);
    flow.waits ||= node.waits || into.waits;
    flow.alarm ||= into.alarm;
    flow.members = [...into.members, ...node.members, ...flow.members];
    flow.steps = [...into.steps, ...node.steps, ...flow.steps];
  }
  removeFlow(into);
  net.nodes.delete(node);
  return [...neighbours, parent].filter((other) => other !== node);
}

/** Rule 3, joins. */
function fuseJoins(net: Net, node: NetNode): readonly NetNode[] | undefined {
  if (node.kind !== 'and' || !isPlain(node) || node.outgoing.size !== 1) return undefined;
  const [out] = node.outgoing;
  if (out === undefined || out.target === node || out.target.kind !== 'and' || out.target.incoming.size < 2)
    return undefined;
  const target = out.target;
  const neighbours = [...around(node), target];
  for (const flow of [...node.incoming]) {
    retarget(flow, target);
    flow.waits ||= node.waits || out.waits;
    flow.members = [...flow.members, ...node.members, ...out.members];
    flow.steps = [...flow.steps, ...node.steps, ...out.steps];
  }
  removeFlow(out);
  net.nodes.delete(node);
  return neighbours.filter((other) => other !== node);
}

function forksAll(node: NetNode): boolean {
  return node.kind === 'pass' || node.kind === 'and';
}

function isPlain(node: NetNode): boolean {
  return (
    node.startQuantity === 1 &&
    node.completionQuantity === 1 &&
    (node.kind === 'pass' || node.kind === 'xor' || node.kind === 'and' || node.kind === 'or')
  );
}

function around(node: NetNode): readonly NetNode[] {
  return [node, ...[...node.incoming].map((flow) => flow.source), ...[...node.outgoing].map((flow) => flow.target)];
}

/** True when the net has shrunk to one way from begin to end: sound, and everything in it alive. */
export function isTrivial(net: Net): boolean {
  const [only] = net.begin.outgoing;
  return net.nodes.size === 2 && net.begin.outgoing.size === 1 && only?.target === net.end;
}

/**
 * Nodes that one token at the beginning may visit any number of times at once: those that a circle leads to which sends
 * out more than goes round in it. A circle that only chooses passes one token on and on.
 */
function nodesThatMayRepeat(net: Net): ReadonlySet<NetNode> {
  const repeated = new Set<NetNode>();
  for (const circle of circlesOf(net)) {
    const sendsMore = [...circle].some(
      (node) => node.kind !== 'xor' && (node.outgoing.size > 1 || node.completionQuantity > 1),
    );
    if (sendsMore) for (const node of circle) repeated.add(node);
  }
  for (const node of repeated) for (const { target } of node.outgoing) repeated.add(target);
  return repeated;
}

/** Strongly connected components with a circle in them: Tarjan's algorithm without recursion. */
function circlesOf(net: Net): readonly ReadonlySet<NetNode>[] {
  const circles: ReadonlySet<NetNode>[] = [];
  const met = new Map<NetNode, number>();
  const low = new Map<NetNode, number>();
  const stack: NetNode[] = [];
  const onStack = new Set<NetNode>();
  const path: { readonly node: NetNode; readonly next: NetNode[] }[] = [];
  const enter = (node: NetNode): void => {
    low.set(node, met.size);
    met.set(node, met.size);
    stack.push(node);
    onStack.add(node);
    path.push({ node, next: [...node.outgoing].map((flow) => flow.target) });
  };
  const lower = (node: NetNode, to: number | undefined): void => {
    low.set(node, Math.min(low.get(node) ?? 0, to ?? 0));
  };
  for (const root of net.nodes) {
    if (!met.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.next.pop();
      if (next !== undefined) {
        if (!met.has(next)) enter(next);
        else if (onStack.has(next)) lower(top.node, met.get(next));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, low.get(top.node));
      if (low.get(top.node) !== met.get(top.node)) continue;
      const component = new Set(stack.splice(stack.lastIndexOf(top.node)));
      for (const member of component) onStack.delete(member);
      if (component.size > 1 || [...top.node.outgoing].some((flow) => flow.target === top.node))
        circles.push(component);
    }
  }
  return circles;
}
