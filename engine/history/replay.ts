import type { Commit } from '../execute/event.ts';
import { evolve, evolveAll } from '../execute/evolve.ts';
import { emptyCase, type CaseState } from '../execute/state.ts';

/**
 * The state of a case right after an event, from its history alone. Nothing is evaluated again: what was decided stands in
 * the events. `commits` are those of one case in order; `seq` beyond the last event gives the last state, 0 the empty case.
 *
 * `from` shortens the way: a state of the same case (a snapshot) at or before `seq`, from which the later events are folded.
 */
export function stateAt(commits: Iterable<Commit>, seq: number, from?: CaseState): CaseState | undefined {
  let state = from !== undefined && from.version <= seq ? from : undefined;
  for (const commit of commits) {
    if (commit.firstSeq > seq) break;
    state ??= emptyCase(commit.caseId);
    const { version } = state;
    const events = commit.events.filter((event) => event.seq > version && event.seq <= seq);
    if (events.length > 0) state = evolveAll(state, events);
  }
  return state;
}

/** One event with the commit it stands in and the state it led to: what an auditor steps through. */
export interface HistoryStep {
  readonly commit: Commit;
  readonly event: Commit['events'][number];
  readonly state: CaseState;
}

/** Walks a history event by event. Lazy: asking for one step folds one event. */
export function* stepsOf(commits: Iterable<Commit>): Generator<HistoryStep> {
  let state: CaseState | undefined;
  for (const commit of commits) {
    state ??= emptyCase(commit.caseId);
    for (const event of commit.events) {
      state = evolve(state, event);
      yield { commit, event, state };
    }
  }
}
