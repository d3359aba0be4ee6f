import type { Procedure } from '../model/procedure.ts';
import type { Rejection } from '../errors.ts';
import { runToRest } from './advance.ts';
import { behaviors } from './behaviors/index.ts';
import type { Command } from './command.ts';
import { handle } from './commands/index.ts';
import type { CaseEvent } from './event.ts';
import { openGame, type Game } from './game.ts';
import { needsCalendar } from './needs-calendar.ts';
import type { Oracle } from './oracle.ts';
import { emptyCase, hasEnded, type CaseState } from './state.ts';

/** What a command comes to: events and the state they lead to, or a refusal that changes nothing. */
export type Decision =
  | { readonly ok: true; readonly events: readonly CaseEvent[]; readonly state: CaseState }
  | { readonly ok: false; readonly rejection: Rejection };

export interface DecideOptions {
  /** Pieces of work that one command may do before the case must rest; 10,000 unless told. Beyond it: an incident. */
  readonly stepBudget?: number;
  /** The verifier's: see `oracle.ts`. */
  readonly oracle?: Oracle;
}

const STEP_BUDGET = 10_000;

/**
 * The front door of the token game: may this actor do this now, and if so, what happens until every token rests again?
 *
 * Pure. `state` is undefined for StartCase only, and is not changed. The returned state is `evolve` folded over the
 * returned events. A command that changes nothing (a claim by the one who holds the task) returns no events.
 */
export function decide(
  procedure: Procedure,
  state: CaseState | undefined,
  command: Command,
  options: DecideOptions = {},
): Decision {
  const refused = refuse(procedure, state, command);
  if (refused !== undefined) return { ok: false, rejection: refused };
  const game = openGame(procedure, state ?? emptyCase(command.caseId), command, {
    behaviors,
    budget: options.stepBudget ?? STEP_BUDGET,
    ...(options.oracle === undefined ? {} : { oracle: options.oracle }),
  });
  const rejection = handle(game, command);
  if (rejection !== undefined) return { ok: false, rejection };
  runToRest(game);
  return outcomeOf(game);
}

function outcomeOf(game: Game): Decision {
  if (game.refusal !== undefined) return { ok: false, rejection: game.refusal };
  return { ok: true, events: game.events, state: game.draft.state };
}

/** What is asked of every command, whatever it is about. */
function refuse(procedure: Procedure, state: CaseState | undefined, command: Command): Rejection | undefined {
  const { caseId, expectedVersion } = command;
  if (command.type === 'StartCase') {
    if (state !== undefined) {
      return { code: 'CASE_ALREADY_EXISTS', message: `Case '${caseId}' exists already; choose another id.` };
    }
  } else if (state === undefined) {
    return { code: 'CASE_NOT_FOUND', message: `There is no case '${caseId}'; check the id.` };
  }
  if (expectedVersion !== undefined && expectedVersion !== (state?.version ?? 0)) {
    const actual = state?.version ?? 0;
    return {
      code: 'STALE_VERSION',
      message: `Case '${caseId}' is at ${actual}, not at ${expectedVersion}: it has moved on since it was read. Read it again and decide anew.`,
      details: { expected: expectedVersion, actual },
    };
  }
  if (state !== undefined && hasEnded(state) && !mayReopen(command)) {
    return {
      code: 'CASE_ENDED',
      message: `Case '${caseId}' has ended (${state.status}); nothing more can happen in it.`,
      details: { status: state.status },
    };
  }
  if (command.calendar === undefined && mayMoveTokens(command) && needsCalendar(procedure)) {
    return {
      code: 'CALENDAR_MISSING',
      message: `The procedure counts working time, and the command brings no calendar. Send the calendar in force at ${command.at}.`,
    };
  }
  return undefined;
}

/** The one way back into a case that has ended is an override. */
function mayReopen({ type }: Command): boolean {
  return type === 'RequestOverride' || type === 'ConfirmOverride' || type === 'RejectOverride';
}

/** Commands that may move a token, and so set a due date. */
function mayMoveTokens(command: Command): boolean {
  return command.type !== 'ClaimUserTask' && command.type !== 'ReleaseUserTask' && command.type !== 'AssignUserTask';
}
