import type { Calendar } from '../calendar/calendar.ts';
import type { IncidentCode, Rejection } from '../errors.ts';
import type { FeelClock } from '../feel/feel.ts';
import type { JsonObject } from '../model/json.ts';
import type { Procedure } from '../model/procedure.ts';
import type { FlowNode, FlowNodeType, ProcessGraph, ScopeDefinition, SequenceFlow } from '../model/process-graph.ts';
import type { Actor, StaffList } from './command.ts';
import { draftOf, type Draft } from './draft.ts';
import type { CaseEvent, CaseEventBody, IncidentPhase } from './event.ts';
import { apply } from './evolve.ts';
import type { Oracle } from './oracle.ts';
import type { CaseState, ElementInstance, FlowToken } from './state.ts';
import { find } from './table.ts';

/**
 * The token game of one command: the case as a draft, the events so far, and the work that is still to do, first in, first
 * out. Every file of this folder moves tokens by emitting events here; each is folded into the draft at once, by the same
 * function that replays it later.
 */
export interface Game {
  /** Changes in one command only, which moves the case to another version. */
  procedure: Procedure;
  readonly draft: Draft;
  readonly events: CaseEvent[];
  readonly queue: Work[];
  /** Index of the next work in `queue`; what is before it is done. */
  head: number;
  readonly circumstances: Circumstances;
  readonly clock: FeelClock;
  readonly behaviors: Behaviors;
  /** Only the verifier has one. */
  readonly oracle: Oracle | undefined;
  /** Work that this command may still do before it must rest. */
  budget: number;
  /** The graph asked for last, which is most often the one asked for next. */
  lastGraph: ProcessGraph | undefined;
  /** Gateways whose tokens wait for what happens elsewhere; looked at again after every move. */
  readonly waitingJoins: Map<string, WaitingJoin>;
  /** Set when the game finds that the command must be refused after all: everything it did is thrown away. */
  refusal: Rejection | undefined;
}

/** An inclusive or complex gateway before which tokens wait, in one scope instance. */
export interface WaitingJoin {
  readonly gatewayId: string;
  readonly scopeKey: number;
}

/** What a command brings along: time, actor, calendar. */
export interface Circumstances {
  readonly at: string;
  readonly by: Actor;
  readonly calendar?: Calendar;
  readonly staff?: StaffList;
}

/** Something that follows from what happened, to be done when its turn comes. Plain JSON; speaks of things by key, and is
 *  passed over when the thing has gone in the meantime. */
export type Work =
  /** A token on a sequence flow wants into the flow's target. */
  | { readonly kind: 'token'; readonly key: number }
  /** An activated element instance begins. */
  | { readonly kind: 'enter'; readonly key: number }
  /** A process instance opens: see `instantiation.ts`. */
  | { readonly kind: 'open'; readonly key: number; readonly beginning: Beginning }
  /** An activated instance, for which what it would wait for has just happened, is entered and left. */
  | { readonly kind: 'happen'; readonly key: number; readonly results: JsonObject }
  /** An element instance whose work is done leaves. */
  | { readonly kind: 'leave'; readonly key: number }
  /** A scope may have nothing left in it. */
  | { readonly kind: 'settle'; readonly key: number }
  /** A variable of a scope changed, or a conditional event in it waits anew: conditional events in it look again. Done before
   *  anything else moves, so that a condition is not missed that the next step makes false again. */
  | { readonly kind: 'conditions'; readonly key: number }
  /** An instance that called for compensation: undo the next activity, or go on when all are undone. */
  | { readonly kind: 'compensate'; readonly key: number }
  /** A loop throws the event that its behavior names: of the first instance, of every instance, or of a condition. */
  | { readonly kind: 'loop-event'; readonly key: number; readonly which: 'one' | 'none' | number };

/** Where a process instance begins: at the named start events, at an element that receives what created the instance, or,
 *  where nothing is said, at its plain entry. Plain JSON. */
export type Beginning = {
  readonly startIds?: readonly string[];
  readonly received?: Received;
};

/** What a receive task, or an event behind an instantiating gateway, received before there was an instance to wait. */
export type Received = {
  readonly elementId: string;
  readonly results: JsonObject;
  /** By which what belongs to the same conversation is known. */
  readonly correlationKey?: string;
};

/** Why an element instance cannot go on; becomes an incident. */
export interface Problem {
  readonly code: IncidentCode;
  readonly message: string;
  readonly phase: IncidentPhase;
  readonly details?: JsonObject;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** What one BPMN element does; one file each in `behaviors/`. A returned Problem becomes an incident on the instance. */
export interface Behavior {
  /** A token reaches the node. Absent: the node is activated for it. */
  arrive?(game: Game, token: FlowToken, node: FlowNode): void;
  /** Tokens wait before the node, and something has moved: may it fire now? Fires it and says so. */
  reconsider?(game: Game, join: WaitingJoin, node: FlowNode): boolean;
  /** Something in a scope of this type has ended. Absent: it leaves when there is nothing left in it. */
  settle?(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined;
  /** Begins the element's work: rests at a wait, or leaves. Inputs are mapped, boundary events wait. */
  execute(game: Game, instance: ElementInstance, node: FlowNode): Problem | undefined;
}
export type Behaviors = Readonly<Record<FlowNodeType, Behavior>>;

export interface GameOptions {
  readonly behaviors: Behaviors;
  readonly oracle?: Oracle;
  readonly budget: number;
}

/** Sets up the board. `clock` falls back to the product's zone where the command has no calendar. */
export function openGame(
  procedure: Procedure,
  state: CaseState,
  circumstances: Circumstances,
  options: GameOptions,
): Game {
  return {
    procedure,
    draft: draftOf(state),
    events: [],
    queue: [],
    head: 0,
    circumstances,
    clock: { at: circumstances.at, timeZone: circumstances.calendar?.timeZone ?? 'Asia/Ho_Chi_Minh' },
    behaviors: options.behaviors,
    oracle: options.oracle,
    budget: options.budget,
    lastGraph: undefined,
    waitingJoins: new Map(),
    refusal: undefined,
  };
}

/** From here on the case runs under another version; everything in it goes by the elements of that one already. */
export function runUnder(game: Game, procedure: Procedure): void {
  game.procedure = procedure;
  game.lastGraph = undefined;
}

/** Records what happened, folds it into the draft, and returns its sequence number. */
export function emit(game: Game, body: CaseEventBody): number {
  return record(game, { seq: nextSeq(game), ...body });
}

/** The sequence number of the next event. */
export function nextSeq(game: Game): number {
  return game.draft.state.version + 1;
}

/** `emit` for the three events that every flow node leaves, built with their number to spare a copy each. */
export function record(game: Game, event: CaseEvent): number {
  game.events.push(event);
  apply(game.draft, event);
  return event.seq;
}

export function enqueue(game: Game, work: Work): void {
  game.queue.push(work);
}

/** Conditional events in this scope look again, where there are any, as soon as the step that is being done is over. */
export function lookAgainAt(game: Game, key: number): void {
  if (!game.draft.state.subscriptions.some((wait) => wait.kind === 'conditional')) return;
  let next = game.head;
  for (; game.queue[next]?.kind === 'conditions'; next += 1) if (game.queue[next]?.key === key) return;
  game.queue.splice(next, 0, { kind: 'conditions', key });
}

/** The open element instance with this key; undefined when it has ended. */
export function instanceOf(game: Game, key: number): ElementInstance | undefined {
  return find(game.draft.state.elements, key);
}

/** As `instanceOf`, where a missing one is a bug. */
export function openInstance(game: Game, key: number): ElementInstance {
  const instance = instanceOf(game, key);
  if (instance === undefined) throw bug(game, `has no active element instance ${key}`);
  return instance;
}

/** The graph that an instance runs in. Missing is a bug: a case is pinned to its procedure. */
export function graphOf(game: Game, processId: string): ProcessGraph {
  if (game.lastGraph?.id === processId) return game.lastGraph;
  const graph = Object.hasOwn(game.procedure.processes, processId) ? game.procedure.processes[processId] : undefined;
  if (graph === undefined) throw bug(game, `runs process '${processId}', which its procedure does not have`);
  game.lastGraph = graph;
  return graph;
}

export function nodeOf(game: Game, instance: ElementInstance): FlowNode {
  return nodeById(game, instance.processId, instance.elementId);
}

export function nodeById(game: Game, processId: string, elementId: string): FlowNode {
  const node = graphOf(game, processId).nodes[elementId];
  if (node === undefined) throw bug(game, `stands at '${elementId}', which process '${processId}' does not have`);
  return node;
}

export function flowById(game: Game, processId: string, flowId: string): SequenceFlow {
  const flow = graphOf(game, processId).flows[flowId];
  if (flow === undefined) throw bug(game, `took flow '${flowId}', which process '${processId}' does not have`);
  return flow;
}

/** The scope that an instance opens: a process or a sub-process. A loop body holds instances but opens none. */
export function scopeDefinitionOf(game: Game, instance: ElementInstance): ScopeDefinition | undefined {
  return instance.role !== undefined ? undefined : graphOf(game, instance.processId).scopes[instance.elementId];
}

export function bug(game: Game, what: string): Error {
  return new Error(`case '${game.draft.state.caseId}' at ${game.draft.state.version} ${what}`);
}

/** How messages name an element: its name where it has one, and its id, by which the canvas finds it. */
export function nameOf(node: { readonly id: string; readonly name?: string }): string {
  return node.name === undefined || node.name === '' ? `'${node.id}'` : `'${node.name}' (${node.id})`;
}
