import type { CaseState } from '../../engine/execute/state.ts';
import type { Diagnostic } from '../../engine/errors.ts';
import { scopesOf, type Drawing } from './drawing.ts';
import { actsIn, markingOf, starts, turnsOf, type Board, type Turn } from './engine-runs.ts';
import { exploreEngine, stuckScopes, withoutEnd } from './explore-engine.ts';

/** What became of playing a counter-example on the real engine. */
export type Played =
  | { readonly outcome: 'sticks' }
  /** The bound on states was hit. */
  | { readonly outcome: 'not-decided' }
  /** No run of the engine takes exactly these flows, or one does and does not stick there. */
  | { readonly outcome: 'does-not-stick'; readonly closest: readonly string[]; readonly wanted: readonly string[] };

/**
 * Looks for a run of the real engine that takes in one scope exactly the sequence flows that the counter-example names, as
 * often as it names them, and is then where the counter-example says: stuck, in a circle without end, or piling up. What
 * happens around the scope and inside its sub-processes is free.
 */
export function playCounterExample(board: Board, drawing: Drawing, finding: Diagnostic, most: number): Played {
  const steps = finding.counterExample ?? [];
  const wanted = count(steps.flatMap(({ flowId }) => flowId ?? []));
  const stuckAt = steps.filter(({ action }) => action === 'stuck').map(({ elementId }) => elementId);
  const scope = scopesOf(drawing).find(
    ({ nodes, flows }) =>
      flows.some(({ id }) => wanted.has(id)) || (wanted.size === 0 && nodes.some(({ id }) => stuckAt.includes(id))),
  );
  if (scope === undefined) throw new Error(`the counter-example names no scope: ${JSON.stringify(steps)}`);
  const inScope = new Set(scope.flows.map(({ id }) => id));
  const open = new Fringe();
  const known = new Set<string>();
  let closest: Node | undefined;
  const meet = (turn: Turn, before: Taken): void => {
    const taken = takenAfter(turn, before, inScope, scope.id, wanted);
    const name = `${markingOf(turn.state)} ${[...taken]
      .map(([, flows]) => write(flows))
      .sort()
      .join('|')}`;
    if (known.has(name)) return;
    known.add(name);
    const node = { state: turn.state, taken, near: nearest(taken) };
    if (closest === undefined || node.near > closest.near) closest = node;
    open.add(node);
  };
  for (const turn of starts(board)) meet(turn, new Map());
  for (let node = open.take(); node !== undefined; node = open.take()) {
    if (finding.ruleId !== 'deadlock' && runsWithoutRest(node.state)) return { outcome: 'sticks' };
    for (const [key, flows] of node.taken) {
      if (write(flows) === write(wanted) && hasFault(board, node.state, key, finding, stuckAt, most))
        return { outcome: 'sticks' };
    }
    if (known.size > most) return { outcome: 'not-decided' };
    for (const act of actsIn(node.state)) for (const turn of turnsOf(board, node.state, act)) meet(turn, node.taken);
  }
  return {
    outcome: 'does-not-stick',
    wanted: [write(wanted)],
    closest: closest === undefined ? [] : [markingOf(closest.state), ...[...closest.taken.values()].map(write)],
  };
}

/** Instance of the scope → how often which flow was taken in it. Instances that took another flow are left out. */
type Taken = ReadonlyMap<number, Counts>;
type Counts = ReadonlyMap<string, number>;

interface Node {
  readonly state: CaseState;
  readonly taken: Taken;
  /** How many of the wanted flows the nearest instance has taken. */
  readonly near: number;
}

function takenAfter(
  { events, state }: Turn,
  before: Taken,
  inScope: ReadonlySet<string>,
  scopeId: string,
  wanted: Counts,
): Taken {
  const taken = new Map<number, Map<string, number>>();
  for (const [key, flows] of before) taken.set(key, new Map(flows));
  for (const event of events) {
    if (event.type === 'ProcessInstanceStarted' && event.processId === scopeId) taken.set(event.seq, new Map());
    if (event.type === 'ElementActivated' && event.elementId === scopeId && event.role !== 'body')
      taken.set(event.seq, new Map());
    if (event.type !== 'SequenceFlowTaken' || !inScope.has(event.flowId)) continue;
    const flows = taken.get(event.scopeKey);
    flows?.set(event.flowId, (flows.get(event.flowId) ?? 0) + 1);
  }
  for (const [key, flows] of taken) {
    const isOpen = state.elements.some((element) => element.key === key);
    const strayed = [...flows].some(([flow, times]) => times > (wanted.get(flow) ?? 0));
    if (!isOpen || strayed) taken.delete(key);
  }
  return taken;
}

function nearest(taken: Taken): number {
  return Math.max(
    -1,
    ...[...taken.values()].map((flows) => [...flows.values()].reduce((sum, times) => sum + times, 0)),
  );
}

function hasFault(
  board: Board,
  state: CaseState,
  scopeKey: number,
  { ruleId }: Diagnostic,
  stuckAt: readonly string[],
  most: number,
): boolean {
  const scope = state.elements.find(({ key }) => key === scopeKey);
  if (ruleId === 'deadlock') return scope !== undefined && stuckScopes(state).includes(scope.elementId);
  if (ruleId === 'unbounded-tokens') return pilesUp(board, state, stuckAt, most);
  const onwards = exploreEngine(board, most, state);
  return onwards.complete && withoutEnd(onwards).some((reached) => reached.from === undefined);
}

/** An automatic circle: the engine stops it by an incident before any flow could be counted. */
function runsWithoutRest({ incidents }: CaseState): boolean {
  return incidents.some(({ code }) => code === 'STEP_BUDGET_EXHAUSTED');
}

const A_PILE = 6;

/** Whether tokens can pile up at one of the places: the fullest states are played first. */
function pilesUp(board: Board, from: CaseState, places: readonly string[], most: number): boolean {
  const graphs = Object.values(board.procedure.processes);
  const flowsInto = new Set(
    graphs
      .flatMap(({ flows }) => Object.values(flows))
      .flatMap((flow) => (places.includes(flow.target) ? flow.id : [])),
  );
  const pile = (state: CaseState): number =>
    state.elements.filter(({ elementId }) => places.includes(elementId)).length +
    state.tokens.filter(({ flowId }) => flowsInto.has(flowId)).length;
  const open = new Fringe();
  const known = new Set([markingOf(from)]);
  open.add({ state: from, taken: new Map(), near: pile(from) });
  for (let node = open.take(); node !== undefined && known.size < most; node = open.take()) {
    if (node.near >= A_PILE) return true;
    for (const act of actsIn(node.state))
      for (const { state } of turnsOf(board, node.state, act)) {
        const marking = markingOf(state);
        if (known.has(marking)) continue;
        known.add(marking);
        open.add({ state, taken: new Map(), near: pile(state) });
      }
  }
  return false;
}

/** Open nodes, the nearest first; of equally near ones the oldest. */
class Fringe {
  readonly #levels = new Map<number, Node[]>();

  add(node: Node): void {
    const level = this.#levels.get(node.near);
    if (level === undefined) this.#levels.set(node.near, [node]);
    else level.push(node);
  }

  take(): Node | undefined {
    const levels = [...this.#levels].filter(([, nodes]) => nodes.length > 0).map(([near]) => near);
    return levels.length === 0 ? undefined : this.#levels.get(Math.max(...levels))?.shift();
  }
}

function count(flows: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const flow of flows) counts.set(flow, (counts.get(flow) ?? 0) + 1);
  return counts;
}

function write(counts: Counts): string {
  return [...counts]
    .map(([flow, times]) => `${flow}×${String(times)}`)
    .sort()
    .join(' ');
}
