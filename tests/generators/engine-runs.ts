import type { CaseEvent } from '../../engine/execute/event.ts';
import type { Command } from '../../engine/execute/command.ts';
import { decide } from '../../engine/execute/decide.ts';
import type { CaseState, ElementInstance } from '../../engine/execute/state.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import { flowsOf, type Drawing } from './drawing.ts';

/**
 * Every run of a model on the real engine, data included: whoever may act acts, in any order, and before each act the
 * variables that the conditions read are set so that every way is taken once. Nothing is asked of the verifier here.
 */
export interface Board {
  readonly procedure: Procedure;
  /** Conditional flow → the variable that decides it. */
  readonly decidedBy: ReadonlyMap<string, string>;
}

export function boardOf(procedure: Procedure, drawing: Drawing): Board {
  return {
    procedure,
    decidedBy: new Map(flowsOf(drawing).flatMap(({ id, when }) => (when === undefined ? [] : [[id, when] as const]))),
  };
}

/** One thing that can happen now. */
export type Act = (
  | { readonly does: 'complete' | 'complete-job' | 'throw' | 'resolve' }
  | { readonly does: 'trigger'; readonly elementId: string }
) & { readonly key: number; readonly at: string };

/** What an act came to, under one set of values of the variables. */
export interface Turn {
  readonly act: Act | undefined;
  /** The variables that were true. */
  readonly yes: readonly string[];
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
}

/** What can happen: work is done, a worker throws an error that something catches, what is waited for happens, an operator
 *  lets what has run in a circle go on. */
export function actsIn(state: CaseState): readonly Act[] {
  if (state.status !== 'active') return [];
  const elementOf = (key: number): string => state.elements.find((one) => one.key === key)?.elementId ?? '?';
  return [
    ...state.tasks.map(({ key, elementId }) => ({ does: 'complete' as const, key, at: elementId })),
    ...state.jobs.map(({ key }) => ({ does: 'complete-job' as const, key, at: elementOf(key) })),
    ...[...state.tasks, ...state.jobs].map(({ key }) => ({ does: 'throw' as const, key, at: elementOf(key) })),
    ...[...state.timers, ...state.subscriptions].map(({ elementId, elementKey }) => ({
      does: 'trigger' as const,
      elementId,
      key: elementKey,
      at: elementId,
    })),
    ...state.incidents
      .filter(({ code }) => code === 'STEP_BUDGET_EXHAUSTED')
      .map(({ key, elementId }) => ({ does: 'resolve' as const, key, at: elementId })),
  ];
}

/** The starts of a process, under every set of values that makes a difference. */
export function starts(board: Board): readonly Turn[] {
  return turns(board, undefined, undefined);
}

/** What an act can come to, under every set of values that makes a difference. Empty where it comes to nothing: an error
 *  that nothing catches. */
export function turnsOf(board: Board, state: CaseState, act: Act): readonly Turn[] {
  return turns(board, state, act);
}

/** One act under the given values; undefined where it comes to nothing. */
export function turn(
  board: Board,
  state: CaseState | undefined,
  act: Act | undefined,
  yes: ReadonlySet<string>,
): Turn | undefined {
  const variables = Object.fromEntries([...board.decidedBy.values()].map((name) => [name, yes.has(name)]));
  let at = state;
  const events: CaseEvent[] = [];
  const run = (command: Command): boolean => {
    const decision = decide(board.procedure, at, command, { stepBudget: STEP_BUDGET });
    if (!decision.ok) throw new Error(`the engine refuses ${command.type}: ${decision.rejection.message}`);
    at = decision.state;
    events.push(...decision.events);
    return true;
  };
  if (at === undefined) run({ ...BASE, type: 'StartCase', processId: 'p', variables, enforceForm: false });
  else if (act !== undefined) {
    for (const { key, type } of at.elements)
      if (type === 'process' && board.decidedBy.size > 0)
        run({ ...BASE, type: 'SetVariables', variables, scopeKey: key });
    run(commandFor(act));
  }
  if (at === undefined) throw new Error('nothing was started');
  if (act?.does === 'throw' && at.incidents.some(({ code }) => code === 'UNCAUGHT_ERROR')) return undefined;
  return { act, yes: [...yes], state: at, events };
}

/** Automatic circles are cut short here as in a running office: by an incident, after which the data is another. */
const STEP_BUDGET = 400;

const BASE = {
  caseId: 'case-1',
  at: '2026-01-05T01:00:00.000Z',
  by: { kind: 'system', id: 'test', groups: [], roles: [] },
} as const;

function commandFor(act: Act): Command {
  switch (act.does) {
    case 'complete':
      return { ...BASE, type: 'CompleteUserTask', taskKey: act.key, submission: {}, enforceForm: false };
    case 'complete-job':
      return { ...BASE, type: 'CompleteJob', jobKey: act.key, variables: {} };
    case 'throw':
      return { ...BASE, type: 'ThrowJobError', jobKey: act.key, errorCode: 'E' };
    case 'trigger':
      return { ...BASE, type: 'TriggerElement', elementId: act.elementId, elementKey: act.key, variables: {} };
    case 'resolve':
      return { ...BASE, type: 'ResolveIncident', incidentKey: act.key };
    default:
      return act satisfies never;
  }
}

/** Values are tried by need: all false first, then with every variable that was asked for turned, one prefix at a time. */
function turns(board: Board, state: CaseState | undefined, act: Act | undefined): readonly Turn[] {
  const found: Turn[] = [];
  const prefixes: (readonly (readonly [string, boolean])[])[] = [[]];
  for (let prefix = prefixes.pop(); prefix !== undefined; prefix = prefixes.pop()) {
    const yes = new Set(prefix.flatMap(([name, value]) => (value ? [name] : [])));
    const played = turn(board, state, act, yes);
    if (played === undefined) continue;
    found.push(played);
    const asked = askedIn(played.events, board);
    for (const [index, name] of asked.entries()) {
      if (index < prefix.length) continue;
      prefixes.push([...asked.slice(0, index).map((earlier) => [earlier, yes.has(earlier)] as const), [name, true]]);
    }
  }
  return found;
}

/** The variables that conditions read on the way, in the order of their first reading. */
function askedIn(events: readonly CaseEvent[], { decidedBy }: Board): readonly string[] {
  const asked = new Set<string>();
  for (const event of events) {
    if (event.type !== 'GatewayDecided') continue;
    for (const { flowId } of event.evaluated) {
      const name = decidedBy.get(flowId);
      if (name !== undefined) asked.add(name);
    }
  }
  return [...asked];
}

/** Where the tokens of a case are, whatever their keys: two states with the same marking go on alike. */
export function markingOf(state: CaseState): string {
  if (state.status !== 'active') return `ended ${state.status}`;
  const within = new Map<number, ElementInstance[]>();
  for (const element of state.elements) {
    const list = within.get(element.scopeKey);
    if (list === undefined) within.set(element.scopeKey, [element]);
    else list.push(element);
  }
  const write = (element: ElementInstance): string => {
    const own = (row: { readonly elementKey: number }): boolean => row.elementKey === element.key;
    const parts = [
      ...state.tokens.filter(({ scopeKey }) => scopeKey === element.key).map(({ flowId }) => flowId),
      ...[...state.timers, ...state.subscriptions].filter(own).map(({ elementId }) => `~${elementId}`),
      ...state.incidents.filter(own).map(({ code }) => `!${code}`),
      ...(within.get(element.key) ?? []).map(write),
      // How often something could be undone does not matter, whether it could does.
      ...new Set(
        state.compensations
          .filter(({ scopeKey }) => scopeKey === element.key)
          .map(({ activityId }) => `^${activityId}`),
      ),
    ].sort();
    const { role, loopCounter, interrupted, consumed, cancelling, compensates, loop } = element;
    const marks = [
      role,
      loopCounter === undefined ? undefined : 'inner',
      interrupted === true ? 'interrupted' : undefined,
      consumed?.join('+'),
      cancelling === true ? 'cancelling' : undefined,
      compensates === undefined ? undefined : 'undoing',
      element.compensating === undefined ? undefined : `rest${String(element.compensating.length)}`,
      loop === undefined ? undefined : `${String(loop.started)}/${String(loop.completed)}/${String(loop.terminated)}`,
    ].filter((mark) => mark !== undefined);
    return `${element.elementId}${marks.length === 0 ? '' : `<${marks.join(' ')}>`}(${parts.join(' ')})`;
  };
  return (within.get(0) ?? []).map(write).join(' ');
}
