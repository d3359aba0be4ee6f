import type { CaseState } from '../../engine/execute/state.ts';
import { actsIn, markingOf, starts, turnsOf, type Act, type Board, type Turn } from './engine-runs.ts';

/** What was found by playing the runs of a model on the real engine. */
export interface Exploration {
  /** Every run was played to its end; otherwise the bound on states was hit. */
  readonly complete: boolean;
  /** Some alarm could have rung again and was not let: there are more markings than these. */
  readonly silenced: boolean;
  readonly states: readonly Reached[];
  /** Elements and flows that some run visits. */
  readonly visited: ReadonlySet<string>;
}

export interface Reached {
  readonly marking: string;
  readonly state: CaseState;
  readonly from?: Reached;
  readonly by: Turn;
  readonly next: Set<Reached>;
  /** Alarms (waits that do not interrupt) that have rung on the way: each rings once, or nothing would ever be explored whole. */
  readonly rung: ReadonlySet<string>;
}

/** Breadth first over the markings of the engine, up to so many of them. */
export function exploreEngine(board: Board, most: number, from?: CaseState): Exploration {
  const known = new Map<string, Reached>();
  const visited = new Set<string>();
  const open: Reached[] = [];
  let complete = true;
  let silenced = false;
  const meet = (turn: Turn, from?: Reached): void => {
    for (const event of turn.events) {
      if (event.type === 'ElementActivated') visited.add(event.elementId);
      else if (event.type === 'SequenceFlowTaken') visited.add(event.flowId);
    }
    const marking = markingOf(turn.state);
    let reached = known.get(marking);
    if (reached === undefined) {
      if (known.size >= most) {
        complete = false;
        return;
      }
      const rung = new Set(from?.rung);
      if (from !== undefined && turn.act !== undefined && isAlarm(from.state, turn.act)) rung.add(turn.act.at);
      reached = { marking, state: turn.state, by: turn, next: new Set(), rung, ...(from !== undefined && { from }) };
      known.set(marking, reached);
      open.push(reached);
    }
    from?.next.add(reached);
  };
  if (from !== undefined) meet({ act: undefined, yes: [], state: from, events: [] });
  else for (const turn of starts(board)) meet(turn);
  for (let at = 0; at < open.length; at += 1) {
    const reached = open[at];
    if (reached === undefined) break;
    for (const act of distinct(actsIn(reached.state))) {
      if (reached.rung.has(act.at) && isAlarm(reached.state, act)) {
        silenced = true;
        continue;
      }
      for (const turn of turnsOf(board, reached.state, act)) meet(turn, reached);
    }
  }
  return { complete, silenced, states: [...known.values()], visited };
}

function isAlarm(state: CaseState, act: Act): boolean {
  if (act.does !== 'trigger') return false;
  const wait = [...state.timers, ...state.subscriptions].find(
    ({ elementId, elementKey }) => elementId === act.elementId && elementKey === act.key,
  );
  return wait !== undefined && !wait.interrupting && wait.elementId !== elementOf(state, wait.elementKey);
}

function elementOf(state: CaseState, key: number): string | undefined {
  return state.elements.find((element) => element.key === key)?.elementId;
}

/** Of acts on the same key and element one is enough. */
function distinct(acts: readonly Act[]): readonly Act[] {
  const seen = new Map(acts.map((act) => [`${act.does} ${act.at} ${String(act.key)}`, act]));
  return [...seen.values()];
}

/** States in which the case is open and nothing can happen any more. */
export function deadlocks({ states }: Exploration): readonly Reached[] {
  return states.filter(({ state }) => state.status === 'active' && actsIn(state).length === 0);
}

/** States from which no run comes to an end. Only a complete exploration can tell. */
export function withoutEnd({ states }: Exploration): readonly Reached[] {
  const previous = new Map<Reached, Reached[]>();
  for (const one of states)
    for (const next of one.next) {
      const list = previous.get(next);
      if (list === undefined) previous.set(next, [one]);
      else list.push(one);
    }
  const canEnd = new Set(states.filter(({ state }) => state.status !== 'active'));
  for (const reached of canEnd) for (const before of previous.get(reached) ?? []) canEnd.add(before);
  return states.filter((reached) => !canEnd.has(reached));
}

/**
 * Keys of the scopes of a case that hold tokens which nothing in the scope can move: all of them wait before joins. What
 * comes from outside (an interrupting event) may still end the scope; that does not make it a good one.
 */
export function stuckScopes(state: CaseState): readonly string[] {
  // A spent budget holds up the work of the whole case: which tokens could move stands in the incident.
  if (state.incidents.some(({ phase }) => phase === 'work')) return [];
  return state.elements
    .filter(({ key }) => state.tokens.some(({ scopeKey }) => scopeKey === key))
    .filter(({ key }) => state.elements.every((inner) => inner.scopeKey !== key || inner.type === 'complexGateway'))
    .filter(({ key }) => state.incidents.every(({ elementKey }) => elementKey !== key))
    .map(({ elementId }) => elementId);
}

/** How a state was come to, for people. */
export function story(reached: Reached): string {
  const lines: string[] = [];
  for (let at: Reached | undefined = reached; at !== undefined; at = at.from) {
    const { act, yes } = at.by;
    const did = act === undefined ? 'start' : `${act.does} ${act.at}`;
    lines.unshift(`${did}${yes.length === 0 ? '' : ` with ${yes.join(', ')}`} → ${at.marking}`);
  }
  return lines.join('\n');
}
