import type { Procedure } from '../model/procedure.ts';
import { resume, runToRest } from './advance.ts';
import { behaviors } from './behaviors/index.ts';
import { pendingOf } from './commands/resolve-incident.ts';
import { fire } from './commands/wait-rules.ts';
import type { CaseEvent } from './event.ts';
import { catchError, errorCatches } from './faults.ts';
import { emit, openGame, openInstance, type Game } from './game.ts';
import { occur } from './happenings.ts';
import { leave } from './moves.ts';
import type { Oracle } from './oracle.ts';
import { startProcess } from './scopes.ts';
import { emptyCase, type CaseState } from './state.ts';
import { find } from './table.ts';

/**
 * The token game from the outside in, for the soundness verifier: the same moves as `decide`, with an Oracle in place of
 * data (see `oracle.ts`) and with everything that the world may do as a list.
 *
 * A marking is what is left of a CaseState when keys are forgotten: `elements` (what is active, and in what), `tokens`
 * (what waits on which flow), and the waits, tasks and jobs, which follow from `elements` but for those that have already
 * happened. No incident ever stands in an explored state but STEP_BUDGET_EXHAUSTED: automatic work was cut after
 * `budget` pieces, and its `details.pending` is what was left, which is part of the marking too. Such a state offers the
 * happening `resume`. A budget of 1 so explores every single move, a large one only what rests; a bound is needed all the
 * same, because automatic steps can run in a circle under an oracle that always says yes.
 */
export type Happening =
  /** A user task, receive task or job is completed, a message or timer of a catch event comes: the instance goes on. */
  | { readonly kind: 'complete'; readonly elementKey: number }
  /** A timer, subscription or condition of a boundary event, event sub-process or event-based gateway. */
  | { readonly kind: 'occur'; readonly waitKey: number; readonly elementId: string }
  /** A task or job throws an error that this event catches. */
  | { readonly kind: 'error'; readonly elementKey: number; readonly catchId: string }
  /** Automatic work that a spent budget cut goes on. */
  | { readonly kind: 'resume'; readonly incidentKey: number };

export interface Explored {
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
}

export interface ExploreOptions {
  readonly oracle: Oracle;
  /** Pieces of automatic work in one step. */
  readonly budget: number;
}

/** The first marking of a process: plainly started, or by the named start events. */
export function startExploring(
  procedure: Procedure,
  processId: string,
  options: ExploreOptions,
  startIds?: readonly string[],
): Explored {
  const game = board(procedure, emptyCase(processId), options);
  emit(game, { type: 'CaseStarted', processId, procedureDigest: procedure.digest });
  startProcess(game, processId, {}, startIds === undefined ? {} : { startIds });
  return run(game);
}

/** Everything that the world may do to a state, in a fixed order. None: the case has ended, or is stuck for good. */
export function happenings(procedure: Procedure, state: CaseState, options: ExploreOptions): readonly Happening[] {
  const game = board(procedure, state, options);
  const list: Happening[] = [];
  for (const { key, code } of state.incidents) {
    if (code === 'STEP_BUDGET_EXHAUSTED') list.push({ kind: 'resume', incidentKey: key });
  }
  for (const { key } of [...state.tasks, ...state.jobs].sort(byKey)) {
    list.push({ kind: 'complete', elementKey: key });
    const instance = find(state.elements, key);
    if (instance === undefined) continue;
    for (const { event } of errorCatches(game, instance))
      list.push({ kind: 'error', elementKey: key, catchId: event.id });
  }
  for (const { key, elementId } of [...state.timers, ...state.subscriptions].sort(byKey)) {
    list.push({ kind: 'occur', waitKey: key, elementId });
  }
  return list;
}

/** Lets one of `happenings` happen, and runs to rest or to the end of the budget. */
export function happen(
  procedure: Procedure,
  state: CaseState,
  happening: Happening,
  options: ExploreOptions,
): Explored {
  const game = board(procedure, state, options);
  switch (happening.kind) {
    case 'complete':
      completeByHand(game, happening.elementKey);
      break;
    case 'occur': {
      const { waitKey: key } = happening;
      const wait = find(state.timers, key) ?? find(state.subscriptions, key);
      if (wait === undefined) break;
      emit(game, { type: 'WaitTriggered', key });
      if ('dueAt' in wait) fire(game, wait);
      occur(game, wait, {});
      break;
    }
    case 'error': {
      const instance = openInstance(game, happening.elementKey);
      const caught = errorCatches(game, instance).find(({ event }) => event.id === happening.catchId);
      if (caught !== undefined) catchError(game, instance, caught);
      break;
    }
    case 'resume': {
      const incident = find(state.incidents, happening.incidentKey);
      if (incident === undefined) break;
      emit(game, { type: 'IncidentResolved', key: incident.key });
      resume(game, pendingOf(incident));
      break;
    }
    default:
      happening satisfies never;
  }
  return run(game);
}

function completeByHand(game: Game, key: number): void {
  if (find(game.draft.state.tasks, key) !== undefined) emit(game, { type: 'UserTaskCompleted', key, by: 'anyone' });
  else emit(game, { type: 'JobCompleted', key });
  leave(game, openInstance(game, key));
}

function board(procedure: Procedure, state: CaseState, { oracle, budget }: ExploreOptions): Game {
  const circumstances = { at: '2026-01-01T00:00:00.000Z', by: EXPLORER };
  return openGame(procedure, state, circumstances, { behaviors, oracle, budget });
}
const EXPLORER = { kind: 'system', id: 'explorer', groups: [], roles: [] } as const;

function run(game: Game): Explored {
  runToRest(game);
  return { state: game.draft.state, events: game.events };
}

function byKey(one: { readonly key: number }, other: { readonly key: number }): number {
  return one.key - other.key;
}
