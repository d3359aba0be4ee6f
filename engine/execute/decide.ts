import type { Procedure } from '../model/procedure.ts';
import type { Rejection } from '../errors.ts';
import type { Command } from './command.ts';
import type { CaseEvent } from './event.ts';
import type { CaseState } from './state.ts';

/** What a command comes to: events and the state they lead to, or a refusal that changes nothing. */
export type Decision =
  | { readonly ok: true; readonly events: readonly CaseEvent[]; readonly state: CaseState }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * The front door of the token game: may this actor do this now, and if so, what happens until every token rests again?
 *
 * Pure. `state` is undefined for StartCase only. The returned state is `evolve` folded over the returned events.
 */
export function decide(_procedure: Procedure, _state: CaseState | undefined, _command: Command): Decision {
  throw new Error('the token game is being laid');
}
