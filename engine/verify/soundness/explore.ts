import { decide } from '../../execute/decide.ts';
import type { Actor, Command } from '../../execute/command.ts';
import type { CaseEvent } from '../../execute/event.ts';
import type { CaseState } from '../../execute/state.ts';
import { PLAYED_PROCESS, type Playable } from './playable.ts';

export interface Exploration {
  readonly markings: number;
  /** Steps played: one command under one sequence of answers. They are what takes time. */
  readonly turns: number;
  /** Ids of nodes visited and flows taken in any run. */
  readonly visited: ReadonlySet<string>;
  /** Some run ends without anything escaping. */
  readonly endsNormally: boolean;
  readonly fault?: Fault;
  /** Which bound was hit, in words; what was found before is still true. */
  readonly bound?: string;
}

export interface Fault {
  readonly kind: 'deadlock' | 'livelock' | 'unbounded';
  /** Ids of the playable process in the order in which they were visited and taken. */
  readonly trail: readonly string[];
  /** Flows on which tokens are stuck. */
  readonly stuckOn: readonly string[];
}

interface Marking {
  readonly state: CaseState;
  readonly parent?: Marking;
  /** What happened on the way from the parent. */
  readonly trail: readonly string[];
  readonly tokens: ReadonlyMap<string, number>;
  readonly previous: Marking[];
}

/**
 * Plays every run of a process with the engine's own token game, under an oracle that gives every answer: breadth first,
 * so that the first fault found is one of the shortest. Two runs that come to the same tokens are one from there on.
 *
 * A fault is a marking from which the end cannot be reached: nothing can happen any more (deadlock), or things go on for
 * ever (livelock); or tokens that grow without end, found when a marking strictly contains one that led to it, as in the
 * tree of Karp and Miller; only where more tokens can hinder nothing. Tokens that an alarm sent beside the rest do not
 * count there (see `alarm` in `net.ts`): a reminder in a circle may be open twice.
 *
 * After `most` steps nothing more is played, and where no fault was found the answer is an honest "not decided".
 */
export function explore(playable: Playable, most: number): Exploration {
  const known = new Map<string, Marking>();
  const queue: Marking[] = [];
  const visited = new Set<string>();
  let endsNormally = false;
  let bound: string | undefined;
  let turns = 0;

  const play = (state: CaseState | undefined, command: Command): readonly Turn[] => {
    const played = turnsOf(playable, state, command, most - turns);
    turns += played.turns.length;
    if (!played.complete) bound ??= `more than ${most} different steps`;
    return played.turns;
  };
  const meet = (turn: Turn, parent: Marking | undefined): Marking => {
    for (const id of turn.trail) visited.add(id);
    const ended = turn.state.status !== 'active';
    if (ended && !turn.trail.some((id) => playable.meaning.get(id)?.escape !== undefined)) endsNormally = true;
    const tokens = tokensOf(turn.state);
    const key = ended ? 'ended' : keyOf(tokens);
    let marking = known.get(key);
    if (marking === undefined) {
      marking = { state: turn.state, ...(parent !== undefined && { parent }), trail: turn.trail, tokens, previous: [] };
      known.set(key, marking);
      if (!ended) queue.push(marking);
    }
    if (parent !== undefined) marking.previous.push(parent);
    return marking;
  };
  const result = (fault?: Fault): Exploration => ({
    markings: known.size,
    turns,
    visited,
    endsNormally,
    ...(fault !== undefined && { fault }),
    ...(bound !== undefined && { bound }),
  });

  for (const turn of play(undefined, START)) meet(turn, undefined);
  for (let at = 0; at < queue.length; at += 1) {
    const marking = queue[at];
    if (marking === undefined) break;
    if (marking.state.incidents.length > 0) {
      bound ??= 'a circle of automatic steps without rest';
      continue;
    }
    const growing = playable.monotone ? growingIn(marking, playable.beside) : [];
    if (growing.length > 0) return result({ kind: 'unbounded', trail: trailTo(marking), stuckOn: growing });
    if (marking.state.tasks.length === 0)
      return result({ kind: 'deadlock', trail: trailTo(marking), stuckOn: [...marking.tokens.keys()] });
    const acted = new Set<string>();
    for (const task of marking.state.tasks) {
      // Which of two tokens in one place moves makes no difference.
      if (acted.has(task.elementId)) continue;
      acted.add(task.elementId);
      for (const turn of play(marking.state, complete(task.key))) meet(turn, marking);
    }
  }
  if (bound !== undefined) return result();
  const stuck = firstWithoutEnd(queue, known.get('ended'), playable.unraised);
  return result(
    stuck === undefined ? undefined : { kind: 'livelock', trail: trailTo(stuck), stuckOn: [...stuck.tokens.keys()] },
  );
}

interface Turn {
  readonly state: CaseState;
  readonly trail: readonly string[];
}

/** One command under every sequence of answers, enumerated by prefixes of choices (see `execute/oracle.ts`). */
function turnsOf(
  playable: Playable,
  state: CaseState | undefined,
  command: Command,
  most: number,
): { readonly turns: readonly Turn[]; readonly complete: boolean } {
  const turns: Turn[] = [];
  const prefixes: boolean[][] = [[]];
  for (let prefix = prefixes.pop(); prefix !== undefined; prefix = prefixes.pop()) {
    if (turns.length >= most) return { turns, complete: false };
    const given = [...prefix];
    const truth = (): boolean => {
      const at = asked;
      asked += 1;
      if (at >= given.length) given.push(false);
      return given[at] ?? false;
    };
    let asked = 0;
    const decision = decide(playable.procedure, state, command, {
      oracle: { truth, count: () => 1 },
      stepBudget: 20_000,
    });
    if (!decision.ok)
      throw new Error(`the token game refuses the verifier's ${command.type}: ${decision.rejection.message}`);
    for (let i = prefix.length; i < given.length; i += 1) prefixes.push([...given.slice(0, i), true]);
    turns.push({ state: decision.state, trail: decision.events.flatMap(idOf) });
  }
  return { turns, complete: true };
}

const SYSTEM: Actor = { kind: 'system', id: 'verifier', groups: [], roles: [] };
const BASE = { caseId: 'net', at: '2026-01-01T00:00:00.000Z', by: SYSTEM } as const;
const START: Command = { ...BASE, type: 'StartCase', processId: PLAYED_PROCESS, variables: {}, enforceForm: false };

function complete(taskKey: number): Command {
  return { ...BASE, type: 'CompleteUserTask', taskKey, submission: {}, enforceForm: false };
}

function idOf(event: CaseEvent): readonly string[] {
  if (event.type === 'SequenceFlowTaken') return [event.flowId];
  return event.type === 'ElementActivated' ? [event.elementId] : [];
}

/** Where tokens rest, and how many: tasks by element, tokens before joins by flow. */
function tokensOf(state: CaseState): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  const add = (id: string): void => void tokens.set(id, (tokens.get(id) ?? 0) + 1);
  for (const task of state.tasks) add(task.elementId);
  for (const token of state.tokens) add(token.flowId);
  // A complex gateway that has fired has tokens behind it that it does not count again before it resets.
  for (const { elementId, consumed } of state.elements)
    if (consumed !== undefined) add(`${elementId} after ${consumed.join(' ')}`);
  return tokens;
}

function keyOf(tokens: ReadonlyMap<string, number>): string {
  return [...tokens]
    .map(([id, count]) => (count === 1 ? id : `${id}*${count}`))
    .sort()
    .join(' ');
}

/** Where this marking has more tokens than one on the way to it that it strictly contains; alarms aside. */
function growingIn(marking: Marking, beside: ReadonlySet<string>): readonly string[] {
  for (let earlier = marking.parent; earlier !== undefined; earlier = earlier.parent) {
    const before = earlier.tokens;
    if (total(earlier) >= total(marking)) continue;
    if (![...before].every(([id, count]) => (marking.tokens.get(id) ?? 0) >= count)) continue;
    const grown = [...marking.tokens].flatMap(([id, count]) =>
      count > (before.get(id) ?? 0) && !beside.has(id) ? [id] : [],
    );
    if (grown.length > 0) return grown;
  }
  return [];
}

function total(marking: Marking): number {
  let sum = 0;
  for (const count of marking.tokens.values()) sum += count;
  return sum;
}

/** First marking met from which no way leads to the end. An alarm that is yet to be raised may be what leads there: rather one
 *  in which all that were chosen have been raised. */
function firstWithoutEnd(
  met: readonly Marking[],
  end: Marking | undefined,
  unraised: ReadonlySet<string>,
): Marking | undefined {
  const canEnd = new Set<Marking>(end === undefined ? [] : [end]);
  const open = [...canEnd];
  for (let marking = open.pop(); marking !== undefined; marking = open.pop()) {
    for (const previous of marking.previous) {
      if (canEnd.has(previous)) continue;
      canEnd.add(previous);
      open.push(previous);
    }
  }
  const without = met.filter((marking) => !canEnd.has(marking));
  return without.find(({ tokens }) => ![...unraised].some((id) => tokens.has(id))) ?? without[0];
}

function trailTo(marking: Marking): readonly string[] {
  const turns: (readonly string[])[] = [];
  for (let at: Marking | undefined = marking; at !== undefined; at = at.parent) turns.push(at.trail);
  return turns.reverse().flat();
}
