import { conditionHolds } from './conditions.ts';
import { emit, instanceOf, type Game } from './game.ts';
import { occur } from './happenings.ts';
import { raiseIncident } from './incidents.ts';
import type { Subscription } from './state.ts';
import { find } from './table.ts';

/**
 * Conditional events in a scope whose variables changed, or in which a wait has just opened. One happens when its condition
 * holds and did not hold before: at once where it holds from the start, and again only after it has ceased to hold.
 *
 * @source BPMN 2.0.2 §10.5.2, Table 10.84 ("MUST become false and then true before the Event can be triggered again");
 *   §10.5.5 (Conditional)
 */
export function lookAgain(game: Game, changedKey: number): void {
  if (game.oracle !== undefined) return;
  const waits = game.draft.state.subscriptions.filter(
    (wait) => wait.kind === 'conditional' && isWithin(game, wait.elementKey, changedKey),
  );
  for (const wait of waits) lookAt(game, wait);
}

function lookAt(game: Game, { key }: Subscription): void {
  const wait = find(game.draft.state.subscriptions, key);
  const waiting = wait && instanceOf(game, wait.elementKey);
  if (wait === undefined || waiting === undefined || isLeaving(game, waiting.key)) return;
  const holds = conditionHolds(game, waiting, wait);
  if (typeof holds === 'object') raiseIncident(game, waiting, holds);
  else if (!holds && wait.met === true) emit(game, { type: 'ConditionCeased', key });
  else if (holds && wait.met !== true) {
    emit(game, { type: 'ConditionMet', key });
    occur(game, wait, {});
  }
}

/** An activity that is done cannot be interrupted any more by what its own result changes. */
function isLeaving(game: Game, key: number): boolean {
  for (let index = game.head; index < game.queue.length; index += 1) {
    const work = game.queue[index];
    if (work?.kind === 'leave' && work.key === key) return true;
  }
  return false;
}

/** Whether an instance lies in a scope, so that it sees the scope's variables. */
function isWithin(game: Game, key: number, scopeKey: number): boolean {
  for (let at = instanceOf(game, key); at !== undefined; at = instanceOf(game, at.scopeKey)) {
    if (at.key === scopeKey) return true;
    if (at.type === 'process') return false;
  }
  return false;
}
